package homeroom.adapters.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.api.AdapterContext;
import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Keeping;
import homeroom.api.LateReceipt;
import homeroom.api.Operation;
import homeroom.api.Option;
import homeroom.api.OptionProblem;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Applied;
import homeroom.api.Outcome.Failed;
import homeroom.api.Outcome.HandedOver;
import homeroom.api.RecordKey;
import homeroom.api.ScheduledHandOver;
import homeroom.api.Settings;
import homeroom.api.Value;
import homeroom.api.WrittenPath;
import homeroom.testkit.files.FolderRawStore;
import homeroom.testkit.sftp.SftpStandIn;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes CSV files and reads the answers to them. */
class CsvConsumerTest {

  private static final Map<String, Object> ANSWERS =
      Map.of(
          "answers.key",
          "Student ID",
          "answers.of",
          "student_id",
          "answers.status",
          "Status",
          "answers.accepted",
          "OK, Accepted",
          "answers.code",
          "Code",
          "answers.reason",
          "Message");

  @TempDir Path temporary;

  private final List<ConsumerAdapter> opened = new ArrayList<>();
  private Path inbox;
  private Path outcome;
  private Set<String> targets = Set.of("students");
  private Instant now = Instant.parse("2026-11-28T02:00:00Z");

  @BeforeEach
  void make() throws IOException {
    inbox = Files.createDirectories(temporary.resolve("vendor/in"));
    outcome = Files.createDirectories(temporary.resolve("vendor/out"));
  }

  @AfterEach
  void close() {
    opened.forEach(ConsumerAdapter::close);
  }

  private Settings settings(List<Map<String, Object>> options) {
    Map<String, Object> values = new HashMap<>();
    for (Option option : new CsvFactory().consumerOptions().orElseThrow()) {
      option.defaultValue().ifPresent(value -> values.put(option.name(), value));
    }
    values.put("to.path", new WrittenPath(inbox.toString(), inbox));
    values.put("fewer-at-most", 20L);
    values.put("answers.from.settle", Duration.ZERO);
    values.put("answers.from.at-most", 10L);
    values.put("answers.within", Duration.ofHours(24));
    values.put("answers.every", Duration.ofSeconds(1));
    options.forEach(values::putAll);
    return new Settings(values);
  }

  private ConsumerAdapter consumer() {
    return consumer(Map.of());
  }

  private ConsumerAdapter consumer(Map<String, Object> options) {
    return consumer(options, Map.of());
  }

  /** As after a restart: the one before ends. */
  private ConsumerAdapter consumer(Map<String, Object> some, Map<String, Object> more) {
    close();
    AdapterContext context =
        new AdapterContext(
            "assessment",
            () -> now,
            new FolderRawStore(temporary.resolve("raw")),
            targets,
            Set.of(),
            Optional.of(new Keeping(temporary.resolve("outbox"), () -> OptionalLong.of(0))));
    ConsumerAdapter adapter = new CsvFactory().consumer(settings(List.of(some, more)), context);
    opened.add(adapter);
    return adapter;
  }

  private ConsumerAdapter answered() {
    return consumer(
        ANSWERS, Map.of("answers.from.path", new WrittenPath(outcome.toString(), outcome)));
  }

  private List<String> there() throws IOException {
    try (Stream<Path> files = Files.list(inbox)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static ScheduledHandOver scheduled(ConsumerAdapter adapter) {
    return (ScheduledHandOver) adapter;
  }

  private static Delivery told(String id, int number, String name) {
    Map<String, Value> payload = new LinkedHashMap<>();
    payload.put("student_id", Value.text("s" + number));
    payload.put("name", name.isEmpty() ? Value.NULL : Value.text(name));
    return delivery(id, number, Operation.UPSERT, payload);
  }

  private static Delivery gone(String id, int number) {
    return delivery(id, number, Operation.DELETE, Map.of("student_id", Value.text("s" + number)));
  }

  private static Delivery delivery(
      String id, int number, Operation operation, Map<String, Value> payload) {
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

  private void answer(String name, String... rows) throws IOException {
    Files.writeString(
        outcome.resolve(name),
        "Student ID,Status,Code,Message\r\n" + String.join("\r\n", rows) + "\r\n");
  }

  private static Map<String, Outcome> answers(ConsumerAdapter adapter) throws AdapterFailure {
    Map<String, Outcome> answers = new LinkedHashMap<>();
    for (LateReceipt late : scheduled(adapter).receipts(1000)) {
      answers.put(late.deliveryId(), late.outcome());
    }
    return answers;
  }

  private void look(ConsumerAdapter adapter) throws AdapterFailure {
    now = now.plusSeconds(2);
    scheduled(adapter).look();
  }

  private static Failure failure(Outcome outcome) {
    return ((Failed) outcome).failure();
  }

  @Test
  void shouldWriteAFileForATarget() throws Exception {
    ConsumerAdapter adapter = consumer();
    adapter.deliver(List.of(told("d1", 1, "Lovelace, Ada"), told("d2", 2, "")));

    scheduled(adapter).handOver();

    assertThat(there()).containsExactly("students-20261128-020000.csv");
    assertThat(Files.readString(inbox.resolve("students-20261128-020000.csv")))
        .isEqualTo("student_id,name\r\ns1,\"Lovelace, Ada\"\r\ns2,\r\n");
    assertThat(answers(adapter)).containsOnlyKeys("d1", "d2");
  }

  @Test
  void shouldRefuseWhatTheCharacterSetDoesNotHave() throws Exception {
    ConsumerAdapter adapter = consumer(Map.of("charset", "ISO-8859-1", "delimiter", "|"));

    Outcome odd = adapter.deliver(List.of(told("d1", 1, "Łucja"))).getFirst().outcome();
    adapter.deliver(List.of(told("d2", 2, "Zoë")));
    scheduled(adapter).handOver();

    assertThat(failure(odd).code()).isEqualTo("CSV_NOT_IN_CHARSET");
    assertThat(failure(odd).message()).contains("name").doesNotContain("Łucja");
    assertThat(
            Files.readString(
                inbox.resolve("students-20261128-020000.csv"), Charset.forName("ISO-8859-1")))
        .isEqualTo("student_id|name\r\ns2|Zoë\r\n");
  }

  @Test
  void shouldTellInADeltaWhatIsGone() throws Exception {
    ConsumerAdapter adapter =
        consumer(
            Map.of(
                "package", "delta",
                "deleted.column", "status",
                "deleted.gone", "inactive",
                "deleted.there", "active"));
    adapter.deliver(List.of(told("d1", 1, "Ada"), told("d2", 2, "Ben")));
    scheduled(adapter).handOver();
    now = now.plusSeconds(60);
    adapter.deliver(List.of(gone("d3", 1), told("d4", 3, "Cem")));
    scheduled(adapter).handOver();

    assertThat(Files.readString(inbox.resolve("students-20261128-020100.csv")))
        .isEqualTo("student_id,name,status\r\ns1,Ada,inactive\r\ns3,Cem,active\r\n");
  }

  @Test
  void shouldLearnFromTheAnswerWhatWasTaken() throws Exception {
    ConsumerAdapter adapter = answered();
    adapter.deliver(List.of(told("d1", 1, "Ada"), told("d2", 2, "Ben"), told("d3", 3, "Cem")));
    scheduled(adapter).handOver();
    assertThat(answers(adapter)).as("being in place is not enough").isEmpty();

    answer(
        "students-20261128-020000-result.csv",
        "s1,ok,,",
        "s2,Rejected,E17,Ben has no licence for grade 2",
        "s9,Rejected,E1,nobody of ours");
    look(adapter);

    assertThat(answers(adapter)).containsOnlyKeys("d1", "d2");
    assertThat(answers(adapter).get("d1")).isInstanceOf(Applied.class);
    Failure why = failure(answers(adapter).get("d2"));
    assertThat(why.code()).isEqualTo("ANSWER_REJECTED");
    assertThat(why.kind()).isEqualTo(Failure.Kind.CONTENT);
    assertThat(why.evidence().status()).contains("E17");
    assertThat(why.message()).contains("has no licence for grade").doesNotContain("Ben", "2");
  }

  @Test
  void shouldTakeAnAnswerOnceThoughTheHubEndsInBetween() throws Exception {
    ConsumerAdapter adapter = answered();
    adapter.deliver(List.of(told("d1", 1, "Ada"), told("d2", 2, "Ben")));
    scheduled(adapter).handOver();
    answer("students-20261128-020000-result.csv", "s1,OK,,", "s2,NO,E17,");
    look(adapter);

    ConsumerAdapter after = answered();
    look(after);
    assertThat(scheduled(after).receipts(10)).hasSize(2);
    scheduled(after).noted(scheduled(after).receipts(1));
    assertThat(scheduled(after).receipts(10)).hasSize(1);
    scheduled(after).noted(scheduled(after).receipts(10));

    ConsumerAdapter last = answered();
    look(last);
    assertThat(answers(last)).isEmpty();
  }

  @Test
  void shouldSayAgainOnlyWhatBecameDifferent() throws Exception {
    ConsumerAdapter adapter = answered();
    adapter.deliver(List.of(told("d1", 1, "Ada")));
    scheduled(adapter).handOver();
    answer("students-20261128-020000-result.csv", "s1,NO,E17,");
    look(adapter);
    scheduled(adapter).noted(scheduled(adapter).receipts(10));
    now = Instant.parse("2026-11-29T02:00:00Z");
    scheduled(adapter).handOver();
    answer("students-20261129-020000-result.csv", "s1,NO,E17,");
    look(adapter);
    assertThat(answers(adapter)).as("it was refused before").isEmpty();

    now = Instant.parse("2026-11-30T02:00:00Z");
    scheduled(adapter).handOver();
    answer("students-20261130-020000-result.csv", "s1,OK,,");
    look(adapter);

    assertThat(answers(adapter).get("d1")).isInstanceOf(Applied.class);
  }

  @Test
  void shouldSayWhichRowsWereNotAnsweredInTimeAndStillTakeALateAnswer() throws Exception {
    ConsumerAdapter adapter = answered();
    adapter.deliver(List.of(told("d1", 1, "Ada"), told("d2", 2, "Ben")));
    scheduled(adapter).handOver();
    answer("students-20261128-020000-result.csv", "s1,OK,,");
    look(adapter);
    scheduled(adapter).noted(scheduled(adapter).receipts(10));

    now = now.plus(Duration.ofHours(25));
    look(adapter);
    look(adapter);
    assertThat(scheduled(adapter).receipts(10)).hasSize(1);
    assertThat(failure(answers(adapter).get("d2")).code()).isEqualTo("ANSWER_MISSING");
    scheduled(adapter).noted(scheduled(adapter).receipts(10));

    answer("students-20261128-020000-late.csv", "s2,OK,,");
    look(adapter);
    assertThat(answers(adapter).get("d2")).isInstanceOf(Applied.class);
  }

  @Test
  void shouldTakeWhatAnAnswerDoesNotNameWhereItNamesOnlyTheRejected() throws Exception {
    ConsumerAdapter adapter =
        consumer(
            ANSWERS,
            Map.of(
                "answers.from.path",
                new WrittenPath(outcome.toString(), outcome),
                "answers.unnamed",
                "accepted"));
    adapter.deliver(List.of(told("d1", 1, "Ada"), told("d2", 2, "Ben")));
    scheduled(adapter).handOver();
    answer("students-20261128-020000-errors.csv", "s2,NO,E17,");
    look(adapter);

    assertThat(answers(adapter).get("d1")).isInstanceOf(Applied.class);
    assertThat(answers(adapter).get("d2")).isInstanceOf(Failed.class);
  }

  @Test
  void shouldTakeNothingOfAnAnswerThatCannotBeRead() throws Exception {
    ConsumerAdapter adapter = answered();
    adapter.deliver(List.of(told("d1", 1, "Ada"), told("d2", 2, "Ben")));
    scheduled(adapter).handOver();
    answer("students-20261128-020000-result.csv", "s1,OK,,", "s2,OK");

    assertThatThrownBy(() -> look(adapter))
        .isInstanceOfSatisfying(
            AdapterFailure.class,
            why -> {
              assertThat(why.failure().code()).isEqualTo("ANSWER_UNREADABLE");
              assertThat(why.failure().message()).doesNotContain("s2");
            });
    assertThat(answers(adapter)).isEmpty();
    answer("students-20261128-020000-result.csv", "s1,OK,,", "s2,OK,,");
    look(adapter);
    assertThat(answers(adapter)).containsOnlyKeys("d1", "d2");
  }

  @Test
  void shouldSayOnEachTurnWhatCannotBeReadAndGoOnWithTheOthers() throws Exception {
    ConsumerAdapter adapter = answered();
    adapter.deliver(List.of(told("d1", 1, "Ada"), told("d2", 2, "Ben")));
    scheduled(adapter).handOver();
    answer("students-20261128-020000-a.csv", "s1,OK");
    answer("students-20261128-020000-b.csv", "s1,OK,,");

    for (int turn = 0; turn < 3; turn++) {
      assertUnreadable(() -> look(adapter));
      assertUnreadable(() -> scheduled(adapter).look());
    }
    assertThat(answers(adapter)).containsOnlyKeys("d1");
    now = now.plus(Duration.ofHours(25));
    assertUnreadable(() -> look(adapter));
    assertThat(failure(answers(adapter).get("d2")).code()).isEqualTo("ANSWER_MISSING");

    Files.delete(outcome.resolve("students-20261128-020000-a.csv"));
    look(adapter);
  }

  private static void assertUnreadable(ThrowingCallable looking) {
    assertThatThrownBy(looking)
        .isInstanceOfSatisfying(
            AdapterFailure.class,
            why -> assertThat(why.failure().code()).isEqualTo("ANSWER_UNREADABLE"));
  }

  @Test
  void shouldReadAnswersThoughTheNextFileCannotBePutInPlace() throws Exception {
    ConsumerAdapter adapter = answered();
    adapter.deliver(List.of(told("d1", 1, "Ada")));
    scheduled(adapter).handOver();
    Files.move(inbox, temporary.resolve("vendor/away"));
    now = now.plusSeconds(60);
    assertThatThrownBy(scheduled(adapter)::handOver).isInstanceOf(AdapterFailure.class);
    answer("students-20261128-020000-result.csv", "s1,OK,,");

    assertThatThrownBy(() -> look(adapter)).isInstanceOf(AdapterFailure.class);

    assertThat(answers(adapter)).containsOnlyKeys("d1");
  }

  @Test
  void shouldNotTakeTheAnswerToOneFileForThatToAnother() throws Exception {
    targets = Set.of("students", "home-students");
    ConsumerAdapter adapter = answered();
    adapter.deliver(List.of(told("d1", 1, "Ada"), to("home-students", told("d2", 2, "Ben"))));
    scheduled(adapter).handOver();
    assertThat(there()).hasSize(2);

    answer("home-students-20261128-020000-result.csv", "s2,OK,,");
    look(adapter);
    answer("home-students-20261128-020000-more.csv", "s1,OK,,");
    answer("students-20261128-0200001.csv", "s1,OK,,");
    answer("mystudents-20261128-020000.csv", "s1,OK,,");
    look(adapter);
    assertThat(answers(adapter)).containsOnlyKeys("d2");

    answer("students-20261128-020000.result.csv", "s1,OK,,");
    look(adapter);
    assertThat(answers(adapter)).containsOnlyKeys("d1", "d2");
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

  @Test
  void shouldTellThatTheFolderIsNotThere() throws Exception {
    ConsumerAdapter adapter = consumer();
    adapter.deliver(List.of(told("d1", 1, "Ada")));
    Files.delete(inbox);

    assertThat(adapter.probe().failure().orElseThrow().code()).isEqualTo("FILE_NO_FOLDER");
    assertThatThrownBy(scheduled(adapter)::handOver).isInstanceOf(AdapterFailure.class);
    assertThat(adapter.deliver(List.of(told("d2", 2, "Ben"))).getFirst().outcome())
        .isInstanceOf(HandedOver.class);

    Files.createDirectories(inbox);
    scheduled(adapter).look();
    assertThat(there()).hasSize(1);
  }

  @Test
  void shouldPutFilesOnAnSftpServer() throws Exception {
    try (SftpStandIn server = new SftpStandIn(temporary.resolve("vendor"))) {
      ConsumerAdapter adapter =
          consumer(
              Map.of(
                  "to.sftp",
                  "127.0.0.1:" + server.port(),
                  "to.path",
                  new WrittenPath("in", inbox),
                  "to.user",
                  SftpStandIn.USER,
                  "to.credentials",
                  (Supplier<String>) () -> SftpStandIn.PASSWORD,
                  "to.host-key",
                  server.fingerprint(),
                  "to.name",
                  "{target}.csv"));
      adapter.deliver(List.of(told("d1", 1, "Ada")));

      assertThat(adapter.probe().failure()).isEmpty();
      scheduled(adapter).handOver();
      adapter.deliver(List.of(told("d2", 1, "Adaeze")));
      now = now.plusSeconds(60);
      scheduled(adapter).handOver();

      assertThat(there()).containsExactly("students.csv");
      assertThat(Files.readString(inbox.resolve("students.csv")))
          .isEqualTo("student_id,name\r\ns1,Adaeze\r\n");
      assertThat(server.present()).isZero();
    }
  }

  @Test
  void shouldNotLetAServerInThatIsNotKnown() throws Exception {
    try (SftpStandIn server = new SftpStandIn(temporary.resolve("vendor"))) {
      ConsumerAdapter adapter =
          consumer(
              Map.of(
                  "to.sftp",
                  "127.0.0.1:" + server.port(),
                  "to.user",
                  SftpStandIn.USER,
                  "to.credentials",
                  (Supplier<String>) () -> SftpStandIn.PASSWORD));
      adapter.deliver(List.of(told("d1", 1, "Ada")));

      assertThatThrownBy(scheduled(adapter)::handOver)
          .isInstanceOfSatisfying(
              AdapterFailure.class,
              why -> {
                assertThat(why.failure().code()).isEqualTo("SFTP_HOST_KEY_UNKNOWN");
                assertThat(why.failure().remedy()).contains("below to:");
              });
      assertThat(server.logIns()).isZero();
    }
  }

  @Test
  void shouldSayWhatDoesNotFitTogether() {
    Map<String, Object> wrong =
        Map.of("package", "delta", "to.name", "students.csv", "answers.key", "Student ID");

    List<OptionProblem> problems = new CsvFactory().consumerProblems(settings(List.of(wrong)));

    assertThat(problems)
        .extracting(OptionProblem::option)
        .contains(
            "to.name", "deleted.column", "answers.from.path", "answers.status", "answers.accepted");
    assertThat(new CsvFactory().consumerProblems(settings(List.of()))).isEmpty();
  }
}
