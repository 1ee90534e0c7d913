package homeroom.adapters.jdbc;

import homeroom.api.Value;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prepared statements, one for each shape of change, sent in batches. For one thread. */
final class Statements implements AutoCloseable {

  private final Connection connection;
  private final Dialect dialect;
  private final Table table;
  private final String key;
  private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>();

  Statements(Connection connection, Dialect dialect, Table table, String key) {
    this.connection = connection;
    this.dialect = dialect;
    this.table = table;
    this.key = key;
  }

  void add(RowChange change) throws SQLException {
    String sql = change.sql(table, key);
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    int index = 0;
    for (Value value : change.values()) {
      dialect.bind(statement, ++index, value);
    }
    statement.addBatch();
  }

  void flush() throws SQLException {
    for (PreparedStatement statement : prepared.values()) {
      statement.executeBatch();
    }
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : prepared.values()) {
      statement.close();
    }
  }
}
