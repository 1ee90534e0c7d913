package homeroom.audit.explain;

import homeroom.api.RecordKey;
import java.time.Instant;

/** Finds what the log still holds about one record. Thread-safe; blocks. */
@FunctionalInterface
public interface LogSearch {

  /**
   * Looks for a record's messages.
   *
   * @param from what came before is not asked for
   * @throws LogFailure if the log cannot be read
   */
  RecordLog find(RecordKey record, Instant from);
}
