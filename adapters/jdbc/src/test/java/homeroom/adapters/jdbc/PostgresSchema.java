package homeroom.adapters.jdbc;

import homeroom.api.AdapterContext;
import homeroom.api.ConsumerAdapter;
import homeroom.api.RawStore;
import homeroom.api.Settings;
import homeroom.api.Value;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A schema of its own in a PostgreSQL that somebody runs: {@code HOMEROOM_TEST_POSTGRES} is its
 * JDBC URL without user and password, which are in {@code HOMEROOM_TEST_POSTGRES_USER} and {@code
 * HOMEROOM_TEST_POSTGRES_PASSWORD}.
 */
final class PostgresSchema implements StudentTable {

  private final String schema = "s" + UUID.randomUUID().toString().replace("-", "");
  private final Connection other;
  private final Relay relay;
  private final URI server;
  private final ConsumerAdapter adapter;

  PostgresSchema() {
    server = URI.create(environment("").substring("jdbc:".length()));
    relay = new Relay(server.getHost(), server.getPort() < 0 ? 5432 : server.getPort());
    try {
      other =
          DriverManager.getConnection(
              environment(""), environment("_USER"), environment("_PASSWORD"));
      execute("CREATE SCHEMA " + schema);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    adapter = adapter(environment("_PASSWORD"));
  }

  static boolean available() {
    return System.getenv("HOMEROOM_TEST_POSTGRES") != null;
  }

  private static String environment(String suffix) {
    return System.getenv("HOMEROOM_TEST_POSTGRES" + suffix);
  }

  private ConsumerAdapter adapter(String password) {
    Supplier<String> credentials = () -> password;
    Map<String, Object> options = new HashMap<>();
    options.put("url", url());
    options.put("user", environment("_USER"));
    options.put("credentials", credentials);
    options.put("tables", "create");
    options.put("batch", 50L);
    options.put("deletes", "mark");
    RawStore none =
        (name, bytes) -> {
          throw new IOException("a consumer keeps nothing");
        };
    AdapterContext context =
        new AdapterContext("warehouse", InstantSource.system(), none, Set.of(target()));
    return new JdbcAdapterFactory().consumer(new Settings(options), context);
  }

  /** The relay must be able to read what the server says. */
  private String url() {
    return "jdbc:postgresql://127.0.0.1:"
        + relay.port()
        + server.getPath()
        + "?sslmode=disable&gssEncMode=disable";
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = other.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public ConsumerAdapter adapter() {
    return adapter;
  }

  @Override
  public String target() {
    return schema + ".student";
  }

  /** A text that PostgreSQL cannot store. */
  @Override
  public Map<String, Value> refused(int number) {
    Map<String, Value> payload = payload(number);
    payload.put("given_name", Value.text("Given\u0000" + number));
    return payload;
  }

  @Override
  public int count() {
    try (Statement statement = other.createStatement();
        ResultSet found = statement.executeQuery("SELECT to_regclass('" + target() + "')")) {
      found.next();
      return found.getString(1) == null ? 0 : rows(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private int rows(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + target())) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Override
  public void goDown() {
    relay.cut();
  }

  @Override
  public void comeBack() {
    relay.mend();
  }

  @Override
  public boolean loseAnswers() {
    relay.loseCommits();
    return true;
  }

  @Override
  public Optional<ConsumerAdapter> stranger() {
    return Optional.of(adapter("wrong"));
  }

  @Override
  public void close() {
    adapter.close();
    relay.close();
    try (other) {
      execute("DROP SCHEMA " + schema + " CASCADE");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
