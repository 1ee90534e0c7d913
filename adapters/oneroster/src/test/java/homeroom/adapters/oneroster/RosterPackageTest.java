package homeroom.adapters.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.AdapterContext;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Cursor;
import homeroom.api.Delivery;
import homeroom.api.Keeping;
import homeroom.api.LateReceipt;
import homeroom.api.Operation;
import homeroom.api.Option;
import homeroom.api.OptionProblem;
import homeroom.api.Outcome;
import homeroom.api.RecordKey;
import homeroom.api.ScheduledHandOver;
import homeroom.api.Settings;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.api.WrittenPath;
import homeroom.testkit.files.FolderRawStore;
import homeroom.testkit.files.ZipFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packages that are written on a schedule. */
final class RosterPackageTest {

  private static final String SESSION = "OneRoster-20260901-063000.zip";

  @TempDir Path temporary;

  private Path folder;
  private Instant now = Instant.parse("2026-09-01T06:30:00Z");
  private Optional<ConsumerAdapter> opened = Optional.empty();

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectories(temporary.resolve("import"));
  }

  @AfterEach
  void close() {
    opened.ifPresent(ConsumerAdapter::close);
  }

  private Settings settings(Map<String, Object> options) {
    Map<String, Object> values = new HashMap<>();
    for (Option option : new OneRosterFactory().consumerOptions().orElseThrow()) {
      option.defaultValue().ifPresent(value -> values.put(option.name(), value));
    }
    values.put("fewer-at-most", 20L);
    values.putAll(options);
    return new Settings(values);
  }

  private ConsumerAdapter consumer(String kind) {
    return consumer(kind, "1.1");
  }

  private ConsumerAdapter consumer(String kind, String version) {
    AdapterContext context =
        new AdapterContext(
            "sis",
            () -> now,
            new FolderRawStore(temporary.resolve("raw")),
            Set.of("users.csv", "orgs.csv"),
            Set.of(),
            Optional.of(new Keeping(temporary.resolve("outbox"), () -> OptionalLong.of(0))));
    ConsumerAdapter adapter =
        new OneRosterFactory()
            .consumer(
                settings(
                    Map.of(
                        "to.path",
                        new WrittenPath(folder.toString(), folder),
                        "package",
                        kind,
                        "version",
                        version)),
                context);
    opened = Optional.of(adapter);
    return adapter;
  }

  private static Delivery user(String id, String user, String name, Operation operation) {
    Map<String, Value> payload = new LinkedHashMap<>();
    payload.put("sourcedId", Value.text(user));
    payload.put("enabledUser", Value.flag(true));
    payload.put("orgSourcedIds", Value.text("o1"));
    payload.put("role", Value.text("student"));
    payload.put("username", Value.text("u." + user));
    payload.put("givenName", Value.text(name));
    payload.put("familyName", Value.text("One"));
    payload.put("metadata.house", name.equals("Ana") ? Value.text("red") : Value.NULL);
    return new Delivery(
        id,
        new RecordKey("student", user),
        "users.csv",
        operation,
        payload,
        payload.keySet(),
        true,
        Optional.empty(),
        1);
  }

  private Map<String, String> files(String name) throws IOException {
    return ZipFiles.read(folder.resolve(name));
  }

  @Test
  void shouldWriteAFullPackageThatItsOwnSourceCanRead() throws Exception {
    ConsumerAdapter adapter = consumer("full");
    adapter.deliver(
        List.of(
            user("d1", "u1", "Zoë, \"Z\"", Operation.UPSERT),
            user("d2", "u2", "Ana", Operation.UPSERT),
            user("d3", "u3", "Ben", Operation.UPSERT)));
    adapter.deliver(List.of(user("d4", "u3", "Ben", Operation.DELETE)));

    ((ScheduledHandOver) adapter).handOver();

    assertThat(files(SESSION)).containsOnlyKeys("manifest.csv", "users.csv", "orgs.csv");
    assertThat(files(SESSION).get("manifest.csv").lines())
        .contains("file.users,bulk", "file.orgs,bulk", "file.classes,absent");
    List<SourceItem.Row> rows =
        Samples.rows(
            Samples.items(
                Samples.source(
                        folder.resolve(SESSION), temporary.resolve("read"), Set.of("users.csv"))
                    .poll(Cursor.START)));
    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst().columns()).containsEntry("givenName", Value.text("Zoë, \"Z\""));
    assertThat(rows.get(1).columns()).containsEntry("metadata.house", Value.text("red"));
    assertThat(files(SESSION).get("users.csv").lines().skip(1))
        .allSatisfy(line -> assertThat(line).contains(",,,true"));
  }

  private static Delivery org() {
    Map<String, Value> org = new LinkedHashMap<>();
    org.put("sourcedId", Value.text("o1"));
    org.put("name", Value.text("Cedar District"));
    org.put("type", Value.text("district"));
    return Samples.delivery("d1", "o1", Operation.UPSERT, "orgs.csv", org);
  }

  @ParameterizedTest
  @CsvSource({
    "1.1, full,  bulk,  bulk",
    "1.1, delta, delta, delta",
    "1.2, full,  bulk,  bulk",
    "1.2, delta, delta, absent"
  })
  void shouldLeaveOutFilesOf12InWhichNothingChanged(
      String version, String kind, String orgs, String users) throws Exception {
    ConsumerAdapter adapter = consumer(kind, version);
    adapter.deliver(List.of(org()));

    ((ScheduledHandOver) adapter).handOver();

    assertThat(files(SESSION).get("manifest.csv").lines())
        .contains("file.orgs," + orgs, "file.users," + users);
    assertThat(files(SESSION).containsKey("users.csv")).isEqualTo(!users.equals("absent"));
  }

  @Test
  void shouldWriteTheVersionThatItIsSetUpFor() throws Exception {
    ConsumerAdapter adapter = consumer("full", "1.2");
    adapter.deliver(List.of(org()));

    ((ScheduledHandOver) adapter).handOver();

    assertThat(files(SESSION).get("manifest.csv").lines())
        .contains("oneroster.version,1.2", "file.orgs,bulk", "file.roles,absent")
        .hasSize(26);
  }

  @Test
  void shouldWriteWhatChangedAndWhatIsToBeDeleted() throws Exception {
    ConsumerAdapter adapter = consumer("delta");
    adapter.deliver(
        List.of(
            user("d1", "u1", "Zoë", Operation.UPSERT), user("d2", "u2", "Ana", Operation.UPSERT)));
    ((ScheduledHandOver) adapter).handOver();
    now = now.plusSeconds(3600);
    adapter.deliver(List.of(user("d3", "u1", "Zoë", Operation.DELETE)));
    ((ScheduledHandOver) adapter).handOver();

    String later = "OneRoster-20260901-073000.zip";
    assertThat(files(later).get("manifest.csv").lines()).contains("file.users,delta");
    assertThat(files(later).get("users.csv").lines().skip(1))
        .singleElement()
        .asString()
        .startsWith("u1,tobedeleted,2026-09-01T07:30:00.000Z,");
    assertThat(((ScheduledHandOver) adapter).receipts(10))
        .extracting(LateReceipt::deliveryId)
        .containsExactlyInAnyOrder("d1", "d2", "d3");
  }

  @Test
  void shouldRefuseWhatOneRosterHasNoRowFor() throws Exception {
    Delivery nobody =
        new Delivery(
            "d1",
            new RecordKey("student", "u1"),
            "users.csv",
            Operation.UPSERT,
            Map.of("sourcedId", Value.text("u1")),
            Set.of("sourcedId"),
            true,
            Optional.empty(),
            1);

    Outcome outcome = consumer("full").deliver(List.of(nobody)).getFirst().outcome();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.failure().code()).isEqualTo("ONEROSTER_MISSING_VALUE"));
  }

  @Test
  void shouldNeedAFolderForEachCallOrOneForASchedule() {
    OneRosterFactory factory = new OneRosterFactory();
    Settings atOnce = settings(Map.of("to", folder));
    Settings none = settings(Map.of());

    assertThat(factory.handsOverOnSchedule(atOnce)).isFalse();
    assertThat(factory.consumerProblems(atOnce)).isEmpty();
    assertThat(factory.consumerProblems(none))
        .extracting(OptionProblem::option)
        .containsExactly("to.path");
  }
}
