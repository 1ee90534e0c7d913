package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Replays and resyncs, from the command line to a table. */
class HubReplayTest {

  private static final Map<String, String> DISTRICT =
      Map.of(
          "hub.yaml",
          """
          tenant: cedar-replay
          title: Replays
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
          """,
          "entities/ride.yaml",
          """
          entity: ride
          title: Ride
          key: number
          authority: garage
          fields:
            pass: { to: bus-pass }
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
                fields: { pass: pass }
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
                fields: { route: route }
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
                fields: { pass: pass }
          """);

  @TempDir Path data;
  private int files;

  private void export(Hub hub, String source, String folder, String... lines) throws Exception {
    Path drop = Files.createDirectories(data.resolve(folder));
    Files.writeString(
        drop.resolve(folder + "-" + ++files + ".csv"), String.join("\n", lines) + "\n");
    hub.source(source).orElseThrow().ingest().poll();
  }

  private Connection warehouse() throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + data.resolve("warehouse.db"));
  }

  private List<String> rows() throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection connection = warehouse();
        ResultSet found =
            connection
                .createStatement()
                .executeQuery(
                    "select pass || ' ' || route from passes union all"
                        + " select ride || ' ' || pass from rides order by 1")) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }

  private void untilTheWarehouseHolds(String... rows) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(rows()).containsExactly(rows));
  }

  private void untilAllIsDelivered() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(run("undelivered", "--to", "warehouse").out())
                    .contains("Nothing is missing at warehouse"));
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

  @Test
  void shouldBringBackWhatTheWarehouseLostAndNothingElse() throws Exception {
    Map<String, byte[]> written = new HashMap<>();
    DISTRICT.forEach((name, text) -> written.put(name, text.getBytes(StandardCharsets.UTF_8)));
    Surroundings surroundings =
        new Surroundings(data, Map.of(), SecretSource.of(data.resolve("secrets"), Map.of()));
    LoadResult loaded =
        ConfigurationLoader.load(ConfigurationFiles.of(written), Hub.adapters(), surroundings);
    assertThat(loaded.problems()).isEmpty();
    LoadResult.Usable usable = (LoadResult.Usable) loaded;
    try (DataFolder held = DataFolder.open(data)) {
      try (Hub hub = Hub.start(usable.configuration(), held, surroundings)) {
        export(hub, "transport", "drop", "pass,route", "1,north", "2,south");
        export(hub, "garage", "rides", "ride,pass", "a,1", "b,2");
        untilTheWarehouseHolds("1 north", "2 south", "a 1", "b 2");
        untilAllIsDelivered();

        String from = refuseAWindowFromBeforeTheLog();

        // What is in step is found, and not sent.
        await().until(() -> Instant.now().isAfter(Instant.parse(from)));
        export(hub, "transport", "drop", "pass,route", "1,north", "2,south", "3,east");
        untilTheWarehouseHolds("1 north", "2 south", "3 east", "a 1", "b 2");
        untilAllIsDelivered();
        assertThat(done("replay", "--to", "warehouse", "--from", from, "--dry-run"))
            .containsPattern("\\d+ records? had to do with warehouse")
            .contains("delivered: not sent again", "bus-pass/3");
        assertThat(run("replay", "--to", "warehouse", "--from", from).err())
            .contains("REPLAY_NOT_AGREED", "--yes");
        assertThat(done("replay", "--to", "warehouse", "--from", from, "--yes"))
            .contains(": done", "were owed nothing")
            .doesNotContain("were sent");

        loseAll();
        assertThat(done("resync", "warehouse", "--yes"))
            .contains("5 were owed nothing")
            .doesNotContain("were sent");
        assertThat(rows()).isEmpty();

        assertThat(done("resync", "warehouse", "--rebuilt", "--yes"))
            .contains("5 were voided", "10 of 10 steps", "counts no more");
        untilTheWarehouseHolds("1 north", "2 south", "3 east", "a 1", "b 2");
        untilAllIsDelivered();
        assertThat(done("resync", "warehouse", "--yes"))
            .contains("5 were owed nothing")
            .doesNotContain("were sent");
      }
      // What there was is still known to another hub on the same data.
      try (Hub hub = Hub.start(usable.configuration(), held, surroundings)) {
        assertThat(done("replay", "list").lines().filter(line -> line.contains("done"))).hasSize(4);
        assertThat(hub.engines()).hasSize(1);
      }
    }
  }

  /** From when on it can run. */
  private String refuseAWindowFromBeforeTheLog() {
    Ended refused = run("replay", "--to", "warehouse", "--from", "48h", "--yes");

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .contains("REPLAY_WINDOW_TOO_OLD", "homeroom resync warehouse")
        .doesNotContain("bus-pass");
    Matcher from = Pattern.compile("--from (\\S+Z)").matcher(refused.err());
    assertThat(from.find()).isTrue();
    return from.group(1);
  }

  private void loseAll() throws Exception {
    try (Connection connection = warehouse()) {
      connection.createStatement().executeUpdate("delete from passes");
      connection.createStatement().executeUpdate("delete from rides");
    }
  }
}
