package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A district of bus passes and rides: an office and a garage that tell of them in files, and a
 * warehouse that is told.
 */
final class SmallDistrict {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String PASS =
      """
      entity: bus-pass
      title: Bus pass
      key: number
      authority: transport
      fields:
        route: string
      """;

  private static final String RIDE =
      """
      entity: ride
      title: Ride
      key: number
      authority: garage
      fields:
        pass: { to: bus-pass }
      """;

  private static final String TRANSPORT =
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
      """;

  private static final String GARAGE =
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
      """;

  private static final String WAREHOUSE =
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
      """;

  private final Path data;
  private final Map<String, String> files = new HashMap<>();
  private Path warehouse;
  private int exports;

  private SmallDistrict(Path data, String tenant) {
    this.data = data;
    warehouse = data.resolve("warehouse.db");
    files.put(
        "hub.yaml",
        """
        tenant: %s
        title: A small district
        kafka: { partitions: 3 }
        http: { port: 0 }
        """
            .formatted(tenant));
    files.put("entities/bus-pass.yaml", PASS);
    files.put("entities/ride.yaml", RIDE);
    files.put("systems/transport.yaml", TRANSPORT);
    files.put("systems/garage.yaml", GARAGE);
    files.put("systems/warehouse.yaml", WAREHOUSE);
  }

  /**
   * @param data its hub's data folder; the warehouse and the files of the sources lie there as well
   */
  static SmallDistrict in(Path data, String tenant) {
    return new SmallDistrict(data, tenant);
  }

  /** With other text in one of its files. */
  SmallDistrict replacing(String file, String text, String by) {
    assertThat(files.get(file)).contains(text);
    files.put(file, files.get(file).replace(text, by));
    return this;
  }

  /** With another file, or another in the place of one. */
  SmallDistrict with(String file, String text) {
    files.put(file, text);
    return this;
  }

  /** With its warehouse in a file elsewhere. */
  SmallDistrict withWarehouse(Path file) {
    warehouse = file;
    return replacing("systems/warehouse.yaml", "${data}/warehouse.db", file.toString());
  }

  StartedHub start() throws Exception {
    return StartedHub.of(files, data);
  }

  /** The folder with its configuration, for a hub in another process. */
  Path written(Path folder) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return folder;
  }

  /** The office writes all passes; nobody reads them yet. */
  void drop(String... lines) throws IOException {
    drop("drop", lines);
  }

  private void drop(String folder, String... lines) throws IOException {
    Path drop = Files.createDirectories(data.resolve(folder));
    Files.writeString(
        drop.resolve("%s-%03d.csv".formatted(folder, ++exports)), String.join("\n", lines) + "\n");
  }

  /** The lines of a file with these columns. */
  static String[] below(String columns, String... rows) {
    return Stream.concat(Stream.of(columns), Stream.of(rows)).toArray(String[]::new);
  }

  /** The office writes all passes, and the hub reads them. */
  void tellPasses(StartedHub hub, String... lines) throws Exception {
    tell(hub, "transport", "drop", lines);
  }

  /** The garage writes rides, and the hub reads them. */
  void tellRides(StartedHub hub, String... lines) throws Exception {
    tell(hub, "garage", "rides", lines);
  }

  private void tell(StartedHub hub, String source, String folder, String... lines)
      throws Exception {
    drop(folder, lines);
    hub.hub().source(source).orElseThrow().ingest().poll();
  }

  Connection warehouse() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + warehouse);
  }

  /** Passes with their routes, in their order. */
  List<String> passes() throws SQLException {
    return ask("select pass || ' ' || route from passes order by pass");
  }

  /** Rides with their passes, in their order. */
  List<String> rides() throws SQLException {
    return ask("select ride || ' ' || pass from rides order by ride");
  }

  /** The first column of what the warehouse answers. */
  List<String> ask(String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = warehouse();
        ResultSet found = connection.createStatement().executeQuery(query)) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }

  /** Changes the warehouse by hand. */
  void change(String... statements) throws SQLException {
    try (Connection connection = warehouse();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  void untilPassesAre(String... rows) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(passes()).containsExactly(rows));
  }

  void untilRidesAre(String... rows) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(rides()).containsExactly(rows));
  }

  /** Commands ask the query store, which hears of a record on its own way. */
  void untilKnown(String record) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(run("record", record).err()).isEmpty());
  }

  void untilNothingIsMissing() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(run("undelivered", "--to", "warehouse").out())
                    .contains("Nothing is missing at warehouse"));
  }

  Typed run(String... arguments) {
    return Typed.run(data, arguments);
  }

  /** What a command printed that went well. */
  String done(String... arguments) {
    return run(arguments).well();
  }
}
