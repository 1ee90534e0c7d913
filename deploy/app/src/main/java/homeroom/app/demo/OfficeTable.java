package homeroom.app.demo;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program of some office, which keeps one table: people change its rows, it exports as CSV what
 * they changed, and the hub writes into it. From the first change until it is saved nobody else can
 * write, as in programs that lock what is open on somebody's screen. Not thread-safe.
 */
public final class OfficeTable implements AutoCloseable {

  private static final String CHANGED_AT = "changed_at";

  private final Connection connection;
  private final String table;
  private final List<String> columns;
  private final Path exports;
  private final Map<String, Instant> changed = new LinkedHashMap<>();
  private int files;

  /**
   * @param database a file, made if it is not there
   * @param columns the first of which is the key
   * @param exports the folder into which it exports
   */
  OfficeTable(Path database, String table, List<String> columns, Path exports) throws IOException {
    this.table = table;
    this.columns = List.copyOf(columns);
    this.exports = exports;
    try {
      Files.createDirectories(exports);
      connection =
          DriverManager.getConnection(
              "jdbc:sqlite:%s?journal_mode=WAL&busy_timeout=60000&transaction_mode=IMMEDIATE"
                  .formatted(database));
      run(
          "create table if not exists %s (%s text primary key, %s text)"
              .formatted(
                  table,
                  columns.getFirst(),
                  String.join(" text, ", columns.subList(1, columns.size()))));
    } catch (SQLException unusable) {
      throw failure(unusable);
    }
  }

  /** Somebody changes a row, or begins it; a value that is empty is cleared. */
  public void change(String key, Instant at, Map<String, String> values) throws IOException {
    try {
      connection.setAutoCommit(false);
      run("insert or ignore into %s (%s) values (?)".formatted(table, columns.getFirst()), key);
      for (var value : values.entrySet()) {
        run(
            "update %s set %s = nullif(?, '') where %s = ?"
                .formatted(table, value.getKey(), columns.getFirst()),
            value.getValue(),
            key);
      }
      changed.put(key, at);
    } catch (SQLException unusable) {
      throw failure(unusable);
    }
  }

  /** Lets others write again. */
  public void save() throws IOException {
    try {
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException unusable) {
      throw failure(unusable);
    }
  }

  /**
   * Writes the rows that were changed since the last export.
   *
   * @return how many they are
   */
  public int export() throws IOException {
    Path file = exports.resolve("export-%04d.csv".formatted(++files));
    Path partial = exports.resolve(file.getFileName() + ".part");
    List<String> header = new ArrayList<>(columns);
    header.add(CHANGED_AT);
    try (CsvWriter csv = CsvWriter.builder().build(partial)) {
      csv.writeRecord(header);
      for (var row : changed.entrySet()) {
        List<String> cells = new ArrayList<>();
        for (String column : columns) {
          cells.add(cell(row.getKey(), column));
        }
        cells.add(row.getValue().toString());
        csv.writeRecord(cells);
      }
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    int rows = changed.size();
    changed.clear();
    return rows;
  }

  /** What stands in a cell; empty if nothing does, or there is no such row. */
  public String cell(String key, String column) throws IOException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select %s from %s where %s = ?".formatted(column, table, columns.getFirst()))) {
      query.setString(1, key);
      try (ResultSet rows = query.executeQuery()) {
        String text = rows.next() ? rows.getString(1) : null;
        return text == null ? "" : text;
      }
    } catch (SQLException unusable) {
      throw failure(unusable);
    }
  }

  private void run(String sql, String... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private IOException failure(SQLException unusable) {
    return new IOException("the office's table " + table + " cannot be used", unusable);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException ignored) {
      // Whatever it held is written.
    }
  }
}
