package homeroom.audit;

import homeroom.schema.Boundary;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** Writes which part of the router has decided all up to which boundary. */
final class BoundaryTable {

  private final Connection connection;

  BoundaryTable(Connection connection) {
    this.connection = connection;
  }

  void write(Collection<LogEntry.Passed> passed) throws SQLException {
    String sql =
        "insert into boundaries (boundary_id, partition_number, system, batch_id, partitions,"
            + " complete_at, exported_at, arrived_at, logged_at, decided_at, log_partition,"
            + " log_offset) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (boundary_id, partition_number) do nothing";
    try (Rows rows = new Rows(connection, sql)) {
      for (LogEntry.Passed entry : passed) {
        Boundary boundary = entry.boundary();
        rows.text(boundary.getBoundaryId())
            .number(boundary.getPartition())
            .text(boundary.getSystem())
            .text(boundary.getBatch())
            .number(boundary.getPartitions())
            .number(boundary.getCompleteAt())
            .number(boundary.getExportedAt())
            .number(boundary.getArrivedAt())
            .number(boundary.getLoggedAt())
            .number(Micros.of(entry.decidedAt()));
        LogPlace.write(rows, entry.place()).add();
      }
      rows.finish();
    }
  }
}
