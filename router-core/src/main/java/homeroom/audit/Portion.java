package homeroom.audit;

import homeroom.schema.BatchReport;
import homeroom.schema.Movement;
import homeroom.schema.Sent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The entries of one transaction, sorted by the table they go to; of several for one key only the
 * last is kept where only the last counts.
 */
final class Portion {

  private final Subjects subjects;
  private final List<LogEntry.Moved> moved = new ArrayList<>();
  private final List<LogEntry.Passed> passed = new ArrayList<>();
  private final List<Movement> movements = new ArrayList<>();
  private final Map<String, List<Movement>> movementsByRecord = new LinkedHashMap<>();
  private final Map<String, LogEntry.Became> golden = new LinkedHashMap<>();
  private final Set<String> forgotten = new LinkedHashSet<>();
  private final Map<String, LogEntry.Conflicted> conflicts = new LinkedHashMap<>();
  private final Map<String, LogEntry.Reported> reports = new LinkedHashMap<>();
  private final Map<String, LogEntry.Unreported> unreported = new LinkedHashMap<>();
  private final Map<String, LogEntry.Held> held = new LinkedHashMap<>();
  private final Set<String> let = new LinkedHashSet<>();
  private final Map<String, LogEntry.Alerted> alerts = new LinkedHashMap<>();
  private final Set<String> unalerted = new LinkedHashSet<>();

  Portion(Subjects subjects, List<LogEntry> entries) {
    this.subjects = subjects;
    entries.forEach(this::sort);
  }

  /** In the log's order. */
  List<Movement> movements() {
    return movements;
  }

  private void sort(LogEntry entry) {
    switch (entry) {
      case LogEntry.Moved one -> {
        moved.add(one);
        add(one.movement());
      }
      case LogEntry.Passed one -> passed.add(one);
      case LogEntry.Became became -> {
        String record = meet(became.golden().getEntity(), became.golden().getKey());
        forgotten.remove(record);
        golden.put(record, became);
      }
      case LogEntry.Forgotten gone -> {
        String record = meet(gone.record().entity(), gone.record().key());
        golden.remove(record);
        forgotten.add(record);
      }
      case LogEntry.Conflicted conflicted -> {
        meet(conflicted.conflict().getEntity(), conflicted.conflict().getKey());
        // What a person decided later is written under the same id.
        conflicts.put(conflicted.conflict().getConflictId(), conflicted);
      }
      case LogEntry.Reported reported -> {
        BatchReport report = reported.report();
        String key = report.getSystem() + "/" + report.getBatchId();
        unreported.remove(key);
        reports.put(key, reported);
      }
      case LogEntry.Unreported gone -> {
        String key = gone.system() + "/" + gone.batchId();
        reports.remove(key);
        unreported.put(key, gone);
      }
      case LogEntry.Held quarantined -> {
        String id = quarantined.quarantined().getQuarantineId();
        Optional.ofNullable(quarantined.quarantined().getRecord()).ifPresent(subjects::meet);
        let.remove(id);
        held.put(id, quarantined);
      }
      case LogEntry.Let gone -> {
        held.remove(gone.quarantineId());
        let.add(gone.quarantineId());
      }
      case LogEntry.Alerted alerted -> {
        unalerted.remove(alerted.alert().getAlertId());
        alerts.put(alerted.alert().getAlertId(), alerted);
      }
      case LogEntry.Unalerted gone -> {
        alerts.remove(gone.alertId());
        unalerted.add(gone.alertId());
      }
    }
  }

  private void add(Movement movement) {
    String record = meet(movement.getEntity(), movement.getKey());
    movements.add(movement);
    movementsByRecord.computeIfAbsent(record, _ -> new ArrayList<>()).add(movement);
    for (Sent sent : movement.getSent()) {
      sent.getWaitsFor().stream().filter(Waits::isRecord).forEach(subjects::meet);
    }
  }

  private String meet(String entity, String key) {
    String record = entity + "/" + key;
    subjects.meet(record);
    return record;
  }

  void write(Connection connection) throws SQLException {
    subjects.resolve(connection);
    new MovementTable(connection).append(moved, subjects);
    new FirstContactTable(connection, subjects).add(movements);
    HoldingTable holdings = new HoldingTable(connection, subjects);
    holdings.project(movementsByRecord);
    holdings.forget(forgotten);
    new QuarantineEnds(connection).write(movements);
    new BoundaryTable(connection).write(passed);
    StateTables states = new StateTables(connection, subjects);
    states.forget(forgotten);
    states.golden(golden);
    states.conflicts(conflicts.values());
    states.quarantine(held.values(), let);
    BatchTable batches = new BatchTable(connection);
    batches.forget(unreported.values());
    batches.write(reports.values());
    AlertTable alertTable = new AlertTable(connection);
    alertTable.forget(unalerted);
    alertTable.write(alerts.values());
    subjects.forget(connection, List.copyOf(forgotten));
  }
}
