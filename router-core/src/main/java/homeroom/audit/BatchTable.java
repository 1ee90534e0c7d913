package homeroom.audit;

import homeroom.schema.BatchReport;
import homeroom.schema.CollectionReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of files and pulls. A later report of the same batch replaces the earlier one. */
final class BatchTable {

  private final Connection connection;

  BatchTable(Connection connection) {
    this.connection = connection;
  }

  void forget(Collection<LogEntry.Unreported> batches) throws SQLException {
    for (LogEntry.Unreported batch : batches) {
      delete("batches", batch.system(), batch.batchId());
      delete("batch_collections", batch.system(), batch.batchId());
    }
  }

  void write(Collection<LogEntry.Reported> reported) throws SQLException {
    List<BatchReport> reports = reported.stream().map(LogEntry.Reported::report).toList();
    for (BatchReport report : reports) {
      delete("batch_collections", report.getSystem(), report.getBatchId());
    }
    String sql =
        "insert into batches (system, batch_id, origin, status, started_at, ended_at, code,"
            + " message, remedy, held, held_until, approved_by, log_partition, log_offset)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (system, batch_id) do update set origin = excluded.origin,"
            + " status = excluded.status, started_at = excluded.started_at,"
            + " ended_at = excluded.ended_at, code = excluded.code, message = excluded.message,"
            + " remedy = excluded.remedy, held = excluded.held, held_until = excluded.held_until,"
            + " approved_by = excluded.approved_by, log_partition = excluded.log_partition,"
            + " log_offset = excluded.log_offset";
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
            .text(report.getApprovedBy());
        LogPlace.write(rows, entry.place()).add();
      }
      rows.finish();
    }
    writeCollections(reports);
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

  private static @Nullable Long complete(CollectionReport collection) {
    Boolean complete = collection.getComplete();
    return complete == null ? null : Long.valueOf(complete ? 1 : 0);
  }

  private void delete(String table, String system, String batchId) throws SQLException {
    try (Rows rows =
        new Rows(connection, "delete from " + table + " where system = ? and batch_id = ?")) {
      rows.text(system).text(batchId).add();
      rows.finish();
    }
  }
}
