package homeroom.ingest;

import homeroom.api.Failure;
import homeroom.planning.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When to ask a source next. Where its time would come once a day, a minute's trouble must not cost
 * the day: what passes by itself, a file that was seen before it was filled, and one that is
 * expected and not there yet are looked for soon, and then ever more seldom.
 */
final class SoonAgain {

  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(16);

  private Duration rest = FIRST;

  /** What came of asking. */
  sealed interface Answer {

    /** Something was taken in, and there may be more behind it. */
    record OneOfSeveral() implements Answer {}

    /** Something was taken in, and a part of it must be read once more. */
    record NotAll() implements Answer {}

    /** All that there was is taken in. */
    record All() implements Answer {}

    /** There was nothing new. */
    record Nothing() implements Answer {}

    /** It did not work. */
    record Failed(Failure why) implements Answer {}
  }

  /** When to ask after a look; empty if the timetable never has it asked. */
  Optional<Instant> after(Answer answer, Instant now, Timetable timetable) {
    Optional<Instant> due = timetable.next(now);
    return switch (answer) {
      case Answer.OneOfSeveral _ -> {
        rest = FIRST;
        yield due.map(_ -> now);
      }
      case Answer.NotAll _ -> soonest(due, soon(now));
      case Answer.All _ -> inTime(due);
      case Answer.Nothing _ -> expected(now, due, timetable);
      case Answer.Failed(Failure why) when passes(why) ->
          soonest(due, why.retryAfter().map(now::plus).orElseGet(() -> soon(now)));
      case Answer.Failed _ -> inTime(due);
    };
  }

  private Optional<Instant> inTime(Optional<Instant> due) {
    rest = FIRST;
    return due;
  }

  /** The next deadline comes before the next look: what is expected by it is expected of now. */
  private Optional<Instant> expected(Instant now, Optional<Instant> due, Timetable timetable) {
    Optional<Instant> deadline =
        timetable
            .expectedBy()
            .flatMap(it -> it.next(now))
            .filter(it -> due.filter(it::isBefore).isPresent());
    return deadline.isPresent() ? soonest(deadline, soon(now)) : inTime(due);
  }

  private Instant soon(Instant now) {
    Instant soon = now.plus(rest);
    rest = rest.compareTo(LONGEST) < 0 ? rest.multipliedBy(2) : rest;
    return soon;
  }

  private static Optional<Instant> soonest(Optional<Instant> due, Instant soon) {
    return due.map(at -> at.isBefore(soon) ? at : soon);
  }

  /** What is no table yet may become one in the next minute. */
  private static boolean passes(Failure failure) {
    return switch (failure.kind()) {
      case TRANSIENT, THROTTLED, CONTENT -> true;
      case CONFIGURATION, CREDENTIAL, UNKNOWN, DEFECT -> false;
    };
  }
}
