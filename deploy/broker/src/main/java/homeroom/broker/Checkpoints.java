package homeroom.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes checkpoints of a running broker: finds a moment without a write, forces what changed since
 * the last checkpoint to the disk, and then writes down where each partition ended at that moment.
 * Remembers what it has seen, so that the next one costs little. For one thread.
 *
 * <p>The partition of the controllers is left out: Kafka forces it with every write, and what is
 * newer in it does no harm.
 */
public final class Checkpoints {

  static final String CONTROLLERS = "__cluster_metadata-0";

  private final Path logs;
  private final Path file;
  private Map<String, LogFiles.Seen> names = Map.of();
  private final Map<String, Seen> seen = new HashMap<>();
  private Map<String, Long> ends = Map.of();
  private Instant at = Instant.MIN;

  /** How far a segment was forced, and how far its batches were looked through. */
  private record Seen(LogFiles.Seen file, long forced, BatchWalk walk) {}

  /**
   * What is safe now.
   *
   * @param at the moment of the checkpoint
   * @param nanos a time of {@link System#nanoTime}: all that was acknowledged before is safe
   * @param forced how many files were forced for it; 0 if nothing had changed
   */
  public record Taken(Instant at, long nanos, int forced) {}

  /**
   * @param folder the broker's folder
   * @param file where the last checkpoint stands
   */
  public Checkpoints(Path folder, Path file) {
    logs = folder.toAbsolutePath().normalize().resolve("logs");
    this.file = file;
  }

  /**
   * Takes one.
   *
   * @param patience how long to look for a moment without a write
   * @return empty if there was none; the last checkpoint stands
   * @throws NotForced if something could not be forced to the disk; then none may be taken any more
   */
  public Optional<Taken> take(Duration patience) throws IOException {
    Optional<StillMoment> found = StillMoment.find(logs, patience);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (StillMoment moment = found.get()) {
      int forced = force(moment);
      Map<String, Long> now = ends(moment);
      boolean first = at.equals(Instant.MIN);
      if (first || forced > 0 || !now.equals(ends)) {
        new Checkpoint(moment.at(), now).write(file);
        ends = now;
        at = moment.at();
      }
      return Optional.of(new Taken(at, moment.nanos(), forced));
    }
  }

  private int force(StillMoment moment) throws IOException {
    Map<String, LogFiles.Seen> now = moment.files().names();
    forceFolders(now);
    Map<String, Seen> still = new HashMap<>();
    int forced = 0;
    List<LogFiles.Segment> segments = moment.files().segments();
    for (int i = 0; i < segments.size(); i++) {
      LogFiles.Segment segment = segments.get(i);
      if (segment.folder().equals(CONTROLLERS)) {
        continue;
      }
      Seen before = seen(segment, now.getOrDefault(segment.path(), LogFiles.Seen.NOTHING));
      if (before.forced() != moment.size(i)) {
        Disk.force(segment.file());
        forced++;
      }
      still.put(segment.path(), new Seen(before.file(), moment.size(i), before.walk()));
    }
    seen.clear();
    seen.putAll(still);
    names = now;
    return forced;
  }

  /** What was known of this very file; nothing if another has its name now. */
  private Seen seen(LogFiles.Segment segment, LogFiles.Seen file) {
    Seen before = seen.get(segment.path());
    return before != null && before.file().equals(file)
        ? before
        : new Seen(file, -1, new BatchWalk(0, segment.base()));
  }

  private void forceFolders(Map<String, LogFiles.Seen> now) throws IOException {
    Set<String> changed = new HashSet<>();
    for (Map.Entry<String, LogFiles.Seen> entry : now.entrySet()) {
      int slash = entry.getKey().indexOf('/');
      if (slash > 0 && !entry.getValue().equals(names.get(entry.getKey()))) {
        changed.add(entry.getKey().substring(0, slash));
      }
    }
    changed.remove(CONTROLLERS);
    for (String folder : changed) {
      Disk.force(logs.resolve(folder));
    }
    if (!changed.isEmpty()) {
      Disk.force(logs);
      Disk.force(logs.getParent());
    }
  }

  private Map<String, Long> ends(StillMoment moment) throws IOException {
    Map<String, Long> found = new TreeMap<>();
    List<LogFiles.Segment> segments = moment.files().segments();
    for (int i = 0; i < segments.size(); i++) {
      LogFiles.Segment segment = segments.get(i);
      Seen known = seen.get(segment.path());
      if (known != null && moment.isLast(i)) {
        // The broker cuts off what it finds damaged.
        BatchWalk before =
            moment.size(i) < known.walk().bytes() ? new BatchWalk(0, segment.base()) : known.walk();
        BatchWalk walk = before.on(segment.file(), moment.size(i), Long.MAX_VALUE);
        seen.put(segment.path(), new Seen(known.file(), known.forced(), walk));
        found.put(segment.folder(), walk.next());
      }
    }
    return found;
  }
}
