package homeroom.replay;

import homeroom.replay.ReplayOrder.Doubt;
import homeroom.replay.ReplayOrder.Reach;
import homeroom.replay.ReplayRefused.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether a replay can be done as it was asked for. */
record ReplayCheck(Set<String> consumers) {

  static final int MOST_PER_SECOND = 10_000;

  /**
   * @param oldest from when on movements are kept
   */
  void check(ReplayOrder order, Optional<Instant> oldest) throws ReplayRefused {
    if (!consumers.contains(order.system())) {
      throw new ReplayRefused(
          Kind.UNKNOWN,
          "SYSTEM_UNKNOWN",
          "No consumer of the configuration has the name that was given.",
          "Name one of: " + String.join(", ", new TreeSet<>(consumers)) + ".");
    }
    if (order.perSecond() < 1 || order.perSecond() > MOST_PER_SECOND) {
      throw new ReplayRefused(
          Kind.INVALID,
          "REPLAY_RATE_INVALID",
          "The rate is no number from 1 to " + MOST_PER_SECOND + " records in a second.",
          "Give another one with --per-second.");
    }
    if (order.reach() instanceof Reach.These(var records) && records.isEmpty()) {
      throw new ReplayRefused(
          Kind.INVALID,
          "REPLAY_NOTHING_NAMED",
          "The replay is one of records by name, and names none.",
          "Name some, or replay a window: homeroom replay.");
    }
    if (order.reach() instanceof Reach.Window window) {
      checkWindow(order, window, oldest);
    }
  }

  private static void checkWindow(ReplayOrder order, Reach.Window window, Optional<Instant> oldest)
      throws ReplayRefused {
    if (!window.from().isBefore(window.until())) {
      throw new ReplayRefused(
          Kind.INVALID,
          "REPLAY_WINDOW_EMPTY",
          "The window ends before it begins.",
          "Give a time with --until that is later than that of --from.");
    }
    if (order.doubt() instanceof Doubt.RestoredTo(var time) && time.isBefore(window.from())) {
      throw new ReplayRefused(
          Kind.INVALID,
          "REPLAY_WINDOW_LATE",
          "The window begins after the time to which the system was restored.",
          "Leave --from out, or give " + time + " or an earlier time.");
    }
    if (oldest.isEmpty() || window.from().isBefore(oldest.get())) {
      throw new ReplayRefused(
          Kind.CONFLICT,
          "REPLAY_WINDOW_TOO_OLD",
          "The window begins at "
              + window.from()
              + ", and "
              + oldest
                  .map(time -> "the oldest record of what moved is of " + time)
                  .orElse("nothing moved yet")
              + ".",
          oldest.map(time -> "It can run from then on: --from " + upwards(time) + ". ").orElse("")
              + "What is older is compared with the golden records by: homeroom resync "
              + order.system()
              + (order.doubt() instanceof Doubt.None ? "." : " --rebuilt."));
    }
  }

  /** The next whole second, which people can write. */
  private static Instant upwards(Instant time) {
    Instant whole = time.truncatedTo(ChronoUnit.SECONDS);
    return whole.equals(time) ? time : whole.plusSeconds(1);
  }
}
