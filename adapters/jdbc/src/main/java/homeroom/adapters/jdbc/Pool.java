package homeroom.adapters.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import homeroom.api.Settings;

/** The connections. Nothing is opened before the first is asked for. */
final class Pool {

  private static final int CONNECTIONS = 8;

  private Pool() {}

  static HikariDataSource of(Settings settings, Dialect dialect) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName("homeroom-jdbc");
    pool.setJdbcUrl(settings.text("url"));
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setMinimumIdle(0);
    pool.setConnectionTimeout(dialect.patience().toMillis());
    // Waits for a connection instead of failing at once, and fails with the driver's own reason.
    pool.setInitializationFailTimeout(-1);
    // What the url says itself comes first; the driver would have it the other way round.
    dialect.properties().entrySet().stream()
        .filter(property -> !settings.text("url").contains(property.getKey() + "="))
        .forEach(property -> pool.addDataSourceProperty(property.getKey(), property.getValue()));
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
