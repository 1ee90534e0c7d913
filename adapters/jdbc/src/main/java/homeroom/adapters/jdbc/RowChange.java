package homeroom.adapters.jdbc;

import homeroom.api.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is to be done to one row. */
sealed interface RowChange {

  /** The statement; the same for all changes of the same shape. */
  String sql(Table table, String key);

  /** The values of the statement, in its order. */
  List<Value> values();

  /** A row that was not there; if it is by now, it gets these values. */
  record Insert(Value keyValue, Map<String, Value> columns) implements RowChange {
    public Insert {
      columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    @Override
    public String sql(Table table, String key) {
      String names =
          columns.keySet().stream()
              .map(name -> ", " + Names.quoted(name))
              .collect(Collectors.joining());
      String places = ", ?".repeat(columns.size());
      String update =
          columns.keySet().stream()
              .map(name -> Names.quoted(name) + " = excluded." + Names.quoted(name))
              .collect(Collectors.joining(", "));
      return "INSERT INTO "
          + table.quoted()
          + " ("
          + Names.quoted(key)
          + names
          + ") VALUES (?"
          + places
          + ") ON CONFLICT ("
          + Names.quoted(key)
          + ") DO "
          + (update.isEmpty() ? "NOTHING" : "UPDATE SET " + update);
    }

    @Override
    public List<Value> values() {
      List<Value> values = new ArrayList<>();
      values.add(keyValue);
      values.addAll(columns.values());
      return values;
    }
  }

  /** A row that is there. */
  record Update(Value keyValue, Map<String, Value> columns) implements RowChange {
    public Update {
      columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    @Override
    public String sql(Table table, String key) {
      String sets =
          columns.keySet().stream()
              .map(name -> Names.quoted(name) + " = ?")
              .collect(Collectors.joining(", "));
      return "UPDATE " + table.quoted() + " SET " + sets + where(key);
    }

    @Override
    public List<Value> values() {
      List<Value> values = new ArrayList<>(columns.values());
      values.add(keyValue);
      return values;
    }
  }

  /** A row that is to go. */
  record Remove(Value keyValue) implements RowChange {
    @Override
    public String sql(Table table, String key) {
      return "DELETE FROM " + table.quoted() + where(key);
    }

    @Override
    public List<Value> values() {
      return List.of(keyValue);
    }
  }

  /** A row that is there, under another key. */
  record Rekey(Value keyValue, Value now) implements RowChange {
    @Override
    public String sql(Table table, String key) {
      return "UPDATE " + table.quoted() + " SET " + Names.quoted(key) + " = ?" + where(key);
    }

    @Override
    public List<Value> values() {
      return List.of(now, keyValue);
    }
  }

  private static String where(String key) {
    return " WHERE " + Names.quoted(key) + " = ?";
  }
}
