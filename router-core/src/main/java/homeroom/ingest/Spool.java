package homeroom.ingest;

import homeroom.files.Disk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps on the disk what came in from outside and was acknowledged, until the embedded broker has
 * it safe as well, so that a loss of power does not take it. What is kept together is forced once.
 * A file holds some seconds, and goes when the newest in it is safe. Only the hub's user can read
 * it. Thread-safe.
 */
public final class Spool {

  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
  private static final Duration ONE_FILE = Duration.ofSeconds(5);
  private static final String SUFFIX = ".spool";

  /** Of a file that nobody takes in any more. */
  private static final String ASIDE = ".damaged";

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path folder;
  private final LongSupplier safe;
  private final List<Path> left;
  private final Set<Path> damaged = new HashSet<>();
  private final Deque<Segment> segments = new ArrayDeque<>();
  private @Nullable FileChannel open;
  private int number;

  /** A file of this run. */
  private static final class Segment {
    private final Path file;
    private final Instant begun;
    private long newest = System.nanoTime();

    private Segment(Path file, Instant begun) {
      this.file = file;
      this.begun = begun;
    }
  }

  /**
   * An event as it was written to the log.
   *
   * @param at when it was kept
   */
  public record Event(byte[] key, byte[] value, Instant at) {}

  /**
   * @param safe a time of {@link System#nanoTime}: what was acknowledged before it is safe
   * @throws SpoolFailure if the folder cannot be used
   */
  public Spool(Path folder, LongSupplier safe) {
    this.folder = folder;
    this.safe = safe;
    try {
      Files.createDirectories(folder, ownerOnly("rwx------"));
      try (Stream<Path> files = Files.list(folder)) {
        left =
            new ArrayList<>(
                files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList());
      }
    } catch (IOException unusable) {
      throw SpoolFailure.unreadable(folder, unusable);
    }
  }

  /** Whether something lies in a folder that is not taken in yet. */
  public static boolean holdsSomething(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(SUFFIX));
    } catch (IOException notAFolder) {
      return false;
    }
  }

  /**
   * Returns once these are on the disk.
   *
   * @throws SpoolFailure if they are not
   */
  public synchronized void keep(List<Event> events, Instant now) {
    if (events.isEmpty()) {
      return;
    }
    try {
      FileChannel to = open(now);
      SpoolFile.write(to, events);
      to.force(false);
      segments.getLast().newest = System.nanoTime();
    } catch (IOException broken) {
      letGo();
      throw SpoolFailure.notWritten(folder, broken);
    }
  }

  /** Removes what is safe. */
  public synchronized void tidy() {
    long until = safe.getAsLong();
    while (!segments.isEmpty() && segments.getFirst().newest - until < 0) {
      if (segments.size() == 1) {
        letGo();
      }
      remove(segments.removeFirst().file);
    }
  }

  /**
   * What a hub that ran before left, in the order in which it was kept.
   *
   * @throws SpoolFailure if a file cannot be read
   */
  public synchronized List<Event> left() {
    List<Event> events = new ArrayList<>();
    for (Path file : left) {
      try {
        SpoolFile.Content content = SpoolFile.read(file);
        events.addAll(content.events());
        if (content.damaged()) {
          damaged.add(file);
        }
      } catch (NoSuchFileException takenAway) {
        LOG.warn("what was left in the spool was taken away file={}", file);
      } catch (IOException unreadable) {
        throw SpoolFailure.unreadable(file, unreadable);
      }
    }
    return events;
  }

  /** What was left is in the log. A file of which not all could be read is kept aside. */
  public synchronized void removeLeft() {
    for (Path file : left) {
      if (damaged.contains(file)) {
        setAside(file);
      } else {
        remove(file);
      }
    }
    left.clear();
    damaged.clear();
  }

  private static void setAside(Path file) {
    Path aside = file.resolveSibling(file.getFileName() + ASIDE);
    LOG.error(
        "a part of what was acknowledged cannot be read any more; look at what the system has for"
            + " that time, and have it said again code=SPOOL_DAMAGED file={}",
        aside);
    try {
      Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException stays) {
      // The next hub says it again.
      LOG.warn("file could not be renamed file={}", file, stays);
    }
  }

  public synchronized void close() {
    letGo();
  }

  private FileChannel open(Instant now) throws IOException {
    if (open != null && segments.getLast().begun.plus(ONE_FILE).isBefore(now)) {
      letGo();
    }
    FileChannel channel = open;
    if (channel == null) {
      Path file =
          folder.resolve(String.format("%019d-%06d%s", now.toEpochMilli(), number++, SUFFIX));
      channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              ownerOnly("rw-------"));
      open = channel;
      segments.addLast(new Segment(file, now));
      Disk.force(folder);
    }
    return channel;
  }

  private void letGo() {
    if (open != null) {
      try {
        open.close();
      } catch (IOException forcedAlready) {
        // What was kept was forced before.
      }
      open = null;
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException later) {
      // The next hub finds that it is in the log, and removes it.
    }
  }

  private static FileAttribute<?>[] ownerOnly(String rights) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }
}
