package homeroom.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files that a broker's data is made of, held open: segments, which only grow and are replaced
 * under other names or by other files, and small ones, which are replaced as a whole. Indexes,
 * checkpoints of flushing and the like are left out: the broker makes them again from the segments.
 */
final class LogFiles implements AutoCloseable {

  private static final Pattern SEGMENT = Pattern.compile("\\d{20}\\.log");
  private static final Pattern SNAPSHOT = Pattern.compile("\\d{20}-\\d{10}\\.checkpoint");
  private static final Set<String> SMALL =
      Set.of("partition.metadata", "leader-epoch-checkpoint", "quorum-state");
  private static final Set<String> OF_THE_NODE = Set.of("meta.properties", "bootstrap.checkpoint");

  /** Partitions that are being deleted. */
  private static final Pattern GOING = Pattern.compile(".+-(delete|stray|future)");

  private static final String BEING_SWAPPED = ".swap";

  /** One segment, open. */
  record Segment(String folder, String name, FileChannel file) {
    String path() {
      return folder + "/" + name;
    }

    long base() {
      return Long.parseLong(name.substring(0, name.indexOf('.')));
    }
  }

  /** What tells a file from another that took its name. */
  record Seen(Object file, long changed) {

    static final Seen NOTHING = new Seen("", -1);
  }

  private final Path logs;
  private final TreeMap<String, Seen> seen;
  private final List<Segment> segments = new ArrayList<>();
  private final TreeMap<String, byte[]> small = new TreeMap<>();

  private LogFiles(Path logs, TreeMap<String, Seen> seen) {
    this.logs = logs;
    this.seen = seen;
  }

  /**
   * Opens all files.
   *
   * @return empty if files are being replaced at this moment
   * @throws java.nio.file.NoSuchFileException if one went while it was opened
   */
  static Optional<LogFiles> open(Path logs) throws IOException {
    Optional<TreeMap<String, Seen>> listed = list(logs);
    if (listed.isEmpty()) {
      return Optional.empty();
    }
    LogFiles files = new LogFiles(logs, listed.get());
    try {
      for (String name : files.seen.keySet()) {
        files.open(name);
      }
      return Optional.of(files);
    } catch (IOException | RuntimeException failed) {
      files.close();
      throw failed;
    }
  }

  private void open(String name) throws IOException {
    int slash = name.indexOf('/');
    String own = name.substring(slash + 1);
    if (SEGMENT.matcher(own).matches()) {
      segments.add(
          new Segment(name.substring(0, slash), own, FileChannel.open(logs.resolve(name))));
    } else {
      small.put(name, Files.readAllBytes(logs.resolve(name)));
    }
  }

  /** By folder, then by offset. */
  List<Segment> segments() {
    return List.copyOf(segments);
  }

  /** The small files' contents, by name. */
  TreeMap<String, byte[]> small() {
    return small;
  }

  /** All files by name, so that another look tells which of them were replaced. */
  Map<String, Seen> names() {
    return Collections.unmodifiableMap(seen);
  }

  /** How long each segment is now. */
  long[] sizes() throws IOException {
    long[] sizes = new long[segments.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = segments.get(i).file().size();
    }
    return sizes;
  }

  /** Whether these are still all files, and none was replaced. */
  boolean stillAll() throws IOException {
    return list(logs).filter(seen::equals).isPresent();
  }

  private static Optional<TreeMap<String, Seen>> list(Path logs) throws IOException {
    TreeMap<String, Seen> found = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(logs)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (OF_THE_NODE.contains(name)) {
          found.put(name, seen(entry, false));
        } else if (Files.isDirectory(entry)
            && !GOING.matcher(name).matches()
            && !listed(entry, name + "/", found)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(found);
  }

  private static boolean listed(Path folder, String prefix, TreeMap<String, Seen> found)
      throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.endsWith(BEING_SWAPPED)) {
          return false;
        }
        boolean segment = SEGMENT.matcher(name).matches();
        if (segment || SMALL.contains(name) || SNAPSHOT.matcher(name).matches()) {
          found.put(prefix + name, seen(file, segment));
        }
      }
    }
    return true;
  }

  private static Seen seen(Path file, boolean grows) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new Seen(
        Objects.requireNonNullElse(attributes.fileKey(), ""),
        grows ? 0 : attributes.lastModifiedTime().toMillis());
  }

  @Override
  public void close() {
    for (Segment segment : segments) {
      try {
        segment.file().close();
      } catch (IOException _) {
        // It was only read.
      }
    }
  }
}
