package homeroom.audit;

import homeroom.schema.Movement;
import homeroom.wire.QuarantineNotes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What became of entries of what came in; what was said last counts, and a drop for good. */
final class QuarantineEnds {

  private final Connection connection;

  QuarantineEnds(Connection connection) {
    this.connection = connection;
  }

  void write(List<Movement> movements) throws SQLException {
    String sql =
        "insert into quarantine_ends (entry_id, state, at, note) values (?, ?, ?, ?)"
            + " on conflict (entry_id) do update set state = excluded.state, at = excluded.at,"
            + " note = excluded.note where quarantine_ends.state <> 'DROPPED'";
    try (Rows rows = new Rows(connection, sql)) {
      for (Movement movement : movements) {
        if (movement.getEntity().equals(QuarantineNotes.ENTRY) && ends(movement)) {
          rows.text(movement.getKey())
              .text(
                  QuarantineNotes.DROPPED.equals(movement.getCode())
                      ? Refusal.State.DROPPED.name()
                      : Refusal.State.RESOLVED.name())
              .number(movement.getAt())
              .text(movement.getDetail())
              .add();
        }
      }
      rows.finish();
    }
  }

  private static boolean ends(Movement movement) {
    return QuarantineNotes.DROPPED.equals(movement.getCode())
        || QuarantineNotes.RESOLVED.equals(movement.getCode());
  }
}
