package homeroom.support.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Time that passes only in pauses, in which something may happen. */
final class FakeWaiting implements Waiting {

  /** What happens in a pause. */
  interface Event {
    void happen() throws IOException;
  }

  private long now = 1_000;
  private int pauses;
  private Event event = () -> {};

  /** From now on this happens in each pause. */
  void onPause(Event next) {
    event = next;
  }

  int pauses() {
    return pauses;
  }

  void pass(Duration time) {
    now += time.toNanos();
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void pause(Duration rest) {
    pauses++;
    try {
      event.happen();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pass(rest);
  }
}
