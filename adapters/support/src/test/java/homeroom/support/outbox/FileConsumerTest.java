package homeroom.support.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.LateReceipt;
import homeroom.api.Operation;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Applied;
import homeroom.api.Outcome.Effect;
import homeroom.api.Outcome.Failed;
import homeroom.api.Outcome.HandedOver;
import homeroom.api.Receipt;
import homeroom.api.RecordKey;
import homeroom.api.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileConsumerTest {

  @TempDir Path folder;

  private final FakeDrop drop = new FakeDrop();
  private final List<FileConsumer> opened = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-28T02:00:00Z");
  private OptionalLong believed = OptionalLong.of(0);
  private Set<String> targets = Set.of("students");
  private String form = "yyyyMMdd-HHmmss";

  @AfterEach
  void close() {
    opened.forEach(FileConsumer::close);
  }

  private FileConsumer full() {
    return consumer(false, "{target}.csv");
  }

  private FileConsumer delta() {
    return consumer(true, "{target}-{time}.csv");
  }

  /** As after a restart: the one before ends. */
  private FileConsumer consumer(boolean delta, String name) {
    close();
    FileConsumer consumer =
        new FileConsumer(
            new FileConsumer.Plan(delta, FileName.of(name, form, "UTC").orElseThrow(), 20),
            new LineForm(),
            new Outbox(folder.resolve("outbox")),
            drop,
            Optional.empty(),
            targets,
            () -> believed,
            () -> now);
    opened.add(consumer);
    return consumer;
  }

  private static Delivery told(String id, int number, String name) {
    return delivery(id, number, name, Operation.UPSERT);
  }

  private static Delivery gone(String id, int number) {
    return delivery(id, number, "", Operation.DELETE);
  }

  private static Delivery delivery(String id, int number, String name, Operation operation) {
    Map<String, Value> payload = new LinkedHashMap<>();
    payload.put("id", Value.text("s" + number));
    if (!name.isEmpty()) {
      payload.put("name", Value.text(name));
    }
    return new Delivery(
        id,
        new RecordKey("student", "s" + number),
        "students",
        operation,
        payload,
        payload.keySet(),
        true,
        Optional.empty(),
        number);
  }

  private void laterBy(int seconds) {
    now = now.plusSeconds(seconds);
  }

  private static Outcome deliver(FileConsumer consumer, Delivery delivery) throws AdapterFailure {
    return consumer.deliver(List.of(delivery)).getFirst().outcome();
  }

  private static Map<String, Outcome> answers(FileConsumer consumer) throws AdapterFailure {
    Map<String, Outcome> answers = new LinkedHashMap<>();
    for (LateReceipt late : consumer.receipts(1000)) {
      answers.put(late.deliveryId(), late.outcome());
    }
    return answers;
  }

  private static Applied did(Effect effect) {
    return new Applied(effect, Optional.empty());
  }

  @Test
  void shouldKeepWhatItIsToldAndWriteItWhenItIsTime() throws Exception {
    FileConsumer consumer = full();

    assertThat(deliver(consumer, told("d1", 1, "Ada"))).isInstanceOf(HandedOver.class);
    assertThat(drop.files).isEmpty();
    assertThat(answers(consumer)).isEmpty();
    consumer.handOver();

    assertThat(drop.files).containsEntry("students.csv", "id,name\ns1,Ada\n");
    assertThat(answers(consumer)).isEqualTo(Map.of("d1", did(Effect.CREATED)));
    assertThat(consumer.lastHandOver()).contains(now);
  }

  @Test
  void shouldWriteTheNewestOfWhatItWasToldAndAnswerForThat() throws Exception {
    FileConsumer consumer = full();
    deliver(consumer, told("d1", 1, "Ada"));
    deliver(consumer, told("d2", 1, "Adaeze"));

    consumer.handOver();

    assertThat(drop.rows("students.csv")).containsExactly("s1,Adaeze");
    assertThat(answers(consumer)).containsOnlyKeys("d2");
  }

  @Test
  void shouldKeepADeliveryThatComesAgainOnce() throws Exception {
    FileConsumer consumer = delta();
    deliver(consumer, told("d1", 1, "Ada"));
    consumer.handOver();
    consumer.noted(consumer.receipts(10));
    laterBy(60);

    deliver(consumer, told("d1", 1, "Ada"));
    consumer.handOver();

    assertThat(drop.puts).hasSize(1);
    assertThat(answers(consumer)).isEmpty();
  }

  @Test
  void shouldOutlastARestart() throws Exception {
    deliver(full(), told("d1", 1, "Ada"));

    FileConsumer after = full();
    after.handOver();
    FileConsumer later = full();

    assertThat(drop.rows("students.csv")).containsExactly("s1,Ada");
    assertThat(answers(later)).containsOnlyKeys("d1");
    later.noted(later.receipts(10));
    assertThat(answers(full())).isEmpty();
  }

  @Test
  void shouldPutTheSameBytesInPlaceThatWereCutShort() throws Exception {
    FileConsumer consumer = consumer(false, "{target}-{time}.csv");
    deliver(consumer, told("d1", 1, "Ada"));
    drop.trouble = FakeDrop.Trouble.BEFORE;
    assertThatThrownBy(consumer::handOver).isInstanceOf(AdapterFailure.class);
    assertThat(answers(consumer)).isEmpty();
    drop.trouble = FakeDrop.Trouble.NONE;
    deliver(consumer, told("d2", 1, "Adaeze"));
    laterBy(3600);

    FileConsumer after = consumer(false, "{target}-{time}.csv");
    after.look();

    assertThat(drop.files).isEqualTo(Map.of("students-20261128-020000.csv", "id,name\ns1,Ada\n"));
    assertThat(answers(after)).as("it holds what is not the newest any more").isEmpty();
    after.handOver();
    assertThat(drop.rows("students-20261128-030000.csv")).containsExactly("s1,Adaeze");
    assertThat(answers(after)).containsOnlyKeys("d2");
  }

  @Test
  void shouldPutTheSameFileInPlaceAgainWhenItIsNotKnownWhetherItIsThere() throws Exception {
    FileConsumer consumer = consumer(false, "{target}-{time}.csv");
    deliver(consumer, told("d1", 1, "Ada"));
    drop.trouble = FakeDrop.Trouble.AFTER;
    assertThatThrownBy(consumer::handOver).isInstanceOf(AdapterFailure.class);
    Map<String, String> before = Map.copyOf(drop.files);
    drop.trouble = FakeDrop.Trouble.NONE;
    laterBy(3600);

    FileConsumer after = consumer(false, "{target}-{time}.csv");
    after.look();

    assertThat(drop.files).isEqualTo(before);
    assertThat(answers(after)).containsOnlyKeys("d1");
    assertThat(after.lastHandOver()).as("it need not be made again").isPresent();
  }

  @Test
  void shouldWriteOnlyWhatChangedIntoADelta() throws Exception {
    FileConsumer consumer = delta();
    deliver(consumer, told("d1", 1, "Ada"));
    deliver(consumer, told("d2", 2, "Ben"));
    consumer.handOver();
    laterBy(60);
    consumer.handOver();
    assertThat(drop.puts).as("nothing changed").hasSize(1);

    deliver(consumer, told("d3", 2, "Benedict"));
    deliver(consumer, gone("d4", 1));
    consumer.handOver();

    assertThat(drop.rows("students-20261128-020100.csv")).containsExactly("-s1,Ada", "s2,Benedict");
    assertThat(answers(consumer))
        .containsEntry("d3", did(Effect.UPDATED))
        .containsEntry("d4", did(Effect.DELETED));
  }

  @Test
  void shouldLeaveOutOfAFullFileWhatIsGone() throws Exception {
    FileConsumer consumer = full();
    deliver(consumer, told("d1", 1, "Ada"));
    deliver(consumer, told("d2", 2, "Ben"));
    consumer.handOver();
    consumer.noted(consumer.receipts(10));

    deliver(consumer, gone("d3", 1));
    consumer.handOver();

    assertThat(drop.rows("students.csv")).containsExactly("s2,Ben");
    assertThat(answers(consumer)).isEqualTo(Map.of("d3", did(Effect.DELETED)));
    assertThat(new Outbox(folder.resolve("outbox")).records()).isEqualTo(1);
  }

  @Test
  void shouldEndTheRowOfAFormerKey() throws Exception {
    FileConsumer consumer = delta();
    deliver(consumer, told("d1", 1, "Ada"));
    consumer.handOver();
    consumer.noted(consumer.receipts(10));
    laterBy(60);

    deliver(consumer, told("d2", 2, "Ada").formerly("s1"));
    consumer.handOver();

    assertThat(drop.rows("students-20261128-020100.csv")).containsExactly("-s1,Ada", "s2,Ada");
    assertThat(answers(consumer)).containsOnlyKeys("d2");
  }

  @Test
  void shouldKeepTheOthersWhenOneCannotBeWritten() throws Exception {
    FileConsumer consumer = full();

    List<Receipt> receipts =
        consumer.deliver(List.of(told("d1", 1, "Ada"), told("d2", 2, "unfit")));
    consumer.handOver();

    assertThat(receipts).extracting(Receipt::deliveryId).containsExactlyInAnyOrder("d1", "d2");
    assertThat(receipts)
        .filteredOn(one -> one.deliveryId().equals("d2"))
        .singleElement()
        .satisfies(one -> assertThat(one.outcome()).isInstanceOf(Failed.class));
    assertThat(drop.rows("students.csv")).containsExactly("s1,Ada");
  }

  @Test
  void shouldWaitForAPersonWhenTooManyRecordsGo() throws Exception {
    FileConsumer consumer = full();
    many(consumer, 1, 100);
    consumer.handOver();
    for (int number = 1; number <= 30; number++) {
      deliver(consumer, gone("g" + number, number));
    }

    assertThatThrownBy(consumer::handOver)
        .isInstanceOfSatisfying(
            AdapterFailure.class,
            why -> assertThat(why.failure().code()).isEqualTo("FILE_SHRINKS"));
    assertThat(drop.rows("students.csv")).hasSize(100);
  }

  @Test
  void shouldWaitForAPersonWhenADeltaTakesTooManyAway() throws Exception {
    FileConsumer consumer = delta();
    many(consumer, 1, 100);
    consumer.handOver();
    for (int number = 1; number <= 30; number++) {
      deliver(consumer, gone("g" + number, number));
    }

    assertThatThrownBy(consumer::handOver)
        .isInstanceOfSatisfying(
            AdapterFailure.class,
            why -> assertThat(why.failure().code()).isEqualTo("FILE_SHRINKS"));
    assertThat(drop.puts).hasSize(1);
  }

  @Test
  void shouldWriteNothingWhenWhatItKeptWasLost() throws Exception {
    FileConsumer consumer = full();
    many(consumer, 1, 3);
    believed = OptionalLong.of(100);

    assertThatThrownBy(consumer::handOver)
        .isInstanceOfSatisfying(
            AdapterFailure.class,
            why -> assertThat(why.failure().code()).isEqualTo("FILE_STORE_INCOMPLETE"));
    assertThat(drop.files).isEmpty();

    many(consumer, 4, 100);
    consumer.handOver();
    assertThat(drop.rows("students.csv")).hasSize(100);
  }

  @Test
  void shouldWriteNothingBeforeItIsKnownHowMuchThereMustBe() throws Exception {
    FileConsumer consumer = full();
    many(consumer, 1, 3);
    believed = OptionalLong.empty();

    consumer.handOver();
    assertThat(drop.files).isEmpty();
    assertThat(consumer.lastHandOver()).as("it is asked again").isEmpty();

    believed = OptionalLong.of(3);
    consumer.handOver();
    assertThat(drop.rows("students.csv")).hasSize(3);
  }

  @Test
  void shouldNotLetAnybodyElseReadWhatItKeeps() throws Exception {
    deliver(full(), told("d1", 1, "Ada"));

    assertThat(Files.getPosixFilePermissions(folder.resolve("outbox"))).hasSize(3);
  }

  @Test
  void shouldWriteNothingOfALostStoreThoughLessIsBelievedMeanwhile() throws Exception {
    FileConsumer consumer = full();
    believed = OptionalLong.of(100);
    consumer.look();
    believed = OptionalLong.of(12);
    many(consumer, 1, 12);

    assertThatThrownBy(consumer::handOver)
        .isInstanceOfSatisfying(
            AdapterFailure.class,
            why -> {
              assertThat(why.failure().code()).isEqualTo("FILE_STORE_INCOMPLETE");
              assertThat(why.failure().message()).contains("12", "100");
            });
    assertThatThrownBy(full()::handOver).as("also after a restart").isNotNull();
    assertThat(drop.files).isEmpty();

    FileConsumer after = full();
    many(after, 13, 100);
    after.handOver();
    assertThat(drop.rows("students.csv")).hasSize(100);
    for (int number = 1; number <= 15; number++) {
      deliver(after, gone("g" + number, number));
    }
    after.handOver();
    after.handOver();
    assertThat(drop.rows("students.csv")).as("it was whole").hasSize(85);
  }

  @Test
  void shouldWriteNothingWhileRecordsAreKeptUnderAFormerTarget() throws Exception {
    many(full(), 1, 3);
    targets = Set.of("pupils");
    FileConsumer consumer = full();
    consumer.deliver(List.of(to("pupils", told("n1", 1, "Ada"))));

    assertThatThrownBy(consumer::handOver)
        .isInstanceOfSatisfying(
            AdapterFailure.class,
            why -> {
              assertThat(why.failure().code()).isEqualTo("FILE_TARGET_CHANGED");
              assertThat(why.failure().message()).contains("students");
            });
    assertThat(drop.files).isEmpty();

    consumer.deliver(
        List.of(to("pupils", told("n2", 2, "Ben")), to("pupils", told("n3", 3, "Cleo"))));
    consumer.handOver();
    assertThat(drop.rows("pupils.csv")).hasSize(3);
  }

  @Test
  void shouldEndARecordThoughACellOfTheDeletionCannotBeWritten() throws Exception {
    FileConsumer consumer = delta();
    deliver(consumer, told("d1", 1, "Ada"));
    consumer.handOver();
    laterBy(60);

    assertThat(deliver(consumer, delivery("d2", 1, "unfit", Operation.DELETE)))
        .isInstanceOf(HandedOver.class);
    assertThat(deliver(consumer, delivery("d3", 2, "unfit", Operation.DELETE)))
        .as("it is not known")
        .isInstanceOf(Failed.class);
    consumer.handOver();

    assertThat(drop.rows("students-20261128-020100.csv")).containsExactly("-s1,Ada");
  }

  @Test
  void shouldReplaceAFullFileThatCouldNotBePutInPlace() throws Exception {
    FileConsumer consumer = consumer(false, "{target}-{time}.csv");
    deliver(consumer, told("d1", 1, "Ada"));
    deliver(consumer, told("d2", 2, "Ben"));
    drop.trouble = FakeDrop.Trouble.BEFORE;
    assertThatThrownBy(consumer::handOver).isInstanceOf(AdapterFailure.class);
    deliver(consumer, told("d3", 1, "Adaeze"));
    laterBy(3600);
    assertThatThrownBy(consumer::handOver).isInstanceOf(AdapterFailure.class);
    assertThat(bytes()).hasSize(1);
    drop.trouble = FakeDrop.Trouble.NONE;

    consumer.look();

    assertThat(drop.files).containsOnlyKeys("students-20261128-030000.csv");
    assertThat(answers(consumer)).containsOnlyKeys("d2", "d3");
    assertThat(bytes()).isEmpty();
  }

  @Test
  void shouldRemoveBytesThatNoFileNeeds() throws Exception {
    FileConsumer consumer = full();
    deliver(consumer, told("d1", 1, "Ada"));
    drop.trouble = FakeDrop.Trouble.BEFORE;
    assertThatThrownBy(consumer::handOver).isInstanceOf(AdapterFailure.class);
    Files.writeString(folder.resolve("outbox/parcel-77"), "left");

    assertThatThrownBy(full()::look).isInstanceOf(AdapterFailure.class);

    assertThat(bytes()).containsExactly("parcel-1");
  }

  @Test
  void shouldNumberFilesWhoseNamesTellOnlyTheDay() throws Exception {
    form = "yyyyMMdd";
    now = Instant.parse("2026-11-28T23:59:59Z");
    FileConsumer consumer = delta();
    for (int number = 1; number <= 3; number++) {
      deliver(consumer, told("d" + number, number, "Ada"));
      consumer.handOver();
    }

    assertThat(drop.puts)
        .containsExactly(
            "students-20261128.csv", "students-20261128-2.csv", "students-20261128-3.csv");
  }

  @Test
  void shouldSettleAllRowsOfALargeFile() throws Exception {
    FileConsumer consumer = full();
    many(consumer, 1, 2500);

    consumer.handOver();

    assertThat(consumer.receipts(5000)).hasSize(2500);
  }

  private List<String> bytes() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("outbox"))) {
      return all.map(it -> it.getFileName().toString()).filter(it -> it.startsWith("par")).toList();
    }
  }

  private static Delivery to(String target, Delivery delivery) {
    return new Delivery(
        delivery.id(),
        delivery.record(),
        target,
        delivery.operation(),
        delivery.payload(),
        delivery.payload().keySet(),
        true,
        Optional.empty(),
        delivery.version());
  }

  private static void many(FileConsumer consumer, int from, int to) throws AdapterFailure {
    consumer.deliver(
        IntStream.rangeClosed(from, to).mapToObj(n -> told("d" + n, n, "Name")).toList());
  }
}
