package homeroom.audit;

import homeroom.schema.BatchCause;
import homeroom.schema.BatchReport;
import homeroom.schema.CollectionReport;
import homeroom.schema.EntityReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of files and pulls. A later report of the same batch replaces the earlier one. */
final class BatchTable {

  /** What belongs to a batch. */
  static final List<String> PARTS = List.of("batch_collections", "batch_entities", "batch_causes");

  private final Connection connection;

  BatchTable(Connection connection) {
    this.connection = connection;
  }

  void forget(Collection<LogEntry.Unreported> batches) throws SQLException {
    for (LogEntry.Unreported batch : batches) {
      delete("batches", batch.system(), batch.batchId());
      deleteParts(batch.system(), batch.batchId());
    }
  }

  void write(Collection<LogEntry.Reported> reported) throws SQLException {
    List<BatchReport> reports = reported.stream().map(LogEntry.Reported::report).toList();
    for (BatchReport report : reports) {
      deleteParts(report.getSystem(), report.getBatchId());
    }
    String sql =
        "insert into batches (system, batch_id, origin, status, started_at, ended_at, code,"
            + " message, remedy, held, held_until, approved_by, configuration, event_schema,"
            + " exported_at, arrived_at, events, log_partition, log_offset) values (?, ?, ?, ?, ?,"
            + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (system, batch_id) do update"
            + " set origin = excluded.origin, status = excluded.status, started_at ="
            + " excluded.started_at, ended_at = excluded.ended_at, code = excluded.code, message ="
            + " excluded.message, remedy = excluded.remedy, held = excluded.held, held_until ="
            + " excluded.held_until, approved_by = excluded.approved_by, configuration ="
            + " excluded.configuration, event_schema = excluded.event_schema, exported_at ="
            + " excluded.exported_at, arrived_at = excluded.arrived_at, events = excluded.events,"
            + " log_partition = excluded.log_partition, log_offset = excluded.log_offset";
    try (Rows rows = new Rows(connection, sql)) {
      for (LogEntry.Reported entry : reported) {
        BatchReport report = entry.report();
        rows.text(report.getSystem())
            .text(report.getBatchId())
            .text(report.getOrigin())
            .text(report.getStatus().name())
            .number(report.getStartedAt())
            .number(report.getEndedAt())
            .text(report.getCode())
            .text(report.getMessage())
            .text(report.getRemedy())
            .text(report.getHeld())
            .number(report.getHeldUntil())
            .text(report.getApprovedBy())
            .text(report.getConfiguration())
            .number(whole(report.getEventSchema()))
            .number(report.getExportedAt())
            .number(report.getArrivedAt())
            .number(report.getEvents());
        LogPlace.write(rows, entry.place()).add();
      }
      rows.finish();
    }
    writeCollections(reports);
    writeEntities(reports);
    writeCauses(reports);
  }

  private void writeCollections(Collection<BatchReport> reports) throws SQLException {
    String sql =
        "insert into batch_collections (system, batch_id, collection, rows_read, created, changed,"
            + " unchanged, deleted, rejected, skipped, complete, rows_left, format)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    try (Rows rows = new Rows(connection, sql)) {
      for (BatchReport report : reports) {
        for (CollectionReport collection : report.getCollections()) {
          rows.text(report.getSystem())
              .text(report.getBatchId())
              .text(collection.getCollection())
              .number(collection.getRows())
              .number(collection.getCreated())
              .number(collection.getChanged())
              .number(collection.getUnchanged())
              .number(collection.getDeleted())
              .number(collection.getRejected())
              .number(collection.getSkipped())
              .number(complete(collection))
              .number(collection.getLeft())
              .text(collection.getFormat())
              .add();
        }
      }
      rows.finish();
    }
  }

  private void writeEntities(Collection<BatchReport> reports) throws SQLException {
    String sql =
        "insert into batch_entities (system, batch_id, collection, entity, created, changed,"
            + " unchanged, deleted, rejected, rows_left) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    try (Rows rows = new Rows(connection, sql)) {
      for (BatchReport report : reports) {
        for (EntityReport entity : report.getEntities()) {
          rows.text(report.getSystem())
              .text(report.getBatchId())
              .text(entity.getCollection())
              .text(entity.getEntity())
              .number(entity.getCreated())
              .number(entity.getChanged())
              .number(entity.getUnchanged())
              .number(entity.getDeleted())
              .number(entity.getRejected())
              .number(entity.getLeft())
              .add();
        }
      }
      rows.finish();
    }
  }

  private void writeCauses(Collection<BatchReport> reports) throws SQLException {
    String sql =
        "insert into batch_causes (system, batch_id, position, outcome, collection, entity, code,"
            + " field, number) values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    try (Rows rows = new Rows(connection, sql)) {
      for (BatchReport report : reports) {
        int position = 0;
        for (BatchCause cause : report.getCauses()) {
          rows.text(report.getSystem())
              .text(report.getBatchId())
              .number(position++)
              .text(cause.getOutcome())
              .text(cause.getCollection())
              .text(cause.getEntity())
              .text(cause.getCode())
              .text(cause.getField())
              .number(cause.getNumber())
              .add();
        }
      }
      rows.finish();
    }
  }

  private static @Nullable Long whole(@Nullable Integer number) {
    return number == null ? null : Long.valueOf(number);
  }

  private static @Nullable Long complete(CollectionReport collection) {
    Boolean complete = collection.getComplete();
    return complete == null ? null : Long.valueOf(complete ? 1 : 0);
  }

  private void deleteParts(String system, String batchId) throws SQLException {
    for (String table : PARTS) {
      delete(table, system, batchId);
    }
  }

  private void delete(String table, String system, String batchId) throws SQLException {
    try (Rows rows =
        new Rows(connection, "delete from " + table + " where system = ? and batch_id = ?")) {
      rows.text(system).text(batchId).add();
      rows.finish();
    }
  }
}
