package homeroom.app;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * In a schema of its own in a PostgreSQL that somebody runs: {@code HOMEROOM_TEST_POSTGRES} is its
 * JDBC URL without user and password, which are in {@code HOMEROOM_TEST_POSTGRES_USER} and {@code
 * HOMEROOM_TEST_POSTGRES_PASSWORD}.
 */
final class PostgresHistoryTest extends HistoryCase {

  private static final String VARIABLE = "HOMEROOM_TEST_POSTGRES";

  private final String schema = "s" + UUID.randomUUID().toString().replace("-", "");

  @BeforeEach
  void create() throws Exception {
    assumeTrue(
        System.getenv(VARIABLE) != null && System.getenv(VARIABLE + "_USER") != null,
        "skipped: " + VARIABLE + " names no PostgreSQL");
    keepSecret();
    execute("create schema " + schema);
  }

  private void keepSecret() throws IOException {
    Path secrets = Files.createDirectories(data().resolve("secrets"));
    Files.writeString(secrets.resolve("warehouse"), System.getenv(VARIABLE + "_PASSWORD"));
  }

  @AfterEach
  void drop() throws Exception {
    if (System.getenv(VARIABLE) != null && System.getenv(VARIABLE + "_USER") != null) {
      execute("drop schema if exists " + schema + " cascade");
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = warehouse();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      connection.commit();
    }
  }

  @Override
  String warehouseAt(Path data) {
    return "url: %s\n  user: %s\n  credentials: ${secret:warehouse}"
        .formatted(System.getenv(VARIABLE), System.getenv(VARIABLE + "_USER"));
  }

  @Override
  String table() {
    return schema + ".pass_history";
  }

  @Override
  Connection warehouse() throws SQLException {
    Connection connection =
        DriverManager.getConnection(
            System.getenv(VARIABLE),
            System.getenv(VARIABLE + "_USER"),
            System.getenv(VARIABLE + "_PASSWORD"));
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  void lock(Statement statement) throws SQLException {
    statement.execute("lock table " + table() + " in exclusive mode");
  }
}
