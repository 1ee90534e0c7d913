package homeroom.broker;

import homeroom.broker.BrokerFailure.Code;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Brings one partition back to the offset at which it ended.
 *
 * @param end the offset behind its last message
 * @param compacted whether messages of it were removed because newer ones have their keys
 */
record PartitionRollback(Path folder, long end, boolean compacted) {

  private static final String LOG = ".log";
  private static final String SWAPPED_IN = LOG + ".swap";
  private static final String BEING_CLEANED = LOG + ".cleaned";
  private static final Pattern OFFSET = Pattern.compile("\\d{20}");
  private static final Set<String> KEPT = Set.of("partition.metadata", "leader-epoch-checkpoint");

  /**
   * The segments that count, by their first offset, and what is still to be done for that: Kafka
   * replaces segments that were compacted in several steps, and may have been stopped in between.
   */
  private record Segments(TreeMap<Long, Path> files, List<Path> replaced, List<Path> renamed) {}

  static BrokerFailure notReached(String partition, String why) {
    return new BrokerFailure(
        Code.CHECKPOINT_NOT_REACHED,
        "The log of " + partition + " " + why + ", although it was forced to the disk.",
        "The disk does not keep what it says it keeps. Restore the last backup, on another disk.");
  }

  /**
   * @throws BrokerFailure if it does not reach its end
   */
  void check() throws IOException, BrokerFailure {
    place(segments());
  }

  void apply() throws IOException, BrokerFailure {
    Segments segments = segments();
    OptionalLong place = place(segments);
    finishSwap(segments);
    Set<Path> kept = new HashSet<>();
    segments.files().headMap(end, false).values().forEach(it -> kept.add(current(it)));
    if (place.isPresent()) {
      cut(current(segments.files().lowerEntry(end).getValue()), place.getAsLong());
    } else {
      makeEmpty(named(end));
      kept.add(named(end));
    }
    removeAllBut(kept);
    Disk.force(folder);
  }

  /**
   * How long the segment is that holds the partition's end.
   *
   * @return empty if nothing that came right before the end is left: it was old enough to be
   *     deleted or compacted away since
   */
  private OptionalLong place(Segments segments) throws IOException, BrokerFailure {
    TreeMap<Long, Path> files = segments.files();
    if (files.isEmpty()) {
      throw notReached(name(), "has no segment");
    }
    Map.Entry<Long, Path> last = files.lowerEntry(end);
    if (last == null) {
      return OptionalLong.empty();
    }
    try (FileChannel file = FileChannel.open(last.getValue())) {
      long size = file.size();
      BatchWalk walk = new BatchWalk(0, last.getKey()).on(file, size, end);
      if (walk.next() == end) {
        return OptionalLong.of(walk.bytes());
      }
      boolean gap =
          compacted && walk.next() < end && walk.bytes() == size && files.ceilingKey(end) != null;
      if (!gap) {
        throw notReached(name(), "ends before the checkpoint");
      }
      return OptionalLong.empty();
    }
  }

  private Segments segments() throws IOException {
    TreeMap<Long, Path> files = found(LOG);
    TreeMap<Long, Path> swapped = found(SWAPPED_IN);
    TreeMap<Long, Path> cleaned = found(BEING_CLEANED);
    if (!cleaned.isEmpty()) {
      // What is still being written is not whole yet, and what belongs to it does not count.
      swapped.tailMap(cleaned.firstKey(), true).clear();
    }
    List<Path> replaced = new ArrayList<>();
    for (Map.Entry<Long, Path> swap : swapped.entrySet()) {
      long base = swap.getKey();
      Map<Long, Path> originals =
          files.subMap(base, Math.max(next(swap.getValue(), base), base + 1));
      replaced.addAll(originals.values());
      originals.clear();
      files.put(base, swap.getValue());
    }
    return new Segments(files, replaced, List.copyOf(swapped.values()));
  }

  private static long next(Path segment, long base) throws IOException {
    try (FileChannel file = FileChannel.open(segment)) {
      return BatchWalk.over(file, base, file.size()).next();
    }
  }

  private TreeMap<Long, Path> found(String suffix) throws IOException {
    TreeMap<Long, Path> found = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + suffix)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        String base = name.substring(0, name.length() - suffix.length());
        if (OFFSET.matcher(base).matches()) {
          found.put(Long.valueOf(base), file);
        }
      }
    }
    return found;
  }

  private void finishSwap(Segments segments) throws IOException {
    for (Path original : segments.replaced()) {
      Files.delete(original);
    }
    for (Path swapped : segments.renamed()) {
      Files.move(swapped, current(swapped), StandardCopyOption.ATOMIC_MOVE);
    }
    Disk.force(folder);
  }

  /** What a segment is called once the swap is done. */
  private static Path current(Path segment) {
    String name = segment.getFileName().toString();
    return segment.resolveSibling(name.substring(0, name.indexOf('.')) + LOG);
  }

  private Path named(long base) {
    return folder.resolve(String.format("%020d", base) + LOG);
  }

  private String name() {
    return folder.getFileName().toString();
  }

  /** Kafka goes on at the first offset of the last segment, if there is nothing in it. */
  private void makeEmpty(Path segment) throws IOException {
    Files.write(segment, new byte[0]);
    Disk.force(segment);
    Disk.force(folder);
  }

  private static void cut(Path segment, long bytes) throws IOException {
    try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
      file.truncate(bytes);
      file.force(true);
    }
  }

  private void removeAllBut(Set<Path> segments) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!segments.contains(file) && !KEPT.contains(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
  }
}
