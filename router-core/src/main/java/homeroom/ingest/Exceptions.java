package homeroom.ingest;

import java.util.Set;
import java.util.function.Predicate;

/**
 * What of a batch does not count this time, because it was taken in before or something newer is
 * known.
 *
 * @param onlyDeletions whether rows only show that their records are there
 * @param newer records of which something was said or confirmed since, {@code entity/key}
 * @param doubled records that more than one row of the batch names; which of them is meant, nobody
 *     knows, once the others were taken
 * @param places the rows that are read, by their places
 * @param again whether it was taken in before, so that what was missing in it was counted
 */
record Exceptions(
    boolean onlyDeletions,
    Set<String> newer,
    Set<String> doubled,
    Predicate<String> places,
    boolean again) {

  static final Exceptions NONE = new Exceptions(false, Set.of(), Set.of(), _ -> true, false);

  /** A batch that was held. */
  static Exceptions late(boolean onlyDeletions, Set<String> newer) {
    return new Exceptions(onlyDeletions, newer, Set.of(), _ -> true, false);
  }

  static Exceptions again(SecondReading reading) {
    return new Exceptions(false, reading.newer(), reading.doubled(), reading::wants, true);
  }

  boolean isNone() {
    return this == NONE;
  }

  Exceptions {
    newer = Set.copyOf(newer);
    doubled = Set.copyOf(doubled);
  }
}
