package homeroom.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Many rows for one statement, sent to the database in portions. */
final class Rows implements AutoCloseable {

  private static final int PORTION = 1_000;

  private final PreparedStatement statement;
  private int column;
  private int waiting;

  Rows(Connection connection, String sql) throws SQLException {
    statement = connection.prepareStatement(sql);
  }

  Rows text(@Nullable String text) throws SQLException {
    column++;
    if (text == null) {
      statement.setNull(column, Types.VARCHAR);
    } else {
      // PostgreSQL stores every character but this one.
      statement.setString(column, text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD'));
    }
    return this;
  }

  Rows text(Optional<String> text) throws SQLException {
    return text(text.orElse(null));
  }

  Rows number(long number) throws SQLException {
    statement.setLong(++column, number);
    return this;
  }

  Rows number(@Nullable Long number) throws SQLException {
    if (number == null) {
      statement.setNull(++column, Types.BIGINT);
      return this;
    }
    return number(number.longValue());
  }

  Rows time(Optional<Instant> time) throws SQLException {
    return number(time.map(Micros::of).orElse(null));
  }

  /** The row is complete. */
  void add() throws SQLException {
    statement.addBatch();
    column = 0;
    if (++waiting == PORTION) {
      send();
    }
  }

  private void send() throws SQLException {
    if (waiting > 0) {
      statement.executeBatch();
      waiting = 0;
    }
  }

  /** Sends what is left and lets the statement go. */
  void finish() throws SQLException {
    send();
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
