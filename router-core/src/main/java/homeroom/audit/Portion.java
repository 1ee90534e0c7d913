package homeroom.audit;

import homeroom.schema.BatchReport;
import homeroom.schema.Movement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The entries of one transaction, sorted by the table they go to; of several for one key only the
 * last is kept where only the last counts.
 */
final class Portion {

  private final Subjects subjects;
  private final List<NamedMovement> movements = new ArrayList<>();
  private final Map<String, List<Movement>> movementsByRecord = new LinkedHashMap<>();
  private final Map<String, LogEntry.Became> golden = new LinkedHashMap<>();
  private final Set<String> forgotten = new LinkedHashSet<>();
  private final Map<String, LogEntry.Conflicted> conflicts = new LinkedHashMap<>();
  private final Map<String, BatchReport> reports = new LinkedHashMap<>();
  private final Map<String, LogEntry.Unreported> unreported = new LinkedHashMap<>();
  private final Map<String, LogEntry.Held> held = new LinkedHashMap<>();
  private final Set<String> let = new LinkedHashSet<>();

  Portion(Subjects subjects, List<LogEntry> entries) {
    this.subjects = subjects;
    entries.forEach(this::sort);
  }

  /** In the log's order. */
  List<NamedMovement> movements() {
    return movements;
  }

  private void sort(LogEntry entry) {
    switch (entry) {
      case LogEntry.Moved moved -> add(moved.movement());
      case LogEntry.Became became -> {
        String record = subjects.name(became.golden().getEntity(), became.golden().getKey());
        forgotten.remove(record);
        golden.put(record, became);
      }
      case LogEntry.Forgotten gone -> {
        String record = subjects.forget(gone.record());
        golden.remove(record);
        forgotten.add(record);
      }
      case LogEntry.Conflicted conflicted ->
          conflicts.putIfAbsent(conflicted.conflict().getConflictId(), conflicted);
      case LogEntry.Reported reported -> {
        BatchReport report = reported.report();
        String key = report.getSystem() + "/" + report.getBatchId();
        unreported.remove(key);
        reports.put(key, report);
      }
      case LogEntry.Unreported gone -> {
        String key = gone.system() + "/" + gone.batchId();
        reports.remove(key);
        unreported.put(key, gone);
      }
      case LogEntry.Held quarantined -> {
        String id = quarantined.quarantined().getQuarantineId();
        let.remove(id);
        held.put(id, quarantined);
      }
      case LogEntry.Let gone -> {
        held.remove(gone.quarantineId());
        let.add(gone.quarantineId());
      }
    }
  }

  private void add(Movement movement) {
    String record = subjects.name(movement.getEntity(), movement.getKey());
    movements.add(new NamedMovement(record, movement));
    movementsByRecord.computeIfAbsent(record, _ -> new ArrayList<>()).add(movement);
  }

  void write(Connection connection) throws SQLException {
    new MovementTable(connection).append(movements, subjects);
    HoldingTable holdings = new HoldingTable(connection);
    holdings.project(movementsByRecord, new HoldingProjection(subjects::nameWithEntity));
    holdings.forget(forgotten);
    StateTables states = new StateTables(connection);
    states.forget(forgotten);
    states.golden(golden);
    states.conflicts(conflicts.values(), subjects);
    states.quarantine(held.values(), let, subjects);
    BatchTable batches = new BatchTable(connection);
    batches.forget(unreported.values());
    batches.write(reports.values());
    // Last, because writing the others may name further records.
    subjects.write(connection);
  }
}
