package homeroom.ingest;

import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When to ask a source again that could not be asked and that nobody has to mend: soon, and then
 * ever more seldom. Where its time would come once a day, a minute's trouble must not cost the day.
 */
final class SoonAgain {

  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(16);

  private Duration rest = FIRST;

  /**
   * After a look.
   *
   * @param failure why it did not work, if so
   * @param due when the timetable would have it asked next
   */
  Optional<Instant> after(Optional<Failure> failure, Instant now, Optional<Instant> due) {
    if (failure.filter(SoonAgain::passes).isEmpty()) {
      rest = FIRST;
      return due;
    }
    Instant soon = now.plus(failure.get().retryAfter().orElse(rest));
    rest = rest.compareTo(LONGEST) < 0 ? rest.multipliedBy(2) : rest;
    return due.map(at -> at.isBefore(soon) ? at : soon);
  }

  private static boolean passes(Failure failure) {
    return failure.kind() == Kind.TRANSIENT || failure.kind() == Kind.THROTTLED;
  }
}
