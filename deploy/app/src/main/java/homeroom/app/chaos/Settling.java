package homeroom.app.chaos;

import java.time.Duration;

/**
 * How what is on its way becomes less. A machine that is busy with other things makes it slow, not
 * wrong; so there is no limit while it still goes down.
 *
 * @param least what was left at the lowest
 * @param since for how long the run has waited when it was first so low
 */
record Settling(long least, Duration since) {

  /** Longer than any wait between two tries, and than a broker waits for a hub that was killed. */
  static final Duration STUCK_AFTER = Duration.ofMinutes(4);

  static Settling begin() {
    return new Settling(Long.MAX_VALUE, Duration.ZERO);
  }

  /**
   * @param left how much is on its way
   * @param waited how long the run has waited by now
   */
  Settling seen(long left, Duration waited) {
    return left < least ? new Settling(left, waited) : this;
  }

  boolean isStuck(Duration waited) {
    return waited.minus(since).compareTo(STUCK_AFTER) > 0;
  }
}
