package homeroom.audit.explain;

import homeroom.audit.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The answer about a record.
 *
 * @param present whether the record exists; empty if nothing is held to be true of it
 * @param fields the explanation of each field that was asked for
 * @param reach how much of the log was looked at
 * @param forgotten how many events are known by their movements only, because the log no longer
 *     holds them
 * @param moreMovements whether there are older movements than were looked at
 * @param configurations those that decided something here
 */
public record Story(
    Subject subject,
    Optional<Boolean> present,
    List<Explanation> fields,
    RecordLog.Reach reach,
    long forgotten,
    boolean moreMovements,
    List<Applied> configurations) {

  /**
   * A configuration.
   *
   * @param current whether it decides now
   */
  public record Applied(String id, Optional<Instant> at, boolean current) {}

  public Story {
    fields = List.copyOf(fields);
    configurations = List.copyOf(configurations);
  }
}
