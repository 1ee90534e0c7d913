package homeroom.app.chaos;

import homeroom.app.demo.DemoFailure;
import java.io.IOException;
import java.time.Duration;

/** Waiting for something in another process. */
final class Patience {

  private static final Duration LONGEST = Duration.ofMinutes(4);
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
