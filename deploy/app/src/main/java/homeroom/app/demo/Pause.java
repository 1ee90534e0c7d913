package homeroom.app.demo;

import java.time.Duration;

/** Waiting between two looks at another process. */
final class Pause {

  private Pause() {}

  static void of(Duration time) throws DemoFailure {
    try {
      Thread.sleep(time);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("the demo was interrupted", "start it again", interrupted);
    }
  }
}
