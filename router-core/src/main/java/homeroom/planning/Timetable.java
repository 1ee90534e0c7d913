package homeroom.planning;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a source is asked, and when it should have said something new.
 *
 * @param every so long after the end of each asking
 * @param at at these times instead
 * @param expectedBy between each two of these something new must have come
 * @param staleAfter so long after the last that came, its data is too old
 */
public record Timetable(
    Optional<Duration> every,
    Optional<Recurring> at,
    Optional<Recurring> expectedBy,
    Optional<Duration> staleAfter) {

  /** Asked by hand, or speaking by itself, whenever that is. */
  public static final Timetable NONE =
      new Timetable(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Why a source that is silent should be looked at. */
  public enum Silence {
    /** Nothing new came by the time at which it was expected. */
    LATE,
    /** Nothing new has come for too long. */
    STALE
  }

  /** Whether it is asked by itself. */
  public boolean isAsked() {
    return every.isPresent() || at.isPresent();
  }

  /**
   * When it is asked next.
   *
   * @param after the end of the last asking
   */
  public Optional<Instant> next(Instant after) {
    return at.isPresent() ? at.get().next(after) : every.map(after::plus);
  }

  /**
   * How old its data gets between two askings, or between two deadlines where those are further
   * apart, if all goes well; empty if it speaks by itself or is asked by hand, and nobody says by
   * when.
   */
  public Optional<Duration> oldestBetween() {
    return Stream.of(
            at.isPresent() ? at.map(Recurring::longestGap) : every,
            expectedBy.map(Recurring::longestGap))
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder());
  }

  /**
   * Whether it should have spoken.
   *
   * @param came when the last came that was new
   */
  public Optional<Silence> silence(Instant came, Instant now) {
    if (staleAfter.filter(limit -> came.plus(limit).isBefore(now)).isPresent()) {
      return Optional.of(Silence.STALE);
    }
    // What came after the deadline before the last one came in time for the last.
    return expectedBy
        .flatMap(it -> it.last(now))
        .flatMap(last -> expectedBy.flatMap(it -> it.last(last.minusMillis(1))))
        .filter(came::isBefore)
        .map(_ -> Silence.LATE);
  }
}
