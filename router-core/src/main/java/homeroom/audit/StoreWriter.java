package homeroom.audit;

import homeroom.schema.Movement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Writes portions of the log, each in one transaction with its offsets. For one thread. */
final class StoreWriter {

  private final QueryStore store;
  private final Subjects subjects;

  StoreWriter(QueryStore store) {
    this.store = store;
    this.subjects = new Subjects(store.pseudonyms());
  }

  Map<TopicPartition, Long> offsets() throws SQLException {
    return store.writer().withHandle(handle -> new OffsetTable(handle.getConnection()).read());
  }

  /**
   * Takes a portion in as a whole or not at all.
   *
   * @return the movements it held
   */
  List<Movement> write(List<LogEntry> entries, Map<TopicPartition, Long> offsets)
      throws SQLException {
    try {
      Portion portion = new Portion(subjects, entries);
      store
          .writer()
          .useTransaction(
              handle -> {
                portion.write(handle.getConnection());
                new OffsetTable(handle.getConnection()).write(offsets);
              });
      subjects.committed();
      return portion.movements();
    } catch (SQLException | RuntimeException e) {
      subjects.rolledBack();
      throw e;
    }
  }
}
