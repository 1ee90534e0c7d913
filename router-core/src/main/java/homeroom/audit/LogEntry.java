package homeroom.audit;

import homeroom.api.RecordKey;
import homeroom.schema.AlertState;
import homeroom.schema.BatchReport;
import homeroom.schema.Conflict;
import homeroom.schema.GoldenRecord;
import homeroom.schema.Movement;
import homeroom.schema.Quarantined;
import java.time.Instant;

/** A message of the log as far as the store cares about it. */
sealed interface LogEntry {

  record Moved(Movement movement) implements LogEntry {}

  record Became(GoldenRecord golden, Instant writtenAt) implements LogEntry {}

  /** The record was forgotten: a tombstone in the topic of golden records. */
  record Forgotten(RecordKey record) implements LogEntry {}

  record Conflicted(Conflict conflict) implements LogEntry {}

  record Reported(BatchReport report) implements LogEntry {}

  record Unreported(String system, String batchId) implements LogEntry {}

  record Held(Quarantined quarantined) implements LogEntry {}

  record Let(String quarantineId) implements LogEntry {}

  record Alerted(AlertState alert) implements LogEntry {}

  record Unalerted(String alertId) implements LogEntry {}
}
