package homeroom.app.chaos;

import homeroom.app.demo.DemoFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;

/** Waiting for something in another process. */
final class Patience {

  /** On a busy machine a hub alone takes minutes to start, and it is killed again and again. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private Patience() {}

  /** Something that can be looked at; what cannot be asked yet does not hold yet. */
  interface Condition {
    boolean holds() throws IOException, DemoFailure;
  }

  /**
   * @throws DemoFailure if it does not come true
   */
  static void until(String what, Condition condition) throws DemoFailure {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() > end) {
        throw new DemoFailure(
            "waited " + LONGEST.toMinutes() + " minutes until " + what, "see the logs");
      }
      pause(LOOK_AGAIN);
    }
  }

  /** Something that becomes less until nothing is left of it. */
  interface Remainder {
    long left() throws IOException, DemoFailure;
  }

  /**
   * Waits until nothing is left, looked at so many times one after the other, for as long as it
   * becomes less.
   *
   * @throws NotSettled if it does not any more
   * @throws DemoFailure if it could not be looked at
   */
  static void untilNothing(String what, int looks, Remainder remainder)
      throws DemoFailure, NotSettled {
    long begin = System.nanoTime();
    Settling settling = Settling.begin();
    int quiet = 0;
    while (quiet < looks) {
      Duration waited = Duration.ofNanos(System.nanoTime() - begin);
      OptionalLong left = left(remainder);
      if (left.isPresent()) {
        settling = settling.seen(left.getAsLong(), waited);
      }
      if (settling.isStuck(waited)) {
        throw new NotSettled(
            left.isPresent()
                ? "%d %s, not less than %d for %d s"
                    .formatted(
                        left.getAsLong(),
                        what,
                        settling.least(),
                        waited.minus(settling.since()).toSeconds())
                : "the hub did not say how many " + what);
      }
      quiet = left.equals(OptionalLong.of(0)) ? quiet + 1 : 0;
      pause(LOOK_AGAIN);
    }
  }

  private static OptionalLong left(Remainder remainder) throws DemoFailure {
    try {
      return OptionalLong.of(remainder.left());
    } catch (IOException notThere) {
      return OptionalLong.empty();
    }
  }

  private static boolean holds(Condition condition) throws DemoFailure {
    try {
      return condition.holds();
    } catch (IOException notThere) {
      return false;
    }
  }

  static void pause(Duration time) throws DemoFailure {
    try {
      Thread.sleep(time);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("the run was interrupted", "start it again", interrupted);
    }
  }
}
