package homeroom.audit;

import homeroom.schema.Movement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The refusals of the records in one portion of the log, carried forward. */
final class RefusalBook {

  private final RefusalTable table;
  private final Map<Long, Map<String, Refusal>> stored;
  private final Map<Long, Map<String, Refusal>> now = new LinkedHashMap<>();

  private RefusalBook(RefusalTable table, Map<Long, Map<String, Refusal>> stored) {
    this.table = table;
    this.stored = stored;
  }

  static RefusalBook open(RefusalTable table, List<Long> subjects) throws SQLException {
    return new RefusalBook(table, table.load(subjects));
  }

  /**
   * @param holdings as they stand after the movement
   */
  void apply(long subject, Movement movement, Map<String, Holding> holdings) {
    boolean known = stored.containsKey(subject) || now.containsKey(subject);
    if (known || RefusalProjection.begins(movement)) {
      RefusalProjection.apply(
          movement,
          holdings,
          now.computeIfAbsent(
              subject, _ -> new LinkedHashMap<>(stored.getOrDefault(subject, Map.of()))));
    }
  }

  void write() throws SQLException {
    Map<Long, Collection<Refusal>> changed = new LinkedHashMap<>();
    now.forEach(
        (subject, refusals) -> {
          if (!refusals.equals(stored.getOrDefault(subject, Map.of()))) {
            changed.put(subject, refusals.values());
          }
        });
    table.write(changed);
  }
}
