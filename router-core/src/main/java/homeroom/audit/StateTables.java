package homeroom.audit;

import homeroom.schema.GoldenRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/** The tables of which only the latest row for a key counts, except holdings. */
final class StateTables {

  private final Connection connection;
  private final Subjects subjects;

  StateTables(Connection connection, Subjects subjects) {
    this.connection = connection;
    this.subjects = subjects;
  }

  /**
   * @param golden by {@code entity/key}
   */
  void golden(Map<String, LogEntry.Became> golden) throws SQLException {
    String sql =
        "insert into golden (subject, entity, version, present, content, configuration, written_at,"
            + " log_partition, log_offset) values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (subject)"
            + " do update set version = excluded.version, present = excluded.present, content ="
            + " excluded.content, configuration = excluded.configuration, written_at ="
            + " excluded.written_at, log_partition = excluded.log_partition, log_offset ="
            + " excluded.log_offset";
    try (Rows rows = new Rows(connection, sql)) {
      for (Map.Entry<String, LogEntry.Became> entry : golden.entrySet()) {
        GoldenRecord record = entry.getValue().golden();
        rows.number(subjects.id(entry.getKey()))
            .text(record.getEntity())
            .number(record.getVersion())
            .number(record.getExists() ? 1 : 0)
            .text(GoldenJson.golden(record))
            .text(record.getConfiguration())
            .number(Micros.of(entry.getValue().writtenAt()));
        LogPlace.write(rows, entry.getValue().place()).add();
      }
      rows.finish();
    }
    KeyTable.write(connection, subjects, golden);
  }

  /** Takes away what the record said; its movements stay, under a name that leads nowhere. */
  void forget(Collection<String> records) throws SQLException {
    for (String table : new String[] {"golden", "conflicts", "record_keys"}) {
      try (Rows rows = new Rows(connection, "delete from " + table + " where subject = ?")) {
        for (String record : records) {
          rows.number(subjects.id(record)).add();
        }
        rows.finish();
      }
    }
  }

  /**
   * @param conflicts by their id
   */
  void conflicts(Collection<LogEntry.Conflicted> conflicts) throws SQLException {
    String sql =
        "insert into conflicts (conflict_id, subject, entity, field, held_system, arrived_system,"
            + " sides, rivals, rule, configuration, winner, action, decided_at, log_partition,"
            + " log_offset) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (conflict_id) do update set"
            + " winner = excluded.winner, action = excluded.action,"
            + " log_partition = excluded.log_partition, log_offset = excluded.log_offset";
    try (Rows rows = new Rows(connection, sql)) {
      for (LogEntry.Conflicted entry : conflicts) {
        var conflict = entry.conflict();
        rows.text(conflict.getConflictId())
            .number(subjects.id(conflict.getEntity() + "/" + conflict.getKey()))
            .text(conflict.getEntity())
            .text(conflict.getBase().getName())
            .text(conflict.getHeld().getSystem())
            .text(conflict.getArrived().getSystem())
            .text(GoldenJson.sides(conflict.getBase(), conflict.getHeld(), conflict.getArrived()))
            .text(String.join(",", conflict.getRivals()))
            .text(conflict.getRule())
            .text(conflict.getConfiguration())
            .text(conflict.getWinner())
            .text(conflict.getAction())
            .number(conflict.getDecidedAt());
        LogPlace.write(rows, entry.place()).add();
      }
      rows.finish();
    }
  }

  /**
   * @param held by their id; null where an entry was let go
   */
  void quarantine(Collection<LogEntry.Held> held, Collection<String> let) throws SQLException {
    try (Rows rows = new Rows(connection, "delete from quarantine where quarantine_id = ?")) {
      for (String id : let) {
        rows.text(id).add();
      }
      rows.finish();
    }
    String sql =
        "insert into quarantine (quarantine_id, system, batch, place, subject, column_name, code,"
            + " message, remedy, at, collection, log_partition, log_offset)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (quarantine_id) do update set code = excluded.code,"
            + " message = excluded.message, remedy = excluded.remedy, at = excluded.at,"
            + " collection = excluded.collection, log_partition = excluded.log_partition,"
            + " log_offset = excluded.log_offset";
    try (Rows rows = new Rows(connection, sql)) {
      for (LogEntry.Held entry : held) {
        var quarantined = entry.quarantined();
        String record = quarantined.getRecord();
        rows.text(quarantined.getQuarantineId())
            .text(quarantined.getSystem())
            .text(quarantined.getBatch())
            .text(quarantined.getPlace())
            .number(record == null ? null : Long.valueOf(subjects.id(record)))
            .text(quarantined.getColumn())
            .text(quarantined.getCode())
            .text(quarantined.getMessage())
            .text(quarantined.getRemedy())
            .number(quarantined.getAt())
            .text(quarantined.getCollection());
        LogPlace.write(rows, entry.place()).add();
      }
      rows.finish();
    }
  }
}
