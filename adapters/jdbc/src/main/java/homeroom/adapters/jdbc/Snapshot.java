package homeroom.adapters.jdbc;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.RemoteRecord;
import homeroom.api.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The rows of a table, also those that are marked as deleted, read while they are asked for. */
final class Snapshot {

  private static final int FETCHED_AT_ONCE = 1_000;

  private final Warehouse warehouse;
  private final Table table;
  private final Set<String> fields;
  private final List<String> columns;

  Snapshot(Warehouse warehouse, Table table, Set<String> fields) {
    this.warehouse = warehouse;
    this.table = table;
    this.fields = Set.copyOf(fields);
    this.columns = columns(table, fields);
  }

  private static List<String> columns(Table table, Set<String> fields) {
    Set<String> columns = new LinkedHashSet<>();
    table.primaryKey().ifPresent(columns::add);
    fields.stream().filter(table::has).map(table::own).forEach(columns::add);
    if (table.has(Names.DELETED_AT)) {
      columns.add(table.own(Names.DELETED_AT));
    }
    return new ArrayList<>(columns);
  }

  Stream<RemoteRecord> read() throws AdapterFailure {
    Connection connection = warehouse.connect();
    try {
      warehouse.dialect().beginReading(connection);
      PreparedStatement statement = connection.prepareStatement(sql());
      statement.setFetchSize(FETCHED_AT_ONCE);
      ResultSet rows = statement.executeQuery();
      // Closing a connection closes what was opened on it.
      return StreamSupport.stream(new Reader(rows), false)
          .onClose(() -> warehouse.release(connection));
    } catch (SQLException thrown) {
      warehouse.release(connection);
      throw new AdapterFailure(failure(thrown));
    }
  }

  private String sql() {
    String names = columns.stream().map(Names::quoted).collect(Collectors.joining(", "));
    return "SELECT " + (names.isEmpty() ? "1" : names) + " FROM " + table.quoted();
  }

  private RemoteRecord record(ResultSet rows) throws SQLException {
    Map<String, Value> row = Rows.row(rows, warehouse.dialect(), table, columns);
    Map<String, Value> values = new HashMap<>();
    for (String field : fields) {
      values.put(
          field, table.has(field) ? row.getOrDefault(table.own(field), Value.NULL) : Value.NULL);
    }
    Optional<String> key =
        table.primaryKey().map(column -> row.getOrDefault(column, Value.NULL).toString());
    RemoteRecord record = new RemoteRecord(key.orElse(""), values);
    return isMarked(row) ? record.asleep() : record;
  }

  private boolean isMarked(Map<String, Value> row) {
    return table.has(Names.DELETED_AT)
        && !row.getOrDefault(table.own(Names.DELETED_AT), Value.NULL).isNull();
  }

  private Failure failure(SQLException thrown) {
    return SqlFailures.of(thrown, "Reading table " + table.name());
  }

  private final class Reader extends AbstractSpliterator<RemoteRecord> {

    private final ResultSet rows;

    Reader(ResultSet rows) {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
      this.rows = rows;
    }

    @Override
    public boolean tryAdvance(Consumer<? super RemoteRecord> action) {
      RemoteRecord next;
      try {
        if (!rows.next()) {
          return false;
        }
        next = record(rows);
      } catch (SQLException thrown) {
        AdapterFailure failure = new AdapterFailure(failure(thrown));
        throw new UncheckedIOException(new IOException(failure.getMessage(), failure));
      }
      action.accept(next);
      return true;
    }
  }
}
