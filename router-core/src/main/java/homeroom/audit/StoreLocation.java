package homeroom.audit;

import java.nio.file.Path;
import java.util.function.Supplier;

/** Where the query store keeps its tables. */
public sealed interface StoreLocation {

  /** One SQLite file; the default. Its folder is created. */
  record SqliteFile(Path file) implements StoreLocation {}

  /**
   * A PostgreSQL database.
   *
   * @param url {@code jdbc:postgresql://host/database}; a schema of its own is chosen with {@code
   *     ?currentSchema=name}
   * @param user who the hub is there; empty when the URL says it
   * @param password read when a connection is opened
   */
  record Postgres(String url, String user, Supplier<String> password) implements StoreLocation {}
}
