package homeroom.broker;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A moment at which a broker wrote nothing: all its files, held open, and how long each segment was
 * then. Of what was acknowledged before the look began, nothing is missing.
 *
 * @param at when it was
 * @param nanos a time of {@link System#nanoTime} before it
 */
record StillMoment(LogFiles files, long[] sizes, Instant at, long nanos) implements AutoCloseable {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  /** The sizes, and a time before they were all so. */
  private record Sizes(long[] sizes, long nanos) {}

  /**
   * Looks for one.
   *
   * @param logs Kafka's own folder
   * @param patience how long to look; at least once
   * @return empty if there was none
   */
  static Optional<StillMoment> find(Path logs, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    try {
      do {
        Optional<StillMoment> found = attempt(logs, end);
        if (found.isPresent()) {
          return found;
        }
        Thread.sleep(LOOK_AGAIN);
      } while (System.nanoTime() < end);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private static Optional<StillMoment> attempt(Path logs, long end) throws IOException {
    LogFiles files;
    try {
      Optional<LogFiles> opened = LogFiles.open(logs);
      if (opened.isEmpty()) {
        return Optional.empty();
      }
      files = opened.get();
    } catch (NoSuchFileException replaced) {
      if (logs.toString().equals(replaced.getFile())) {
        throw replaced;
      }
      return Optional.empty();
    }
    try {
      Optional<Sizes> sizes = still(files, end);
      Instant at = Instant.now();
      if (sizes.isPresent() && files.stillAll()) {
        return Optional.of(new StillMoment(files, sizes.get().sizes(), at, sizes.get().nanos()));
      }
    } catch (NoSuchFileException replaced) {
      // Seen in the list and gone at the next look: another round.
    } catch (IOException | RuntimeException failed) {
      files.close();
      throw failed;
    }
    files.close();
    return Optional.empty();
  }

  private static Optional<Sizes> still(LogFiles files, long end) throws IOException {
    long nanos = System.nanoTime();
    long[] before = files.sizes();
    while (System.nanoTime() < end) {
      long[] now = files.sizes();
      if (Arrays.equals(before, now)) {
        return Optional.of(new Sizes(now, nanos));
      }
      nanos = System.nanoTime();
      before = now;
    }
    return Optional.empty();
  }

  /** How long a segment was. */
  long size(int segment) {
    return sizes[segment];
  }

  /** Whether a segment is the one to which its partition writes. */
  boolean isLast(int segment) {
    List<LogFiles.Segment> all = files.segments();
    return segment + 1 == all.size()
        || !all.get(segment + 1).folder().equals(all.get(segment).folder());
  }

  @Override
  public void close() {
    files.close();
  }
}
