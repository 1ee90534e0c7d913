package homeroom.adapters.jdbc;

import homeroom.api.Value;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;

/** Where the two databases differ. */
enum Dialect {
  SQLITE(
      String.CASE_INSENSITIVE_ORDER,
      Duration.ofSeconds(1),
      // Readers never wait for the writer; a transaction takes the write lock when it begins, for
      // one that takes it later can be refused without having waited.
      Map.of(
          "journal_mode", "WAL",
          "synchronous", "NORMAL",
          "busy_timeout", "5000",
          "foreign_keys", "true",
          "transaction_mode", "IMMEDIATE")) {
    @Override
    void bindDay(PreparedStatement statement, int index, Value.Day day) throws SQLException {
      statement.setString(index, day.toString());
    }

    @Override
    void bindMoment(PreparedStatement statement, int index, Value.Moment moment)
        throws SQLException {
      statement.setString(index, moment.toString());
    }

    @Override
    Value readMoment(ResultSet row, int index) throws SQLException {
      return readText(row, index, ColumnType.MOMENT);
    }

    @Override
    void beginReading(Connection connection) {
      // A transaction would take the write lock.
    }

    @Override
    void tryToWrite(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        statement.execute("ROLLBACK");
      }
    }
  },
  POSTGRESQL(
      Comparator.naturalOrder(),
      Duration.ofSeconds(5),
      // A text may be written into a column of any type that the server can make of it; whoever
      // holds a lock, or does not answer, is not waited for without end.
      Map.of(
          "stringtype", "unspecified",
          "ApplicationName", "homeroom",
          "connectTimeout", "5",
          "socketTimeout", "60",
          "options", "-c lock_timeout=10s")) {
    @Override
    void bindDay(PreparedStatement statement, int index, Value.Day day) throws SQLException {
      statement.setObject(index, day.day());
    }

    @Override
    void bindMoment(PreparedStatement statement, int index, Value.Moment moment)
        throws SQLException {
      statement.setObject(index, moment.instant().atOffset(ZoneOffset.UTC));
    }

    @Override
    Value readMoment(ResultSet row, int index) throws SQLException {
      OffsetDateTime moment = row.getObject(index, OffsetDateTime.class);
      return moment == null ? Value.NULL : Value.moment(moment.toInstant());
    }

    @Override
    void beginReading(Connection connection) throws SQLException {
      // Outside a transaction the driver reads everything before it gives out the first row.
      connection.setAutoCommit(false);
    }

    @Override
    void tryToWrite(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet answer = statement.executeQuery("SHOW transaction_read_only")) {
        if (answer.next() && answer.getString(1).equals("on")) {
          throw new SQLException("read-only", "25006");
        }
      }
    }
  };

  private final Comparator<String> names;
  private final Duration patience;
  private final Map<String, String> properties;

  Dialect(Comparator<String> names, Duration patience, Map<String, String> properties) {
    this.names = names;
    this.patience = patience;
    this.properties = properties;
  }

  /**
   * The dialect of a JDBC URL.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Dialect of(String url) {
    if (url.startsWith("jdbc:sqlite:")) {
      return SQLITE;
    }
    if (url.startsWith("jdbc:postgresql:")) {
      return POSTGRESQL;
    }
    throw new IllegalArgumentException("the url begins jdbc:sqlite: or jdbc:postgresql:");
  }

  /** How names of columns are told apart. */
  Comparator<String> names() {
    return names;
  }

  /** How long to wait for a connection; a file opens at once or not at all. */
  Duration patience() {
    return patience;
  }

  Map<String, String> properties() {
    return properties;
  }

  abstract void bindDay(PreparedStatement statement, int index, Value.Day day) throws SQLException;

  abstract void bindMoment(PreparedStatement statement, int index, Value.Moment moment)
      throws SQLException;

  abstract Value readMoment(ResultSet row, int index) throws SQLException;

  /** Prepares a connection for reading many rows one by one. */
  abstract void beginReading(Connection connection) throws SQLException;

  /** Looks whether rows can be written, and writes none. */
  abstract void tryToWrite(Connection connection) throws SQLException;

  void bind(PreparedStatement statement, int index, Value value) throws SQLException {
    switch (value) {
      case Value.Null _ -> statement.setNull(index, Types.NULL);
      case Value.Text(String text) -> statement.setString(index, text);
      case Value.Flag(boolean flag) -> statement.setBoolean(index, flag);
      case Value.Whole(long number) -> statement.setLong(index, number);
      case Value.Decimal decimal -> statement.setBigDecimal(index, decimal.number());
      case Value.Day day -> bindDay(statement, index, day);
      case Value.Moment moment -> bindMoment(statement, index, moment);
      case Value.Items items -> statement.setString(index, ColumnType.written(items));
    }
  }

  Value read(ResultSet row, int index, ColumnType type) throws SQLException {
    return type == ColumnType.MOMENT ? readMoment(row, index) : readText(row, index, type);
  }

  static Value readText(ResultSet row, int index, ColumnType type) throws SQLException {
    String text = row.getString(index);
    return text == null ? Value.NULL : type.read(text);
  }
}
