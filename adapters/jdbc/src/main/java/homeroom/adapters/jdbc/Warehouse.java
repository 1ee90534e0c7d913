package homeroom.adapters.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import homeroom.api.AdapterFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/** The database: gives out connections, and lets one writer at a time into SQLite. Thread-safe. */
final class Warehouse implements AutoCloseable {

  private final HikariDataSource pool;
  private final Dialect dialect;
  private final ReentrantLock writing = new ReentrantLock(true);

  Warehouse(HikariDataSource pool, Dialect dialect) {
    this.pool = pool;
    this.dialect = dialect;
  }

  Dialect dialect() {
    return dialect;
  }

  /** A connection that commits by itself; the caller closes it. */
  Connection connect() throws AdapterFailure {
    try {
      return pool.getConnection();
    } catch (SQLException thrown) {
      throw new AdapterFailure(
          pool.isClosed()
              ? Reason.UNAVAILABLE.failure("Connecting after the adapter was closed")
              : SqlFailures.of(thrown, "Connecting"));
    }
  }

  /** Hands a connection back, whatever became of it. */
  void release(Connection connection) {
    try {
      connection.close();
    } catch (SQLException broken) {
      discard(connection);
    }
  }

  /**
   * Closes a connection for good instead of handing it back: after a failure the SQLite driver may
   * believe in a transaction that is not there.
   */
  void discard(Connection connection) {
    pool.evictConnection(connection);
  }

  /** Something that writes. */
  interface Work<T> {
    T run() throws AdapterFailure;
  }

  /** Does something that writes; SQLite has one writer, who waits here better than in there. */
  <T> T write(Work<T> work) throws AdapterFailure {
    return dialect == Dialect.SQLITE ? alone(work) : work.run();
  }

  /** Does something that must not be done twice at once: making tables. */
  <T> T alone(Work<T> work) throws AdapterFailure {
    writing.lock();
    try {
      return work.run();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
