package homeroom.adapters.jdbc;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the tables, and makes what is missing where it may. Thread-safe. */
final class Tables {

  private final Warehouse warehouse;
  private final boolean creates;
  private final boolean marks;
  private final TableShape shape;
  private final Map<String, Table> known = new ConcurrentHashMap<>();

  Tables(Warehouse warehouse, boolean creates, boolean marks) {
    this.warehouse = warehouse;
    this.creates = creates;
    this.marks = marks;
    this.shape = new TableShape(warehouse.dialect());
  }

  /** Whether missing tables are made. */
  boolean creates() {
    return creates;
  }

  /** The table, if it is there. */
  Optional<Table> find(String name) throws AdapterFailure {
    Names.requireTable(name);
    Table cached = known.get(name);
    if (cached != null) {
      return Optional.of(cached);
    }
    try (Connection connection = warehouse.connect()) {
      Optional<Table> table = shape.read(connection, name);
      table.ifPresent(found -> known.put(name, found));
      return table;
    } catch (SQLException thrown) {
      throw new AdapterFailure(SqlFailures.of(thrown, "Looking at table " + name));
    }
  }

  /** Somebody else changed something: looks again next time. */
  void forget(String name) {
    known.remove(name);
  }

  /**
   * The table with a key column and others; columns whose type is not known yet may be missing.
   *
   * @throws AdapterFailure of kind {@code CONFIGURATION} if something is missing and may not be
   *     made
   */
  Table with(String name, String key, Map<String, Optional<ColumnType>> columns)
      throws AdapterFailure {
    for (String column : columns.keySet()) {
      Names.requireColumn(column);
    }
    Optional<Table> found = find(name);
    if (found.isPresent() && changes(found.get(), key, columns).isEmpty()) {
      return withKey(found.get(), key);
    }
    return creates ? warehouse.alone(() -> made(name, key, columns)) : required(name, key, columns);
  }

  private static Table withKey(Table table, String key) throws AdapterFailure {
    if (!table.unique().contains(key)) {
      throw unfit(
          "column " + key + " of table " + table.name() + " is not unique",
          "Map the table's key first, or give the column a unique index.");
    }
    return table;
  }

  /** The statements that make what is missing. */
  private List<String> changes(Table table, String key, Map<String, Optional<ColumnType>> columns) {
    List<String> statements = new ArrayList<>();
    columns.forEach(
        (column, type) -> {
          if (!table.has(column) && (type.isPresent() || !creates)) {
            statements.add(addition(table.name(), column, type.orElse(ColumnType.TEXT)));
          }
        });
    if (marks && !table.has(Names.DELETED_AT)) {
      statements.add(addition(table.name(), Names.DELETED_AT, ColumnType.MOMENT));
    }
    return statements;
  }

  private static String addition(String table, String column, ColumnType type) {
    return "ALTER TABLE " + Names.quoted(table) + " ADD COLUMN " + declared(column, type);
  }

  private static String declared(String column, ColumnType type) {
    return Names.quoted(column) + " " + type.sql();
  }

  private Table made(String name, String key, Map<String, Optional<ColumnType>> columns)
      throws AdapterFailure {
    try (Connection connection = warehouse.connect();
        Statement statement = connection.createStatement()) {
      // Another thread may have been quicker.
      Optional<Table> table = shape.read(connection, name);
      if (table.isEmpty()) {
        statement.execute(creation(name, key, columns.get(key)));
        table = shape.read(connection, name);
      }
      for (String change : changes(table.orElseThrow(), key, columns)) {
        statement.execute(change);
      }
      Table made = shape.read(connection, name).orElseThrow();
      known.put(name, made);
      return withKey(made, key);
    } catch (SQLException thrown) {
      throw new AdapterFailure(SqlFailures.of(thrown, "Making table " + name));
    }
  }

  private static String creation(String name, String key, Optional<ColumnType> type) {
    return "CREATE TABLE IF NOT EXISTS "
        + Names.quoted(name)
        + " ("
        + declared(key, type.orElse(ColumnType.TEXT))
        + " NOT NULL PRIMARY KEY)";
  }

  private Table required(String name, String key, Map<String, Optional<ColumnType>> columns)
      throws AdapterFailure {
    forget(name);
    Table table = existing(name);
    for (String column : columns.keySet()) {
      if (!table.has(column)) {
        throw unfit(
            "table " + name + " has no column " + column,
            "Add the column, take it out of the mapping, or write tables: create.");
      }
    }
    return withKey(marked(table), key);
  }

  /**
   * The table, which must be there and have what marks need.
   *
   * @throws AdapterFailure of kind {@code CONFIGURATION} if it is not or has not
   */
  Table existing(String name) throws AdapterFailure {
    return marked(
        find(name)
            .orElseThrow(
                () ->
                    unfit(
                        "there is no table " + name, "Make the table, or write tables: create.")));
  }

  /**
   * The table for reading, also where it would be made for writing.
   *
   * @throws AdapterFailure of kind {@code CONFIGURATION} if there is none
   */
  Table shown(String name) throws AdapterFailure {
    return creates
        ? find(name)
            .orElseThrow(
                () ->
                    unfit(
                        "there is no table " + name,
                        "It is made with the first record; if there was one, the warehouse lost"
                            + " it."))
        : existing(name);
  }

  private Table marked(Table table) throws AdapterFailure {
    if (marks && !table.has(Names.DELETED_AT)) {
      throw unfit(
          "table " + table.name() + " has no column " + Names.DELETED_AT,
          "Add the column with type timestamp with time zone, or write deletes: remove.");
    }
    return table;
  }

  private static AdapterFailure unfit(String what, String remedy) {
    return new AdapterFailure(
        Failure.of(
            Kind.CONFIGURATION, "JDBC_TABLE_UNFIT", "Looking at the tables: " + what, remedy));
  }
}
