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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Keys that move, from a file to a table. */
class HubKeysTest {

  private static final Map<String, String> DISTRICT =
      Map.of(
          "hub.yaml",
          """
          tenant: cedar-keys
          title: Keys
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
                own-id: record
                formerly: replaces
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

  private void export(Hub hub, String... rows) throws Exception {
    Path drop = Files.createDirectories(data.resolve("drop"));
    Files.writeString(
        drop.resolve("export-" + ++files + ".csv"),
        "pass,route,replaces,record\n" + String.join("\n", rows) + "\n");
    hub.source("transport").orElseThrow().ingest().poll();
  }

  private void ride(Hub hub, String... rows) throws Exception {
    Path drop = Files.createDirectories(data.resolve("rides"));
    Files.writeString(
        drop.resolve("rides-" + ++files + ".csv"), "ride,pass\n" + String.join("\n", rows) + "\n");
    hub.source("garage").orElseThrow().ingest().poll();
  }

  /** Every row that was ever there, marked as deleted or not. */
  private List<String> rows(String query) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("warehouse.db"));
        ResultSet found = connection.createStatement().executeQuery(query)) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }

  private void untilTheWarehouseHolds(String... rows) {
    untilFound("select pass || ' ' || route from passes order by pass", rows);
  }

  private void untilRidesGoWith(String... rows) {
    untilFound("select ride || ' ' || pass from rides order by ride", rows);
  }

  private void untilFound(String query, String... rows) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(rows(query)).containsExactly(rows));
  }

  private String run(String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine program = Main.commandLine();
    program.setOut(new PrintWriter(out));
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--data", data.toString()));
    assertThat(program.execute(line.toArray(String[]::new))).isZero();
    return out.toString();
  }

  @Test
  void shouldKeepOneRowThroughEveryKeyOfARecord() throws Exception {
    Map<String, byte[]> written = new HashMap<>();
    DISTRICT.forEach((name, text) -> written.put(name, text.getBytes(StandardCharsets.UTF_8)));
    Surroundings surroundings =
        new Surroundings(data, Map.of(), SecretSource.of(data.resolve("secrets"), Map.of()));
    LoadResult loaded =
        ConfigurationLoader.load(ConfigurationFiles.of(written), Hub.adapters(), surroundings);
    assertThat(loaded.problems()).isEmpty();
    try (DataFolder held = DataFolder.open(data);
        Hub hub = Hub.start(((LoadResult.Usable) loaded).configuration(), held, surroundings)) {
      export(hub, "1,north,,r1");
      untilTheWarehouseHolds("1 north");
      ride(hub, "a,1");
      untilRidesGoWith("a 1");

      // The office gives out a new number, and the old one is not in its file any more.
      export(hub, "2,south,1,r1");
      untilTheWarehouseHolds("2 south");
      untilRidesGoWith("a 2");

      // A person corrects the number.
      run("identity", "rename", "bus-pass/2", "bus-pass/3", "--as", "kim", "--why", "a typo");
      untilTheWarehouseHolds("3 south");
      untilRidesGoWith("a 3");

      // The garage goes on saying the number that it knows.
      ride(hub, "a,1", "b,1", "c,2");
      untilRidesGoWith("a 3", "b 3", "c 3");

      // The office does not know that number, and names the record by its own id.
      export(hub, ",east,,r1", ",west,,r2");
      untilTheWarehouseHolds("3 east");

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                assertThat(run("identity", "show", "bus-pass/1"))
                    .contains("bus-pass/1 goes on as bus-pass/3")
                    .containsPattern("renamed +bus-pass/1 +bus-pass/2 +transport");
                assertThat(run("record", "bus-pass/1")).startsWith("bus-pass/3, version");
                assertThat(run("identity", "waiting")).contains("bus-pass/~transport:r2");
              });
    }
  }
}
