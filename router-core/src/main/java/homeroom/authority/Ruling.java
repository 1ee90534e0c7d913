package homeroom.authority;

import homeroom.api.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was decided about one field of an event. */
public sealed interface Ruling {

  String field();

  /** The event is true from now on. */
  record Accepted(String field, Optional<Value> before, Value after, String rule)
      implements Ruling {}

  /**
   * A set changed on both sides; each element went with whoever changed it.
   *
   * @param after what is true from now on, which is not all that the system says
   */
  record Merged(String field, Value before, Value after, String rule) implements Ruling {}

  /** The system says what it was known to hold. */
  record Unchanged(String field) implements Ruling {}

  /** The system reports our own write. */
  record Echoed(String field) implements Ruling {}

  /** Both sides came to the same value. */
  record Converged(String field) implements Ruling {}

  /**
   * The system may not decide this field; the truth stays.
   *
   * @param refusal what is done about the system's own value
   */
  record Unauthorised(String field, String rule, Refusal refusal) implements Ruling {}

  /** On first contact the system holds something else than the truth. */
  record Mismatched(String field, Optional<Value> before, Value asserted, boolean won, String rule)
      implements Ruling {}

  /**
   * The field waits for a person to decide; the truth stays.
   *
   * @param opened whether it began to wait with this
   * @param held the truth
   */
  record Disputed(String field, Dispute dispute, boolean opened, Canonical held)
      implements Ruling {}

  /**
   * The field changed on both sides since they last agreed.
   *
   * @param base what they last agreed on
   * @param held the truth when the event arrived
   * @param rivals every system whose change was accepted since the base
   * @param won whether the event became the truth
   * @param group the fields that were decided together with it
   */
  record Conflicted(
      String field,
      Value base,
      long baseVersion,
      Canonical held,
      Value arrived,
      Instant arrivedAt,
      List<String> rivals,
      boolean won,
      String rule,
      Optional<String> group)
      implements Ruling {
    public Conflicted {
      rivals = List.copyOf(rivals);
    }
  }
}
