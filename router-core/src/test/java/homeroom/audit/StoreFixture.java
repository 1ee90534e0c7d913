package homeroom.audit;

import homeroom.api.RecordKey;
import homeroom.schema.Movement;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A query store in a database of its own. The subclasses say what is tried, and in which one. */
abstract class StoreFixture {

  @TempDir Path data;
  QueryStore store;
  final TestDatabase database;
  private StoreWriter writer;

  StoreFixture(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void openFirst() {
    database.create();
    open();
  }

  final void open() {
    store = QueryStore.open(database.location(data), Pseudonyms.open(data, "cedar"));
    writer = new StoreWriter(store);
  }

  @AfterEach
  void close() {
    if (store != null) {
      store.close();
      database.drop();
    }
  }

  final String pseudonym(String record) {
    return store.pseudonyms().of(RecordKey.parse(record));
  }

  final void write(LogEntry... entries) {
    try {
      writer.write(List.of(entries), Map.of());
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  final void write(Movement... movements) {
    List<LogEntry> entries = new ArrayList<>();
    for (Movement movement : movements) {
      entries.add(new LogEntry.Moved(movement));
    }
    write(entries.toArray(LogEntry[]::new));
  }

  final List<String> outcomes(MovementFilter filter) {
    return store.movements().find(filter, Optional.empty(), 100).items().stream()
        .map(movement -> movement.outcome() + " " + movement.system())
        .toList();
  }
}
