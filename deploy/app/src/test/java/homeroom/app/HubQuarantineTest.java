package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.config.Configuration;
import homeroom.config.ConfigurationFiles;
import homeroom.config.ConfigurationLoader;
import homeroom.config.LoadResult;
import homeroom.config.SecretSource;
import homeroom.config.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The quarantine, and files that are read again, from the command line to a table. */
class HubQuarantineTest {

  private static final Map<String, String> DISTRICT =
      Map.of(
          "hub.yaml",
          """
          tenant: cedar-quarantine
          title: Quarantine
          kafka: embedded
          http: { port: 0 }
          """,
          "entities/bus-pass.yaml",
          """
          entity: bus-pass
          title: Bus pass
          key: number
          authority: transport
          fields:
            route: string
            until: date
          """,
          "entities/ride.yaml",
          """
          entity: ride
          title: Ride
          key: number
          authority: garage
          fields:
            zone: string
          """,
          "tables/zones.csv",
          """
          from,to
          A,inner
          """,
          "systems/garage.yaml",
          """
          system: garage
          title: Garage
          source:
            adapter: csv
            from: { path: "${data}/rides" }
            collection: rides
            records:
              ride:
                of: rides
                key: ride
                fields: { zone: { from: zone, table: tables/zones.csv } }
          """,
          "systems/transport.yaml",
          """
          system: transport
          title: Transport office
          source:
            adapter: csv
            from: { path: "${data}/drop" }
            collection: passes
            coverage: complete
            records:
              bus-pass:
                of: passes
                key: pass
                fields: { route: route, until: until }
          """,
          "systems/warehouse.yaml",
          """
          system: warehouse
          title: Warehouse
          consumer:
            adapter: jdbc
            url: jdbc:sqlite:${data}/warehouse.db
            records:
              bus-pass:
                to: passes
                key: pass
                fields: { route: route }
              ride:
                to: rides
                key: ride
                fields: { zone: zone }
          """);

  private static final String OUT = "warehouse:out:bus-pass:JDBC_CONSTRAINT";
  private static final String DAY = ",2027-06-30";

  @TempDir Path data;
  private int files;

  @Test
  void shouldTryAgainWhatWasRefusedWithTheValueOfNowAndOnce() throws Exception {
    Surroundings surroundings = surroundings();
    try (DataFolder held = DataFolder.open(data);
        Hub hub = Hub.start(loaded(DISTRICT, surroundings), held, surroundings)) {
      passes(hub, "1,west" + DAY, "2,south" + DAY);
      untilTheWarehouseHolds("1 west", "2 south");
      writeDownWhatIsWritten();
      assertThat(done("quarantine")).contains("Nothing is in quarantine");

      refuseWhatBeginsWith("1");
      passes(hub, "1,north" + DAY, "2,south" + DAY);
      untilShown("quarantine", OUT, "bus-pass/1", "JDBC_CONSTRAINT");
      passes(hub, "1,east" + DAY, "2,south" + DAY);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> refusals(done("movements", "--record", "bus-pass/1")) == 2);
      assertThat(done("quarantine", "show", OUT))
          .contains("open", "bus-pass/1", "tries", "VALIDATION", "SQLITE_19");
      assertThat(done("undelivered", "--to", "warehouse"))
          .contains("JDBC_CONSTRAINT (VALIDATION SQLITE_19): ");
      assertThat(done("movements", "--record", "bus-pass/1"))
          .contains("JDBC_CONSTRAINT; VALIDATION; status SQLITE_19");

      mend();
      assertThat(done("quarantine", "retry", OUT)).contains(": done", "1 were sent");
      untilTheWarehouseHolds("1 east", "2 south");
      untilShown("quarantine", "Nothing is in quarantine");
      assertThat(written()).containsExactly("1 east");
      assertThat(done("quarantine", "list", "--all")).contains(OUT);
      assertThat(done("quarantine", "list", "--all", "--cause", OUT)).contains("RESOLVED");
      assertThat(run("quarantine", "retry", OUT).err()).contains("QUARANTINE_UNKNOWN");
      assertThat(run("quarantine", "retry", id("list", "--all", "--cause", OUT)).err())
          .contains("QUARANTINE_NOT_OPEN");
      assertThat(written()).containsExactly("1 east");

      // What its own newer value brings there needs nobody.
      refuseWhatBeginsWith("1 bad");
      passes(hub, "1,bad" + DAY, "2,south" + DAY);
      untilShown("quarantine", OUT);
      passes(hub, "1,good" + DAY, "2,south" + DAY);
      untilShown("quarantine", "Nothing is in quarantine");

      String since = Instant.now().toString();
      passes(hub, "1,bad too" + DAY, "2,south" + DAY);
      untilShown("quarantine", OUT);
      assertThat(run("quarantine", "drop", OUT, "--reason", " ").err())
          .contains("QUARANTINE_REASON_MISSING");
      assertThat(done("quarantine", "drop", OUT, "--reason", "a test", "--as", "kim"))
          .contains("1 entry was dropped");
      untilShown("quarantine", "Nothing is in quarantine");
      assertThat(done("quarantine", "list", "--all", "--cause", OUT))
          .contains("DROPPED", "dropped by kim: a test");
      assertThat(done("movements", "--record", "bus-pass/1")).contains("QUARANTINE_DROPPED");
      assertThat(done("undelivered", "--to", "warehouse"))
          .contains("Nothing is missing at warehouse", "1 were dropped");
      assertThat(done("status")).containsPattern("refused +dropped");

      // Nobody sends it by the way, but whoever asks for what was refused means it as well.
      assertThat(done("replay", "--to", "warehouse", "--from", since, "--yes"))
          .doesNotContain("refused");
      assertThat(done("undelivered", "--to", "warehouse")).contains("1 were dropped");
      done("replay", "--to", "warehouse", "--from", since, "--only", "failed", "--yes");
      untilShown("quarantine", OUT);
      done("quarantine", "drop", OUT, "--reason", "a test", "--as", "kim");
      untilShown("quarantine", "Nothing is in quarantine");
      mend();
      passes(hub, "1,home" + DAY, "2,south" + DAY);
      untilTheWarehouseHolds("1 home", "2 south");
      assertThat(written()).containsExactly("1 east", "1 good", "1 home");
    }
  }

  @Test
  void shouldTakeInARowOnceItsCauseIsMended() throws Exception {
    Surroundings surroundings = surroundings();
    Map<String, String> mended = new HashMap<>(DISTRICT);
    mended.put("tables/zones.csv", "from,to\nA,inner\nB,outer\n");
    String rows = "garage:in:";
    try (DataFolder held = DataFolder.open(data)) {
      try (Hub hub = Hub.start(loaded(DISTRICT, surroundings), held, surroundings)) {
        // The next export of everything that has the row right ends the entry.
        passes(hub, "1,west,soon", "2,south" + DAY);
        untilShown("quarantine", "transport:in:", ":until", "1 ");
        passes(hub, "1,west" + DAY, "2,south" + DAY);
        untilShown("quarantine", "Nothing is in quarantine");
        untilTheWarehouseHolds("1 west", "2 south");

        export(hub, "garage", "rides", "ride,zone", "a,A", "b,B", "c,B");
        untilShown("quarantine", rows, "2 ");
        export(hub, "garage", "rides", "ride,zone", "c,A");
        untilTheWarehouseHolds("1 west", "2 south", "a inner", "c inner");
        String cause = cause(rows);
        assertThat(done("quarantine", "retry", cause)).contains("cannot be taken still");
        untilShown("quarantine", rows, "2 ");
      }
      try (Hub hub = Hub.start(loaded(mended, surroundings), held, surroundings)) {
        untilShown("quarantine", rows);
        String cause = cause(rows);
        List<Path> kept = hideKept("garage");
        assertThat(run("quarantine", "retry", cause).err())
            .contains("RAW_COPY_GONE", "backup")
            .doesNotContain("outer");
        giveBack(kept);

        // The garage spoke of c since: what it said then counts no more.
        assertThat(done("quarantine", "retry", cause))
            .contains("1 said something new", "1 left: something newer is known");
        untilTheWarehouseHolds("1 west", "2 south", "a inner", "b outer", "c inner");
        untilShown("quarantine", "Nothing is in quarantine");
        assertThat(run("quarantine", "retry", cause).err()).contains("QUARANTINE_UNKNOWN");
        assertThat(done("movements", "--record", "ride/b").lines())
            .filteredOn(line -> line.contains("ACCEPTED"))
            .hasSize(1);
        assertThat(hub.sources()).hasSize(2);
      }
    }
  }

  @Test
  void shouldReadAKeptFileAgainAsTheWordOfThen() throws Exception {
    Surroundings surroundings = surroundings();
    Map<String, String> mended = new HashMap<>(DISTRICT);
    mended.put("tables/zones.csv", "from,to\nA,central\n");
    try (DataFolder held = DataFolder.open(data)) {
      String first;
      String full;
      try (Hub hub = Hub.start(loaded(DISTRICT, surroundings), held, surroundings)) {
        export(hub, "garage", "rides", "ride,zone", "a,A", "b,A");
        passes(hub, "1,west" + DAY, "2,south" + DAY);
        passes(hub, "1,north" + DAY, "2,south" + DAY);
        untilTheWarehouseHolds("1 north", "2 south", "a inner", "b inner");
        untilShown("batches --json", "rides-001.csv", "drop-002.csv", "drop-003.csv");
        first = batch("rides-001.csv");
        full = batch("drop-002.csv");

        assertThat(done("replay", "--source", "garage", "--batch", first, "--yes"))
            .containsPattern("rides +2 +0 +0 +2 +0 +0 +0");
        assertThat(run("replay", "--source", "transport", "--batch", full, "--yes").err())
            .contains("REPLAY_BATCH_OVERTAKEN", "newest");
        assertThat(run("replay", "--source", "transport", "--batch", first, "--yes").err())
            .contains("REPLAY_BATCH_UNKNOWN", "homeroom batches");
        assertThat(run("replay", "--source", "garage", "--yes").err())
            .contains("REPLAY_BATCH_UNCLEAR");
      }
      try (Hub hub = Hub.start(loaded(mended, surroundings), held, surroundings)) {
        export(hub, "garage", "rides", "ride,zone", "b,A");
        untilTheWarehouseHolds("1 north", "2 south", "a inner", "b central");
        String newest = batch("drop-003.csv");
        List<Path> kept = hideKept("transport");
        assertThat(run("replay", "--source", "transport", "--batch", newest, "--yes").err())
            .contains("RAW_COPY_GONE");
        giveBack(kept);

        // The mapping changed: a is said anew. Of b the garage spoke since.
        assertThat(done("replay", "--source", "garage", "--batch", first, "--dry-run"))
            .containsPattern("rides +2 +0 +1 +0 +0 +0 +1");
        assertThat(run("replay", "--source", "garage", "--batch", first).err())
            .contains("REPLAY_NOT_AGREED");
        assertThat(warehouseRows()).containsExactly("1 north", "2 south", "a inner", "b central");
        assertThat(done("replay", "--source", "garage", "--batch", first, "--yes", "--as", "kim"))
            .containsPattern("Read again:\\s+.*\\s+rides +2 +0 +1 +0 +0 +0 +1");
        untilTheWarehouseHolds("1 north", "2 south", "a central", "b central");
        assertThat(done("replay", "--source", "garage", "--batch", first, "--yes"))
            .containsPattern("Read again:\\s+.*\\s+rides +2 +0 +0 +1 +0 +0 +1");
        untilShown("movements --record ~batch/" + first, "BATCH_REPLAYED");
        assertThat(hub.sources()).hasSize(2);
      }
    }
  }

  /** The id of the batch of a file. */
  private String batch(String file) {
    Matcher id =
        Pattern.compile("\"batch\":\"(sha256-[0-9a-f]{64})\",\"origin\":\"" + file + "\"")
            .matcher(done("batches", "--json"));
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  private static long refusals(String movements) {
    return movements.lines().filter(line -> line.contains("REFUSED")).count();
  }

  private Surroundings surroundings() {
    return new Surroundings(data, Map.of(), SecretSource.of(data.resolve("secrets"), Map.of()));
  }

  private static Configuration loaded(Map<String, String> files, Surroundings surroundings) {
    Map<String, byte[]> written = new HashMap<>();
    files.forEach((name, text) -> written.put(name, text.getBytes(StandardCharsets.UTF_8)));
    LoadResult loaded =
        ConfigurationLoader.load(ConfigurationFiles.of(written), Hub.adapters(), surroundings);
    assertThat(loaded.problems()).isEmpty();
    return ((LoadResult.Usable) loaded).configuration();
  }

  private void passes(Hub hub, String... rows) throws Exception {
    export(hub, "transport", "drop", lines("pass,route,until", rows));
  }

  private static String[] lines(String header, String... rows) {
    return Stream.concat(Stream.of(header), Stream.of(rows)).toArray(String[]::new);
  }

  private void export(Hub hub, String source, String folder, String... lines) throws Exception {
    Path drop = Files.createDirectories(data.resolve(folder));
    Files.writeString(
        drop.resolve("%s-%03d.csv".formatted(folder, ++files)), String.join("\n", lines) + "\n");
    hub.source(source).orElseThrow().ingest().poll();
  }

  private void sql(String... statements) throws Exception {
    try (Connection connection = warehouse()) {
      for (String statement : statements) {
        connection.createStatement().executeUpdate(statement);
      }
    }
  }

  private void writeDownWhatIsWritten() throws Exception {
    sql(
        "create table written (what text)",
        "create trigger notes after update on passes begin"
            + " insert into written values (new.pass || ' ' || new.route); end");
  }

  private void refuseWhatBeginsWith(String text) throws Exception {
    sql(
        "create trigger refuses before update on passes when new.pass || ' ' || new.route like '"
            + text
            + "%' begin select raise(abort, 'no'); end");
  }

  private void mend() throws Exception {
    sql("drop trigger refuses");
  }

  private List<String> written() throws Exception {
    return rows("select what from written order by rowid");
  }

  private Connection warehouse() throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + data.resolve("warehouse.db"));
  }

  private List<String> rows(String sql) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection connection = warehouse();
        ResultSet found = connection.createStatement().executeQuery(sql)) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }

  private List<String> warehouseRows() throws Exception {
    List<String> rows = new ArrayList<>(rows("select pass || ' ' || route from passes order by 1"));
    if (!rows("select 1 from sqlite_master where name = 'rides'").isEmpty()) {
      rows.addAll(rows("select ride || ' ' || zone from rides order by 1"));
    }
    return rows;
  }

  private void untilTheWarehouseHolds(String... rows) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(warehouseRows()).containsExactly(rows));
  }

  private void untilShown(String command, String... texts) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(done(command.split(" "))).contains(texts));
  }

  /** The one cause that begins so. */
  private String cause(String begins) {
    Matcher cause = Pattern.compile(Pattern.quote(begins) + "\\S+").matcher(done("quarantine"));
    assertThat(cause.find()).isTrue();
    return cause.group();
  }

  /** The id of the first entry that a list shows. */
  private String id(String... list) {
    String[] line = Stream.concat(Stream.of("quarantine"), Stream.of(list)).toArray(String[]::new);
    Matcher id = Pattern.compile("(?m)^(warehouse~\\S+|q-\\S+)").matcher(done(line));
    assertThat(id.find()).isTrue();
    return id.group();
  }

  private List<Path> hideKept(String system) throws Exception {
    List<Path> hidden = new ArrayList<>();
    try (Stream<Path> kept = Files.list(data.resolve("raw").resolve(system))) {
      for (Path file : kept.toList()) {
        hidden.add(Files.move(file, data.resolve(file.getFileName() + ".hidden." + system)));
      }
    }
    return hidden;
  }

  private void giveBack(List<Path> hidden) throws Exception {
    for (Path file : hidden) {
      String[] name = file.getFileName().toString().split("\\.");
      Files.move(file, data.resolve("raw").resolve(name[2]).resolve(name[0]));
    }
  }

  private record Ended(int status, String out, String err) {}

  private Ended run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine program = Main.commandLine();
    program.setOut(new PrintWriter(out));
    program.setErr(new PrintWriter(err));
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--data", data.toString()));
    int status = program.execute(line.toArray(String[]::new));
    return new Ended(status, out.toString(), err.toString());
  }

  private String done(String... arguments) {
    Ended ended = run(arguments);
    assertThat(ended.status()).as(ended.err()).isZero();
    return ended.out();
  }
}
