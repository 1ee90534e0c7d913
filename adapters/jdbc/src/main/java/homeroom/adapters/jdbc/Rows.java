package homeroom.adapters.jdbc;

import homeroom.api.Value;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows of a transaction as they are and as its statements make them. For one thread. */
final class Rows {

  private final Map<Value, Map<String, Value>> rows = new HashMap<>();

  /** Reads some columns, of which one is the key, of the rows with these keys. */
  static Rows read(
      Connection connection,
      Dialect dialect,
      Table table,
      String key,
      List<String> columns,
      Collection<Value> keys)
      throws SQLException {
    Rows rows = new Rows();
    if (keys.isEmpty()) {
      return rows;
    }
    String names = columns.stream().map(Names::quoted).collect(Collectors.joining(", "));
    String places = "?" + ", ?".repeat(keys.size() - 1);
    String sql =
        "SELECT "
            + names
            + " FROM "
            + table.quoted()
            + " WHERE "
            + Names.quoted(key)
            + " IN ("
            + places
            + ")";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int index = 0;
      for (Value each : keys) {
        dialect.bind(statement, ++index, each);
      }
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          Map<String, Value> row = row(found, dialect, table, columns);
          rows.rows.put(row.getOrDefault(key, Value.NULL), row);
        }
      }
    }
    return rows;
  }

  /** One row of a result with these columns. */
  static Map<String, Value> row(ResultSet found, Dialect dialect, Table table, List<String> columns)
      throws SQLException {
    Map<String, Value> row = new HashMap<>();
    for (int index = 0; index < columns.size(); index++) {
      String column = columns.get(index);
      row.put(column, dialect.read(found, index + 1, table.type(column)));
    }
    return row;
  }

  boolean has(Value key) {
    return rows.containsKey(key);
  }

  /** What a row holds in a column; null if there is no such row or column. */
  Value get(Value key, String column) {
    return rows.getOrDefault(key, Map.of()).getOrDefault(column, Value.NULL);
  }

  /** Takes note of a change that the transaction makes. */
  void apply(RowChange change) {
    switch (change) {
      case RowChange.Insert(Value key, Map<String, Value> columns) ->
          rows.put(key, new HashMap<>(columns));
      case RowChange.Update(Value key, Map<String, Value> columns) ->
          rows.computeIfAbsent(key, ignored -> new HashMap<>()).putAll(columns);
      case RowChange.Remove(Value key) -> rows.remove(key);
      case RowChange.Rekey(Value key, Value now) -> {
        Map<String, Value> row = rows.remove(key);
        if (row != null) {
          rows.put(now, row);
        }
      }
    }
  }
}
