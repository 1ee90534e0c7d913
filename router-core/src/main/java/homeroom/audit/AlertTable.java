package homeroom.audit;

import homeroom.schema.AlertState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** Writes the newest state of each alert. */
final class AlertTable {

  private final Connection connection;

  AlertTable(Connection connection) {
    this.connection = connection;
  }

  void forget(Collection<String> ids) throws SQLException {
    try (Rows rows = new Rows(connection, "delete from alerts where alert_id = ?")) {
      for (String id : ids) {
        rows.text(id).add();
      }
      rows.finish();
    }
  }

  void write(Collection<LogEntry.Alerted> alerts) throws SQLException {
    String sql =
        "insert into alerts (alert_id, name, channel, about, entity, fields, systems, reason,"
            + " status, occurrences, first_at, last_at, examples, opened_at, due_at, attempts,"
            + " next_attempt_at, ended_at, code, message, remedy, log_partition, log_offset) values"
            + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict"
            + " (alert_id) do update set status = excluded.status, occurrences ="
            + " excluded.occurrences, first_at = excluded.first_at, last_at = excluded.last_at,"
            + " examples = excluded.examples, due_at = excluded.due_at, attempts ="
            + " excluded.attempts, next_attempt_at = excluded.next_attempt_at, ended_at ="
            + " excluded.ended_at, code = excluded.code, message = excluded.message, remedy ="
            + " excluded.remedy, log_partition = excluded.log_partition, log_offset ="
            + " excluded.log_offset";
    try (Rows rows = new Rows(connection, sql)) {
      for (LogEntry.Alerted entry : alerts) {
        AlertState alert = entry.alert();
        rows.text(alert.getAlertId())
            .text(alert.getName())
            .text(alert.getChannel())
            .text(alert.getTrigger().name())
            .text(alert.getEntity())
            .text(String.join(",", alert.getFields()))
            .text(String.join(",", alert.getSystems()))
            .text(alert.getReason())
            .text(alert.getStatus().name())
            .number(alert.getOccurrences())
            .number(alert.getFirstAt())
            .number(alert.getLastAt())
            .text(String.join(",", alert.getExamples()))
            .number(alert.getOpenedAt())
            .number(alert.getDueAt())
            .number(alert.getAttempts())
            .number(alert.getNextAttemptAt())
            .number(alert.getEndedAt())
            .text(alert.getCode())
            .text(alert.getMessage())
            .text(alert.getRemedy());
        LogPlace.write(rows, entry.place()).add();
      }
      rows.finish();
    }
  }
}
