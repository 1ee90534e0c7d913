package homeroom.app.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The warehouse notes by itself, with triggers, what was written into it and in which order. */
final class WarehouseNotes {

  /** The hub's entities by the tables in which the warehouse keeps them. */
  private static final Map<String, String> ENTITIES =
      Map.of(
          "students", "student", "enrollments", "enrollment", "family_contacts", "family-contact");

  private static final Map<String, String> KEYS =
      Map.of("students", "sourced_id", "enrollments", "seat", "family_contacts", "sourced_id");

  private static final Map<String, List<String>> COLUMNS =
      Map.of(
          "students",
          List.of("given_name", "middle_name", "family_name", "preferred_name", "email"),
          "enrollments",
          List.of("end_date"),
          "family_contacts",
          List.of("street"));

  /** The field under which it is noted that all was lost. */
  private static final String LOST = "";

  private final Path database;

  /** A field of a record, after all was lost so many times. */
  private record Place(String record, String field, int losses) {}

  WarehouseNotes(Path database) {
    this.database = database;
  }

  /** Begins to note, in those of its tables and columns that are there. */
  void begin() throws IOException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table if not exists noted (number integer primary key, entity text, record text,"
              + " field text, value text)");
      for (var table : COLUMNS.entrySet()) {
        List<String> there = columns(statement, table.getKey());
        for (String column : table.getValue()) {
          if (there.contains(column)) {
            statement.execute(trigger(table.getKey(), column, "insert", ""));
            statement.execute(
                trigger(
                    table.getKey(),
                    column,
                    "update of " + column,
                    " and old.%1$s is not new.%1$s".formatted(column)));
          }
        }
      }
    } catch (SQLException unusable) {
      throw new IOException("the warehouse cannot note what is written", unusable);
    }
  }

  /** The warehouse is built anew: its tables are there, and nothing is in them. */
  void empty() throws IOException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      List<String> tables = tables(statement);
      statement.execute("begin immediate");
      for (String table : tables) {
        statement.execute("delete from " + table);
      }
      statement.execute(
          "insert into noted (entity, record, field, value) values ('', '', '" + LOST + "', '')");
      statement.execute("commit");
    } catch (SQLException unusable) {
      throw new IOException("the warehouse cannot be emptied", unusable);
    }
  }

  private static List<String> tables(Statement statement) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "select name from sqlite_master where type = 'table' and name <> 'noted' and name not"
                + " like 'sqlite%'")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  private static List<String> columns(Statement statement, String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("pragma table_info(" + table + ")")) {
      while (rows.next()) {
        columns.add(rows.getString("name"));
      }
    }
    return columns;
  }

  private static String trigger(String table, String column, String event, String condition) {
    return """
    create trigger if not exists note_%1$s_%2$s_%3$s after %4$s on %1$s
    when new.%2$s is not null%5$s begin
      insert into noted (entity, record, field, value)
      values ('%6$s', new.%7$s, '%2$s', new.%2$s);
    end\
    """
        .formatted(
            table,
            column,
            event.substring(0, 6),
            event,
            condition,
            ENTITIES.get(table),
            KEYS.get(table));
  }

  /**
   * All that was written since it began. What was written before all was lost and after it stands
   * apart: what is told anew begins wherever the truth is by then.
   */
  List<Written> all() throws IOException {
    Map<Place, List<String>> values = new LinkedHashMap<>();
    int losses = 0;
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select entity, record, field, value from noted order by number")) {
      while (rows.next()) {
        if (rows.getString(3).equals(LOST)) {
          losses++;
          continue;
        }
        String record = rows.getString(1) + "/" + rows.getString(2);
        values
            .computeIfAbsent(
                new Place(record, rows.getString(3), losses), none -> new ArrayList<>())
            .add(rows.getString(4));
      }
    } catch (SQLException unreadable) {
      throw new IOException("the warehouse's notes cannot be read", unreadable);
    }
    return values.entrySet().stream()
        .map(
            one ->
                new Written(
                    "warehouse", one.getKey().record(), one.getKey().field(), one.getValue()))
        .toList();
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + database + "?busy_timeout=60000");
  }
}
