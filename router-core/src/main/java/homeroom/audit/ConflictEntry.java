package homeroom.audit;

import java.time.Instant;
import java.util.List;

/**
 * The same field changed in two systems since they last agreed.
 *
 * @param field its name
 * @param held the system whose value the hub held
 * @param arrived the system whose value came
 * @param rivals every system whose change counted against the one that came
 * @param rule what decided
 * @param winner the winning system
 * @param action what was done about the other
 * @param sides both values and what they had agreed on, as JSON; for those who look at the record
 *     itself
 */
public record ConflictEntry(
    String id,
    Subject subject,
    String field,
    String held,
    String arrived,
    List<String> rivals,
    String rule,
    String winner,
    String action,
    String configuration,
    Instant decidedAt,
    String sides) {

  public ConflictEntry {
    rivals = List.copyOf(rivals);
  }

  /** Values stay out of logs. */
  @Override
  public String toString() {
    return "ConflictEntry[id=" + id + ", field=" + field + ", winner=" + winner + "]";
  }
}
