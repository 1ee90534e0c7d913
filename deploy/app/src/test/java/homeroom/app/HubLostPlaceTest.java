package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.broker.EmbeddedBroker;
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
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A hub whose broker forgot up to where it delivered. */
class HubLostPlaceTest {

  private static final Map<String, String> DISTRICT =
      Map.of(
          "hub.yaml",
          """
          tenant: cedar-place
          title: Lost places
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
          """);

  @TempDir Path data;
  private int files;

  @Test
  void shouldBeginAnewWithoutRepeatingWhatHasAReceipt() throws Exception {
    Map<String, byte[]> written = new HashMap<>();
    DISTRICT.forEach((name, text) -> written.put(name, text.getBytes(StandardCharsets.UTF_8)));
    Surroundings surroundings =
        new Surroundings(data, Map.of(), SecretSource.of(data.resolve("secrets"), Map.of()));
    LoadResult.Usable usable =
        (LoadResult.Usable)
            ConfigurationLoader.load(ConfigurationFiles.of(written), Hub.adapters(), surroundings);
    try (DataFolder held = DataFolder.open(data)) {
      try (Hub hub = Hub.start(usable.configuration(), held, surroundings)) {
        export(hub, "pass,route", "1,north", "2,south");
        untilTheWarehouseHolds("1 north", "2 south");
        untilNothingIsMissing();
        assertThat(run("resync", "warehouse", "--place-lost", "--yes").err())
            .contains("DELIVERY_PLACE_KNOWN");
      }
      try (Connection blocked = blockTheWarehouse();
          Hub hub = Hub.start(usable.configuration(), held, surroundings)) {
        export(hub, "pass,route", "1,west", "2,south", "3,east");
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () ->
                    assertThat(run("undelivered", "--to", "warehouse").out())
                        .contains("bus-pass/1", "bus-pass/3"));
        assertThat(blocked.isValid(1)).isTrue();
      }
      forgetTheOffsets();
      editByHand("update passes set route = 'by hand' where pass = '2'");
      try (Hub hub = Hub.start(usable.configuration(), held, surroundings)) {
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> assertThat(run("status").out()).contains("DELIVERY_OFFSETS_LOST"));
        assertThat(hub.engines()).hasSize(1);

        assertThat(done("resync", "warehouse", "--place-lost", "--yes")).contains(": done");

        // What has a receipt is not written again.
        untilTheWarehouseHolds("1 west", "2 by hand", "3 east");
        untilNothingIsMissing();
        export(hub, "pass,route", "1,west", "2,south", "3,east", "4,harbour");
        untilTheWarehouseHolds("1 west", "2 by hand", "3 east", "4 harbour");
      }
    }
  }

  private void forgetTheOffsets() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("broker"), 0);
        Admin admin =
            Admin.create(
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
      String group = "cedar-place.delivery.warehouse";
      // The hub that went away comes back under the same name, so its place is kept for it.
      admin
          .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get();
      admin.deleteConsumerGroups(List.of(group)).all().get();
    }
  }

  private Connection blockTheWarehouse() throws Exception {
    Connection connection = warehouse();
    try (Statement statement = connection.createStatement()) {
      statement.execute("begin exclusive");
    }
    return connection;
  }

  private void editByHand(String sql) throws Exception {
    try (Connection connection = warehouse();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private void export(Hub hub, String... lines) throws Exception {
    Path drop = Files.createDirectories(data.resolve("drop"));
    Files.writeString(drop.resolve("passes-" + ++files + ".csv"), String.join("\n", lines) + "\n");
    hub.source("transport").orElseThrow().ingest().poll();
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
                .executeQuery("select pass || ' ' || route from passes order by 1")) {
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

  private void untilNothingIsMissing() {
    await()
        .atMost(Duration.ofSeconds(60))
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
}
