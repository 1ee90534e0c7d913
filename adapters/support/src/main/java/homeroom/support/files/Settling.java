package homeroom.support.files;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells a file that is complete from one that grows: it was listed the same for some time. Compares
 * looks with each other and never the place's clock with ours. Times are those of {@link
 * System#nanoTime}. Not thread-safe.
 */
final class Settling {

  private final long settle;
  private Map<Listed, Long> since = Map.of();

  Settling(Duration settle) {
    this.settle = settle.toNanos();
  }

  /** Remembers since when each file has been as it is; what is not listed any more is forgotten. */
  void saw(List<Listed> files, long now) {
    Map<Listed, Long> next = new HashMap<>();
    files.forEach(file -> next.put(file, since.getOrDefault(file, now)));
    since = next;
  }

  boolean isSettled(Listed file, long now) {
    return rest(file, now) <= 0;
  }

  /** How long until all of these are settled, if none changes. */
  Duration rest(Collection<Listed> files, long now) {
    return Duration.ofNanos(
        Math.max(0, files.stream().mapToLong(f -> rest(f, now)).max().orElse(0)));
  }

  private long rest(Listed file, long now) {
    return settle - (now - since.getOrDefault(file, now));
  }
}
