package homeroom.audit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;

/** Where a test's query store lies. */
interface TestDatabase {

  /** Before the store is opened; skips the test if there is no such database. */
  void create();

  /**
   * @param data a folder of the test's own
   */
  StoreLocation location(Path data);

  void drop();

  /** A file of the test's own. */
  record Sqlite() implements TestDatabase {

    @Override
    public void create() {}

    @Override
    public StoreLocation location(Path data) {
      return new StoreLocation.SqliteFile(data.resolve("store/homeroom.db"));
    }

    @Override
    public void drop() {}
  }

  /**
   * A schema of the test's own in a PostgreSQL that somebody runs: {@code HOMEROOM_TEST_POSTGRES}
   * is its JDBC URL without user and password, which are in {@code HOMEROOM_TEST_POSTGRES_USER} and
   * {@code HOMEROOM_TEST_POSTGRES_PASSWORD}.
   */
  record Postgres(String schema) implements TestDatabase {

    private static final String VARIABLE = "HOMEROOM_TEST_POSTGRES";

    Postgres() {
      this("test_" + UUID.randomUUID().toString().replace('-', '_'));
    }

    @Override
    public void create() {
      Assumptions.assumeTrue(
          System.getenv(VARIABLE) != null, "skipped: " + VARIABLE + " names no PostgreSQL");
      sql("create schema if not exists " + schema);
    }

    @Override
    public StoreLocation location(Path data) {
      String url = environment("");
      String separator = url.contains("?") ? "&" : "?";
      return new StoreLocation.Postgres(
          url + separator + "currentSchema=" + schema,
          environment("_USER"),
          () -> environment("_PASSWORD"));
    }

    @Override
    public void drop() {
      sql("drop schema " + schema + " cascade");
    }

    private static String environment(String suffix) {
      return System.getenv(VARIABLE + suffix);
    }

    private static void sql(String statement) {
      try (Connection connection =
          DriverManager.getConnection(
              environment(""), environment("_USER"), environment("_PASSWORD"))) {
        connection.createStatement().execute(statement);
      } catch (SQLException failed) {
        throw new IllegalStateException(failed);
      }
    }
  }
}
