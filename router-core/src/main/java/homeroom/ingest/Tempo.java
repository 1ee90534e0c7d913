package homeroom.ingest;

import java.time.Duration;

/**
 * How far a batch may run ahead of the router: by what the router does in half a second. It then
 * never waits for the batch, and what others say meanwhile waits behind half a second of it and not
 * behind all. Times are those of {@link System#nanoTime}. Not thread-safe.
 */
final class Tempo {

  private static final Duration AHEAD = Duration.ofMillis(500);

  /** So much is let through in any case, or a router that begins would look slow for ever. */
  private static final long LEAST = 500;

  private static final Duration STALLED = Duration.ofSeconds(5);

  /** How much the newest measurement counts. */
  private static final double FRESH = 0.3;

  private long measuredAt;
  private long measured;
  private double perSecond;
  private boolean begun;

  /**
   * Whether more may be written.
   *
   * @param written how many messages were
   * @param done how many of them the router has done
   * @param now the time
   */
  boolean mayGoOn(long written, long done, long now) {
    measure(written, done, now);
    long behind = written - done;
    return behind <= Math.max(LEAST, perSecond * AHEAD.toNanos() / 1e9) || isStalled(now);
  }

  private void measure(long written, long done, long now) {
    if (begun && done > measured) {
      double fresh = (done - measured) * 1e9 / Math.max(1, now - measuredAt);
      perSecond = perSecond == 0 ? fresh : FRESH * fresh + (1 - FRESH) * perSecond;
    }
    if (!begun || done > measured || written == done) {
      begun = true;
      measured = done;
      measuredAt = now;
    }
  }

  /** The log holds what comes while the router is away; nobody has to wait for it. */
  private boolean isStalled(long now) {
    return now - measuredAt > STALLED.toNanos();
  }
}
