package homeroom.adapters.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from the catalogue what a table looks like. */
record TableShape(Dialect dialect) {

  Optional<Table> read(Connection connection, String name) throws SQLException {
    int dot = name.indexOf('.');
    String schema = dot < 0 ? connection.getSchema() : name.substring(0, dot);
    String table = name.substring(dot + 1);
    DatabaseMetaData catalogue = connection.getMetaData();
    Map<String, ColumnType> columns = columns(catalogue, schema, table);
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> primaryKey = primaryKey(catalogue, schema, table);
    Set<String> unique = uniqueColumns(catalogue, schema, table);
    primaryKey.ifPresent(unique::add);
    return Optional.of(Table.of(name, dialect.names(), columns, unique, primaryKey));
  }

  private Map<String, ColumnType> columns(
      DatabaseMetaData catalogue, @Nullable String schema, String table) throws SQLException {
    Map<String, ColumnType> columns = new HashMap<>();
    try (ResultSet rows = catalogue.getColumns(null, schema, escaped(catalogue, table), null)) {
      while (rows.next()) {
        if (dialect.names().compare(rows.getString("TABLE_NAME"), table) == 0) {
          columns.put(rows.getString("COLUMN_NAME"), ColumnType.named(rows.getString("TYPE_NAME")));
        }
      }
    }
    return columns;
  }

  /** The catalogue takes patterns, in which an underscore stands for any letter. */
  private static String escaped(DatabaseMetaData catalogue, String table) throws SQLException {
    return table.replace("_", catalogue.getSearchStringEscape() + "_");
  }

  private static Optional<String> primaryKey(
      DatabaseMetaData catalogue, @Nullable String schema, String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (ResultSet rows = catalogue.getPrimaryKeys(null, schema, table)) {
      while (rows.next()) {
        columns.add(rows.getString("COLUMN_NAME"));
      }
    }
    return columns.size() == 1 ? Optional.of(columns.getFirst()) : Optional.empty();
  }

  private static Set<String> uniqueColumns(
      DatabaseMetaData catalogue, @Nullable String schema, String table) throws SQLException {
    Map<String, List<String>> indexes = new HashMap<>();
    try (ResultSet rows = catalogue.getIndexInfo(null, schema, table, true, false)) {
      while (rows.next()) {
        @Nullable String column = rows.getString("COLUMN_NAME");
        if (column != null) {
          indexes
              .computeIfAbsent(rows.getString("INDEX_NAME"), ignored -> new ArrayList<>())
              .add(column);
        }
      }
    }
    Set<String> unique = new HashSet<>();
    indexes.values().stream()
        .filter(columns -> columns.size() == 1)
        .forEach(columns -> unique.add(columns.getFirst()));
    return unique;
  }
}
