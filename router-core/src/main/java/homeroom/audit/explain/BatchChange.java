package homeroom.audit.explain;

import homeroom.api.Value;
import homeroom.audit.Subject;
import java.time.Instant;
import java.util.Optional;

/**
 * What a batch said of a field that is marked for it, and what became of that.
 *
 * @param field its name
 * @param before what was true of the field; empty if nobody knows any more
 * @param said what the batch says; empty if nobody knows any more
 * @param outcome as the movement has it
 * @param won of a difference between two systems whether the batch's counts; empty while it waits
 * @param place of the row in the batch
 */
public record BatchChange(
    Subject subject,
    String field,
    Optional<Truth> before,
    Optional<Value> said,
    String outcome,
    Optional<Boolean> won,
    String event,
    Instant at,
    Optional<String> place) {

  /**
   * What was true.
   *
   * @param value empty if there was nothing
   */
  public record Truth(Optional<Value> value) {

    /** Values stay out of logs. */
    @Override
    public String toString() {
      return "Truth[]";
    }
  }

  /** Values stay out of logs. */
  @Override
  public String toString() {
    return "BatchChange[record=" + subject.record() + ", field=" + field + "]";
  }
}
