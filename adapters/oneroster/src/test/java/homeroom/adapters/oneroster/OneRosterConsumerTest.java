package homeroom.adapters.oneroster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Cursor;
import homeroom.api.Delivery;
import homeroom.api.Failure.Kind;
import homeroom.api.Operation;
import homeroom.api.Outcome;
import homeroom.api.Receipt;
import homeroom.api.RecordKey;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.testkit.files.ZipFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OneRosterConsumerTest {

  @TempDir Path folder;

  @Test
  void shouldWriteOnePackageThatNamesItsFilesAsDelta() throws Exception {
    consumer().deliver(List.of(enrollment("d1", "e1"), user("d2", "u1", "Ana")));
    Map<String, String> files = ZipFiles.read(onlyPackage());
    assertThat(files).containsOnlyKeys("manifest.csv", "users.csv", "enrollments.csv");
    assertThat(files.get("manifest.csv").lines())
        .contains("oneroster.version,1.1", "file.users,delta", "file.orgs,absent")
        .hasSize(18);
  }

  @Test
  void shouldWriteTheVersionThatItIsSetUpFor() throws Exception {
    Map<String, Value> payload = Samples.user("u1", List.of("o1"), "ana.one", "Ana");
    payload.keySet().removeAll(Set.of("orgSourcedIds", "role"));

    Samples.consumer(drop(), folder.resolve("raw"), "1.2")
        .deliver(List.of(delivery("d1", Operation.UPSERT, "users.csv", payload)));

    assertThat(ZipFiles.read(onlyPackage()).get("manifest.csv").lines())
        .contains("oneroster.version,1.2", "file.users,delta", "file.roles,absent")
        .hasSize(26);
  }

  @Test
  void shouldWriteTheColumnsOfTheSpecificationInItsOrder() throws Exception {
    Delivery delivery = user("d1", "u1", "Ana", Map.of("metadata.b", "2", "metadata.a", "1"));
    consumer().deliver(List.of(delivery));
    List<String> lines = ZipFiles.read(onlyPackage()).get("users.csv").lines().toList();
    assertThat(lines.get(0))
        .isEqualTo(
            "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,"
                + "givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,"
                + "grades,password,metadata.a,metadata.b");
    assertThat(lines.get(1))
        .isEqualTo(
            "u1,active,2026-09-01T06:30:00.000Z,true,\"o1,o2\",student,"
                + "ana.one,,Ana,One,,,,,,,,,1,2");
  }

  @Test
  void shouldWriteWhatItsOwnSourceCanRead() throws Exception {
    consumer().deliver(List.of(user("d1", "u1", "Zoë, \"Z\" O'Neil"), deletion("d2", "u2")));
    List<SourceItem.Row> rows =
        Samples.rows(
            Samples.items(
                Samples.source(onlyPackage(), folder.resolve("raw"), Set.of("users.csv"))
                    .poll(Cursor.START)));
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).columns())
        .containsEntry("givenName", Value.text("Zoë, \"Z\" O'Neil"))
        .containsEntry("orgSourcedIds", Value.text("o1,o2"));
    assertThat(rows.get(1).operation()).isEqualTo(Operation.DELETE);
  }

  @Test
  void shouldEndTheOldIdWhereTheRecordHasAnother() throws Exception {
    Delivery renamed = user("d1", "u2", "Ana").formerly("u1");

    consumer().deliver(List.of(renamed));

    assertThat(ZipFiles.read(onlyPackage()).get("users.csv").lines().skip(1))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("u1,tobedeleted,"),
            line -> assertThat(line).startsWith("u2,active,"));
  }

  @Test
  void shouldNameThePackageInEveryReceipt() throws Exception {
    List<Receipt> receipts =
        consumer().deliver(List.of(user("d1", "u1", "A"), user("d2", "u2", "B")));
    String name = onlyPackage().getFileName().toString();
    assertThat(name).matches("homeroom-20260901063000000-[0-9a-f]{16}\\.zip");
    assertThat(receipts)
        .containsExactlyInAnyOrder(
            new Receipt("d1", new Outcome.HandedOver(name)),
            new Receipt("d2", new Outcome.HandedOver(name)));
  }

  @Test
  void shouldNotWriteTheSameDeliveriesTwice() throws Exception {
    List<Delivery> deliveries = List.of(user("d1", "u1", "A"), user("d2", "u2", "B"));
    List<Receipt> first = consumer().deliver(deliveries);
    List<Receipt> second = consumer().deliver(deliveries.reversed());
    assertThat(second).containsExactlyInAnyOrderElementsOf(first);
    assertThat(packages()).hasSize(1);
  }

  @Test
  void shouldRecogniseAPackageThatWasTakenAlready() throws Exception {
    List<Receipt> first = consumer().deliver(List.of(user("d1", "u1", "A")));
    Path processed = Files.createDirectory(drop().resolve("processed"));
    Files.move(onlyPackage(), processed.resolve(onlyPackage().getFileName()));
    assertThat(consumer().deliver(List.of(user("d1", "u1", "A")))).isEqualTo(first);
    assertThat(packages()).isEmpty();
  }

  @Test
  void shouldNamePackagesInTheOrderInWhichTheyWereMade() throws Exception {
    ConsumerAdapter consumer = consumer();
    String last = "";
    for (int i = 0; i < 20; i++) {
      Outcome outcome = consumer.deliver(List.of(user("d" + i, "u" + i, "A"))).getFirst().outcome();
      String name = ((Outcome.HandedOver) outcome).reference();
      assertThat(name).isGreaterThan(last);
      last = name;
    }
  }

  @Test
  void shouldRefuseOneRowAndWriteTheOthers() throws Exception {
    List<Receipt> receipts =
        consumer()
            .deliver(
                List.of(
                    user("d1", "u1", ""),
                    user("d2", "u2", "Ben"),
                    user("d3", "u3", "Two\nLines"),
                    user("d4", "u4", "Cy", Map.of("role", "lecturer")),
                    user("d5", "u5", "Di", Map.of("password", "x")),
                    user("d6", "u2", "Other")));
    assertThat(failure(receipts, "d1")).isEqualTo("CONTENT ONEROSTER_MISSING_VALUE");
    assertThat(failure(receipts, "d3")).isEqualTo("CONTENT ONEROSTER_UNWRITABLE_VALUE");
    assertThat(failure(receipts, "d4")).isEqualTo("CONTENT ONEROSTER_UNKNOWN_VALUE");
    assertThat(failure(receipts, "d5")).isEqualTo("CONFIGURATION ONEROSTER_UNKNOWN_FIELD");
    assertThat(failure(receipts, "d6")).isEqualTo("CONTENT ONEROSTER_ROW_TWICE");
    assertThat(ZipFiles.read(onlyPackage()).get("users.csv").lines()).hasSize(2);
  }

  @Test
  void shouldWriteNothingWhenNothingCanBeWritten() throws Exception {
    consumer().deliver(List.of(user("d1", "u1", "")));
    assertThat(drop()).doesNotExist();
  }

  @Test
  void shouldRefuseAListItemWithAComma() throws Exception {
    Delivery delivery =
        delivery(
            "d1",
            Operation.UPSERT,
            "users.csv",
            Map.of("orgSourcedIds", Value.items(List.of("o1,o2"))));
    assertThat(failure(consumer().deliver(List.of(delivery)), "d1"))
        .isEqualTo("CONTENT ONEROSTER_UNWRITABLE_VALUE");
  }

  @Test
  void shouldTakeTheRemoteIdOfADeletionWithoutId() throws Exception {
    Delivery delivery =
        new Delivery(
            "d1",
            new RecordKey("student", "k"),
            "users.csv",
            Operation.DELETE,
            Map.of(),
            Set.of(),
            false,
            Optional.of("u7"),
            3);
    consumer().deliver(List.of(delivery));
    assertThat(ZipFiles.read(onlyPackage()).get("users.csv")).contains("u7,tobedeleted,2026-");
  }

  @Test
  void shouldTellTheOperatorWhenThePathIsNoFolder() throws Exception {
    Files.writeString(drop(), "a file");
    AdapterFailure thrown =
        catchThrowableOfType(
            AdapterFailure.class, () -> consumer().deliver(List.of(user("d1", "u1", "A"))));
    assertThat(thrown.failure().kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(consumer().probe().ready()).isFalse();
  }

  @Test
  void shouldProbeWithoutCreatingTheFolder() {
    assertThat(consumer().probe().ready()).isTrue();
    assertThat(drop()).doesNotExist();
  }

  @Test
  void shouldLeaveNoPartOfAPackageBehind() throws Exception {
    consumer().deliver(List.of(user("d1", "u1", "A")));
    try (Stream<Path> files = Files.list(drop())) {
      assertThat(files).containsExactly(onlyPackage());
    }
  }

  private ConsumerAdapter consumer() {
    return Samples.consumer(drop(), folder.resolve("raw"));
  }

  private Path drop() {
    return folder.resolve("import");
  }

  private List<Path> packages() throws IOException {
    try (Stream<Path> files = Files.list(drop())) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private Path onlyPackage() throws IOException {
    assertThat(packages()).hasSize(1);
    return packages().getFirst();
  }

  private static Delivery user(String id, String sourcedId, String givenName) {
    return user(id, sourcedId, givenName, Map.of());
  }

  private static Delivery user(
      String id, String sourcedId, String givenName, Map<String, String> more) {
    Map<String, Value> payload = Samples.user(sourcedId, List.of("o1", "o2"), "ana.one", givenName);
    payload.put("middleName", Value.NULL);
    more.forEach((name, text) -> payload.put(name, Value.text(text)));
    return delivery(id, Operation.UPSERT, "users.csv", payload);
  }

  private static Delivery enrollment(String id, String sourcedId) {
    Map<String, Value> payload =
        Map.of(
            "sourcedId", Value.text(sourcedId),
            "classSourcedId", Value.text("c1"),
            "schoolSourcedId", Value.text("o1"),
            "userSourcedId", Value.text("u1"),
            "role", Value.text("student"));
    return delivery(id, Operation.UPSERT, "enrollments.csv", payload);
  }

  private static Delivery deletion(String id, String sourcedId) {
    return delivery(id, Operation.DELETE, "users.csv", Map.of("sourcedId", Value.text(sourcedId)));
  }

  private static Delivery delivery(
      String id, Operation operation, String target, Map<String, Value> payload) {
    return Samples.delivery(id, "k-" + id, operation, target, payload);
  }

  private static String failure(List<Receipt> receipts, String id) {
    return receipts.stream()
        .filter(receipt -> receipt.deliveryId().equals(id))
        .map(receipt -> ((Outcome.Failed) receipt.outcome()).failure())
        .map(failure -> failure.kind() + " " + failure.code())
        .findFirst()
        .orElseThrow();
  }
}
