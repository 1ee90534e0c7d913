package homeroom.stream;

import java.time.Duration;

/**
 * When decisions are made visible before the commit interval is over: while the router keeps up
 * with its inputs. Then a commit holds little and costs little, and whoever made a change sees it
 * soon. A router that is behind gains nothing by that; it commits at its interval only, and so has
 * more time to catch up.
 */
final class Promptness {

  /** How often is looked. */
  static final Duration LOOK = Duration.ofMillis(20);

  /** An input that waited for longer than this says that the router is behind. */
  private static final long KEEPS_UP_MS = 150;

  private boolean anything;
  private boolean behind;

  /**
   * An input was decided.
   *
   * @param stampedAt when the broker took it, in milliseconds
   * @param now the time of this machine; where the clocks differ by much, nothing is prompt
   */
  void took(long stampedAt, long now) {
    anything = true;
    behind |= now - stampedAt > KEEPS_UP_MS;
  }

  /** Whether what was decided since the last look shall be committed. */
  boolean look() {
    boolean due = anything && !behind;
    anything = false;
    behind = false;
    return due;
  }
}
