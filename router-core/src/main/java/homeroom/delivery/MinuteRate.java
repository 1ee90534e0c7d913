package homeroom.delivery;

import java.time.InstantSource;

/** How often something happened in the last minute. Not thread-safe. */
final class MinuteRate {

  private static final int SECONDS = 60;

  private final InstantSource clock;
  private final long[] counts = new long[SECONDS];
  private final long[] seconds = new long[SECONDS];

  MinuteRate(InstantSource clock) {
    this.clock = clock;
  }

  void count(long times) {
    long now = clock.instant().getEpochSecond();
    int slot = (int) (now % SECONDS);
    if (seconds[slot] != now) {
      seconds[slot] = now;
      counts[slot] = 0;
    }
    counts[slot] += times;
  }

  double perSecond() {
    long now = clock.instant().getEpochSecond();
    long sum = 0;
    for (int slot = 0; slot < SECONDS; slot++) {
      if (now - seconds[slot] < SECONDS) {
        sum += counts[slot];
      }
    }
    return sum / (double) SECONDS;
  }
}
