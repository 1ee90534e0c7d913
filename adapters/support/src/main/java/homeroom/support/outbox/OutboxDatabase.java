package homeroom.support.outbox;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The SQLite file that outlasts the hub. What a transaction wrote outlasts a loss of power once it
 * ended. Opened when it is first used. Thread-safe: one transaction at a time.
 */
final class OutboxDatabase implements AutoCloseable {

  private static final String[] SCHEMA = {
    """
    create table if not exists record (
      entity text not null, key text not null, target text not null, delivery text not null,
      version integer not null, gone integer not null, cells text not null,
      told integer not null, there integer not null default 0, settled text not null default '',
      primary key (entity, key)) without rowid
    """,
    "create index if not exists record_target on record (target, entity, key)",
    """
    create table if not exists header (
      target text not null, entity text not null, columns text not null,
      primary key (target, entity)) without rowid
    """,
    """
    create table if not exists parcel (
      id integer primary key autoincrement, form text not null, name text not null,
      made integer not null, upto integer not null, rows integer not null, placed integer)
    """,
    """
    create table if not exists passage (
      parcel integer not null, entity text not null, key text not null, delivery text not null,
      overdue integer not null default 0, primary key (parcel, entity, key)) without rowid
    """,
    """
    create table if not exists late (
      id integer primary key autoincrement, delivery text not null, entity text not null,
      key text not null, version integer not null, effect text, code text, message text,
      remedy text, status text)
    """,
    "create index if not exists late_delivery on late (delivery, entity, key)",
    "create table if not exists answer (id text primary key, name text not null)",
    "create table if not exists mark (name text primary key, value integer not null)",
  };

  private final Path folder;
  private Optional<Connection> opened = Optional.empty();

  OutboxDatabase(Path folder) {
    this.folder = folder;
  }

  /** Something that is done with the database. */
  interface Work<T> {
    T on(Connection database) throws SQLException, IOException;
  }

  /**
   * Does something wholly or not at all.
   *
   * @throws AdapterFailure of kind {@code TRANSIENT} if the disk did not do it
   */
  synchronized <T> T in(Work<T> work) throws AdapterFailure {
    try {
      Connection database = open();
      try {
        T result = work.on(database);
        database.commit();
        return result;
      } catch (SQLException | IOException | RuntimeException failed) {
        database.rollback();
        throw failed;
      }
    } catch (SQLException | IOException failed) {
      throw new AdapterFailure(
          Failure.of(
              Kind.TRANSIENT,
              "OUTBOX_IO",
              "Keeping what the system is told: the disk did not do it.",
              "The hub tries again; if it stays, look for a full disk below the data folder."),
          failed);
    }
  }

  private Connection open() throws SQLException, IOException {
    if (opened.isPresent()) {
      return opened.get();
    }
    Files.createDirectories(folder);
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("outbox.db"));
    try (Statement statement = database.createStatement()) {
      statement.execute("pragma journal_mode = wal");
      statement.execute("pragma synchronous = full");
      for (String part : SCHEMA) {
        statement.execute(part);
      }
      database.setAutoCommit(false);
    } catch (SQLException unusable) {
      database.close();
      throw unusable;
    }
    opened = Optional.of(database);
    return database;
  }

  @Override
  public synchronized void close() {
    try {
      if (opened.isPresent()) {
        opened.get().close();
      }
    } catch (SQLException ending) {
      throw new IllegalStateException("closing the outbox", ending);
    } finally {
      opened = Optional.empty();
    }
  }
}
