package homeroom.audit;

import homeroom.api.RecordKey;
import homeroom.schema.AlertState;
import homeroom.schema.BatchReport;
import homeroom.schema.Boundary;
import homeroom.schema.Conflict;
import homeroom.schema.GoldenRecord;
import homeroom.schema.Movement;
import homeroom.schema.Quarantined;
import java.time.Instant;

/** A message of the log as far as the store cares about it. */
sealed interface LogEntry {

  record Moved(Movement movement, LogPlace place) implements LogEntry {

    Moved(Movement movement) {
      this(movement, LogPlace.START);
    }
  }

  /** A part of the router has decided all up to a boundary. */
  record Passed(Boundary boundary, Instant decidedAt, LogPlace place) implements LogEntry {

    Passed(Boundary boundary, Instant decidedAt) {
      this(boundary, decidedAt, LogPlace.START);
    }
  }

  record Became(GoldenRecord golden, Instant writtenAt, LogPlace place) implements LogEntry {

    Became(GoldenRecord golden, Instant writtenAt) {
      this(golden, writtenAt, LogPlace.START);
    }
  }

  /** The record was forgotten: a tombstone in the topic of golden records. */
  record Forgotten(RecordKey record) implements LogEntry {}

  record Conflicted(Conflict conflict, LogPlace place) implements LogEntry {

    Conflicted(Conflict conflict) {
      this(conflict, LogPlace.START);
    }
  }

  record Reported(BatchReport report, LogPlace place) implements LogEntry {

    Reported(BatchReport report) {
      this(report, LogPlace.START);
    }
  }

  record Unreported(String system, String batchId) implements LogEntry {}

  record Held(Quarantined quarantined, LogPlace place) implements LogEntry {

    Held(Quarantined quarantined) {
      this(quarantined, LogPlace.START);
    }
  }

  record Let(String quarantineId) implements LogEntry {}

  record Alerted(AlertState alert, LogPlace place) implements LogEntry {

    Alerted(AlertState alert) {
      this(alert, LogPlace.START);
    }
  }

  record Unalerted(String alertId) implements LogEntry {}
}
