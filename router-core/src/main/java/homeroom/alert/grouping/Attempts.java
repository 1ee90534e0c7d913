package homeroom.alert.grouping;

import homeroom.api.Failure;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/** How often a message is tried, and what is said when that does not help. */
final class Attempts {

  /** How long a message is tried before it is given up. */
  static final Duration PATIENCE = Duration.ofHours(24);

  /** A restart of the receiver is nothing to bother a person with. */
  static final int NOT_WORTH_A_WORD = 3;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final IntervalFunction BACKOFF =
      IntervalFunction.ofExponentialBackoff(FIRST_PAUSE, 2.0, LONGEST_PAUSE);

  private Attempts() {}

  /**
   * How long to wait after an attempt; as long as the receiver asked for, if that is longer.
   *
   * @param attempts so far, at least 1
   */
  static Duration pause(int attempts, Failure why) {
    Duration ours = Duration.ofMillis(BACKOFF.apply(attempts));
    return why.retryAfter().filter(theirs -> theirs.compareTo(ours) > 0).orElse(ours);
  }

  static Failure trouble(Alert alert) {
    Failure why = alert.failure().orElseThrow();
    String what =
        alert.status() == Alert.Status.GIVEN_UP
            ? " was given up after "
            : " did not get out so far in ";
    return Failure.of(
        why.kind(),
        why.code(),
        "A message of the alert "
            + alert.name()
            + what
            + alert.attempts()
            + (alert.attempts() == 1 ? " try: " : " tries: ")
            + why.message(),
        why.remedy() + " See: homeroom alerts");
  }
}
