package homeroom.audit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/** The same on PostgreSQL, in a schema that is dropped afterwards. */
final class PostgresStoreTest extends StoreTest {

  private static final String VARIABLE = "HOMEROOM_TEST_POSTGRES";

  private final String schema = "test_" + UUID.randomUUID().toString().replace('-', '_');

  @Override
  @BeforeEach
  void open() {
    Assumptions.assumeTrue(
        System.getenv(VARIABLE) != null,
        "skipped: " + VARIABLE + " names no PostgreSQL (jdbc:postgresql://host/database?user=…)");
    sql("create schema if not exists " + schema);
    super.open();
  }

  @Override
  @AfterEach
  void close() {
    if (store != null) {
      super.close();
      sql("drop schema " + schema + " cascade");
    }
  }

  @Override
  StoreLocation location() {
    String url = System.getenv(VARIABLE);
    String separator = url.contains("?") ? "&" : "?";
    return new StoreLocation.Postgres(url + separator + "currentSchema=" + schema, "", () -> "");
  }

  private static void sql(String statement) {
    try (Connection connection = DriverManager.getConnection(System.getenv(VARIABLE))) {
      connection.createStatement().execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
