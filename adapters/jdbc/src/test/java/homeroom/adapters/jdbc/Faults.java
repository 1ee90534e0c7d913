package homeroom.adapters.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Breaks the connections of a pool at a place that a test names. Thread-safe. */
final class Faults {

  private enum Place {
    BEFORE_COMMIT,
    AFTER_COMMIT
  }

  /** PostgreSQL's connection_failure. */
  private static final String BROKEN = "08006";

  private volatile Optional<Place> place = Optional.empty();
  private volatile Optional<String> refusal = Optional.empty();

  /** The transaction is committed, and nobody hears of it. */
  void breakAfterCommit() {
    place = Optional.of(Place.AFTER_COMMIT);
  }

  /** The transaction never gets there, and nobody hears of that either. */
  void breakBeforeCommit() {
    place = Optional.of(Place.BEFORE_COMMIT);
  }

  /** Nobody is let in, and this SQLState says why. */
  void refuseConnections(String state) {
    refusal = Optional.of(state);
  }

  /** Nothing breaks any more; answers whether something did. */
  boolean mended() {
    boolean broken = place.isPresent();
    place = Optional.empty();
    return broken;
  }

  /** Puts itself between a pool and its database. */
  void on(HikariDataSource pool) {
    DataSource real =
        new DriverDataSource(pool.getJdbcUrl(), null, pool.getDataSourceProperties(), null, null);
    pool.setDataSource(
        (DataSource)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("getConnection") && refusal.isPresent()) {
                    throw new SQLException("refused", refusal.get());
                  }
                  Object answer = invoke(() -> method.invoke(real, arguments));
                  return answer instanceof Connection connection ? wrapped(connection) : answer;
                }));
  }

  private Connection wrapped(Connection real) {
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) ->
                method.getName().equals("commit")
                    ? commit(real)
                    : invoke(() -> method.invoke(real, arguments)));
  }

  private Object commit(Connection real) throws SQLException {
    if (place.equals(Optional.of(Place.BEFORE_COMMIT))) {
      real.rollback();
      throw new SQLException("gone before", BROKEN);
    }
    real.commit();
    if (place.isPresent()) {
      throw new SQLException("gone after", BROKEN);
    }
    return null;
  }

  private interface Reflected {
    Object run() throws ReflectiveOperationException;
  }

  private static Object invoke(Reflected call) throws Throwable {
    try {
      return call.run();
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
