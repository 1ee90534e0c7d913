package homeroom.audit;

import homeroom.schema.Movement;
import homeroom.schema.Sent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Appends movements; they are never changed. */
final class MovementTable {

  private static final String INSERT =
      "insert into movements (seq, movement_id, subject, entity, outcome, system, cause, delivery,"
          + " version, fields, sent, effect, code, detail, batch, attempts, at, configuration,"
          + " category, status, request_id, log_partition, log_offset) values (?, ?, ?, ?, ?, ?, ?,"
          + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final Connection connection;

  MovementTable(Connection connection) {
    this.connection = connection;
  }

  void append(List<LogEntry.Moved> moved, Subjects subjects) throws SQLException {
    long seq = lastSeq();
    try (Rows rows = new Rows(connection, INSERT)) {
      for (LogEntry.Moved one : moved) {
        Movement movement = one.movement();
        rows.number(++seq)
            .text(movement.getMovementId())
            .number(subjects.id(movement.getEntity() + "/" + movement.getKey()))
            .text(movement.getEntity())
            .text(movement.getOutcome().name())
            .text(movement.getSystem())
            .text(movement.getCauseId())
            .text(movement.getDeliveryId())
            .number(movement.getVersion())
            .text(movement.getFields().isEmpty() ? null : String.join(",", movement.getFields()))
            .text(sent(movement.getSent(), subjects))
            .text(movement.getEffect())
            .text(movement.getCode())
            .text(movement.getDetail())
            .text(movement.getBatch())
            .number(movement.getAttempts())
            .number(movement.getAt())
            .text(movement.getConfiguration())
            .text(movement.getCategory())
            .text(movement.getStatus())
            .text(movement.getRequestId());
        LogPlace.write(rows, one.place()).add();
      }
      rows.finish();
    }
  }

  /** The indexer is the only one that appends, so the next number needs no sequence. */
  private long lastSeq() throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("select coalesce(max(seq), 0) from movements");
        ResultSet rows = select.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static @Nullable String sent(List<Sent> sent, Subjects subjects) {
    return sent.isEmpty() ? null : SentText.write(sent, subjects::name);
  }
}
