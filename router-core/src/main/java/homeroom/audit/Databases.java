package homeroom.audit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import homeroom.api.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Opens the two kinds of database that the query store runs on. This is the only place that knows
 * which one it is; every statement elsewhere runs on both.
 */
final class Databases {

  /** SQLite waits this long for another writer; the indexer and a prune may meet. */
  private static final String BUSY_MILLIS = "30000";

  private Databases() {}

  /**
   * Two ways into one database: one connection that writes, so that writers queue up here and not
   * inside the database, and several that read.
   */
  record Opened(HikariDataSource writer, HikariDataSource readers) {
    void close() {
      readers.close();
      writer.close();
    }
  }

  static Opened open(StoreLocation location) {
    try {
      Opened opened =
          switch (location) {
            case StoreLocation.SqliteFile sqlite -> sqlite(sqlite.file());
            case StoreLocation.Postgres postgres -> postgres(postgres);
          };
      migrate(opened, placeholders(location));
      return opened;
    } catch (FlywayException | PoolInitializationException e) {
      throw new StoreFailure(
          Failure.of(
              Failure.Kind.CONFIGURATION,
              "QUERY_STORE_UNAVAILABLE",
              "Opening the query store: its database cannot be reached, or its tables are not those"
                  + " of this version.",
              "Check that the database runs and the hub's user may create tables in it. The store"
                  + " can be deleted at any time: it is filled again from the log."),
          e);
    }
  }

  private static Opened sqlite(Path file) {
    createFolder(file);
    String url = "jdbc:sqlite:" + file.toAbsolutePath();
    HikariConfig writer = sqliteConfig(url, "query-store-writer", 1, 131_072);
    HikariConfig readers = sqliteConfig(url, "query-store-readers", 4, 16_384);
    return new Opened(new HikariDataSource(writer), new HikariDataSource(readers));
  }

  private static HikariConfig sqliteConfig(String url, String name, int connections, int cacheKib) {
    HikariConfig config = config(url, name, connections);
    config.addDataSourceProperty("journal_mode", "WAL");
    // A crash of the machine may cost the last transactions, never the file; the offsets go with
    // them, so that the indexer reads again what was lost.
    config.addDataSourceProperty("synchronous", "NORMAL");
    config.addDataSourceProperty("busy_timeout", BUSY_MILLIS);
    config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
    config.addDataSourceProperty("cache_size", "-" + cacheKib);
    config.addDataSourceProperty("temp_store", "MEMORY");
    config.addDataSourceProperty("page_size", "8192");
    // Pages that are written again and again during an import go into the file once.
    config.addDataSourceProperty("wal_autocheckpoint", "8192");
    return config;
  }

  private static Opened postgres(StoreLocation.Postgres location) {
    HikariConfig writer = postgresConfig(location, "query-store-writer", 1);
    HikariConfig readers = postgresConfig(location, "query-store-readers", 4);
    return new Opened(new HikariDataSource(writer), new HikariDataSource(readers));
  }

  private static HikariConfig postgresConfig(
      StoreLocation.Postgres location, String name, int connections) {
    HikariConfig config = config(location.url(), name, connections);
    if (!location.user().isEmpty()) {
      config.setUsername(location.user());
      config.setPassword(location.password().get());
    }
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    // As with SQLite: what a crash takes is read again from the log.
    config.addDataSourceProperty("options", "-c synchronous_commit=off");
    return config;
  }

  private static HikariConfig config(String url, String name, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setPoolName(name);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(10_000);
    return config;
  }

  private static Map<String, String> placeholders(StoreLocation location) {
    return switch (location) {
      case StoreLocation.SqliteFile _ -> Map.of("number", "integer", "clustered", "without rowid");
      case StoreLocation.Postgres _ -> Map.of("number", "bigint", "clustered", "");
    };
  }

  /** Flyway takes two connections at once on PostgreSQL, so it cannot use the one that writes. */
  private static void migrate(Opened opened, Map<String, String> placeholders) {
    try {
      Flyway.configure()
          .dataSource(opened.readers())
          .locations("classpath:homeroom/audit/migrations")
          .placeholders(placeholders)
          .table("schema_history")
          .load()
          .migrate();
    } catch (FlywayException e) {
      opened.close();
      throw e;
    }
  }

  private static void createFolder(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new StoreFailure(
          Failure.of(
              Failure.Kind.CONFIGURATION,
              "QUERY_STORE_UNAVAILABLE",
              "Opening the query store: the folder of " + file + " cannot be created.",
              "Give the hub's user write rights there, or name another data folder."),
          e);
    }
  }
}
