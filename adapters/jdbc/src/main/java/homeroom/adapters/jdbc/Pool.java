package homeroom.adapters.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import homeroom.api.Settings;

/** The connections. Nothing is opened before the first is asked for. */
final class Pool {

  private static final int CONNECTIONS = 4;
  private static final long WAIT_MILLIS = 5_000;

  private Pool() {}

  static HikariDataSource of(Settings settings, Dialect dialect) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName("homeroom-jdbc");
    pool.setJdbcUrl(settings.text("url"));
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setMinimumIdle(0);
    pool.setConnectionTimeout(WAIT_MILLIS);
    // Waits for a connection instead of failing at once, and fails with the driver's own reason.
    pool.setInitializationFailTimeout(-1);
    dialect.properties().forEach(pool::addDataSourceProperty);
    if (settings.has("user") || settings.has("credentials")) {
      // Asked for each connection, so that a renewed password needs no restart.
      pool.setCredentialsProvider(() -> credentials(settings));
    }
    return pool;
  }

  private static Credentials credentials(Settings settings) {
    return Credentials.of(
        settings.optionalText("user").orElse(""),
        settings.has("credentials") ? settings.secret("credentials") : "");
  }
}
