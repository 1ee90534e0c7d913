package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A warehouse that keeps each version of a bus pass, behind a hub in a process of its own that is
 * killed while versions are on their way.
 */
abstract class HistoryCase {

  private static final String TENANT = "cedar-history";
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  @TempDir Path folder;

  /** What the warehouse's file says of where it is, in place of the small district's. */
  abstract String warehouseAt(Path data);

  /** The table's name. */
  abstract String table();

  abstract Connection warehouse() throws SQLException;

  /** Keeps everybody else from writing into the table until the connection rolls back. */
  abstract void lock(Statement statement) throws SQLException;

  Path data() {
    return folder.resolve("data");
  }

  @Test
  void shouldHoldEachVersionOnceAndInOrderThoughTheHubIsKilledInBetween() throws Exception {
    SmallDistrict district =
        SmallDistrict.in(data(), TENANT)
            .replacing(
                "systems/warehouse.yaml",
                "url: jdbc:sqlite:${data}/warehouse.db",
                warehouseAt(data()))
            .replacing(
                "systems/warehouse.yaml",
                "to: passes",
                "to: %s\n      history: every".formatted(table()));
    List<String> told = new ArrayList<>();
    try (KillableHub hub = new KillableHub(district.written(folder.resolve("config")), data())) {
      hub.start();
      tell(district, told, "present r1");
      untilItHolds(told);

      try (Connection busy = warehouse();
          Statement statement = busy.createStatement()) {
        lock(statement);
        tell(district, told, "present r2", "present r3", "present r2", "deleted r2");
        hub.kill();
        hub.start();
        tell(district, told, "present r4");
        for (int route = 5; route <= 40; route++) {
          tell(district, told, "present r" + route);
        }
        assertThat(told).hasSizeGreaterThan(rows().size());
        busy.rollback();
      }
      await().atMost(PATIENCE).ignoreExceptions().until(() -> rows().size() > 1);
      hub.kill();
      assertThat(rows()).isEqualTo(told.subList(0, rows().size()));
      hub.start();
      tell(district, told, "present r41");
      // Byte for byte the first file.
      district.drop("pass,route", "1,r1", "2,w0");
      district.done("poll", "transport");
      told.add("present r1");

      untilItHolds(told);
      district.untilNothingIsMissing();
      assertThat(versions("1")).containsExactlyElementsOf(upTo(told.size()));
      assertThat(versions("2")).containsExactlyElementsOf(upTo(told.size()));
    }
  }

  private List<String> versions(String pass) throws SQLException {
    return column(
        "select homeroom_version from %s where homeroom_record = '%s' order by homeroom_version"
            .formatted(table(), pass));
  }

  private static List<String> upTo(int last) {
    return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toList();
  }

  /** Each as the row that it makes, in a file of its own; another pass changes with each. */
  private static void tell(SmallDistrict district, List<String> told, String... versions)
      throws Exception {
    for (String version : versions) {
      String[] said = version.split(" ");
      String other = "2,w" + told.size();
      if (said[0].equals("present")) {
        district.drop("pass,route", "1," + said[1], other);
      } else {
        district.drop("pass,route", other);
      }
      district.done("poll", "transport");
      told.add(version);
    }
  }

  private void untilItHolds(List<String> told) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(rows()).containsExactlyElementsOf(told));
  }

  /** What the table holds of the pass, in the order of its versions. */
  private List<String> rows() throws SQLException {
    return column(
        "select homeroom_operation || ' ' || route from "
            + table()
            + " where homeroom_record = '1' order by homeroom_version");
  }

  private List<String> column(String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = warehouse();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }
}
