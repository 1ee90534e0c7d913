package homeroom.adapters.csv;

import homeroom.api.AdapterFailure;
import homeroom.api.RawStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What lies at the configured path. Remembers the content id of a file as long as its size and time
 * stay the same, so that a folder of many files is not copied at every look. Not thread-safe.
 */
final class Found {

  /**
   * A file, and the copy of its bytes.
   *
   * @param changed when the file was changed last
   */
  record Export(String name, RawStore.Kept kept, Instant changed) {}

  private record Stamp(long size, FileTime time) {
    static Stamp of(Path file) throws IOException {
      return new Stamp(Files.size(file), Files.getLastModifiedTime(file));
    }
  }

  private record Seen(Stamp stamp, RawStore.Kept kept) {
    Export export(Path file) {
      return new Export(file.getFileName().toString(), kept, stamp.time.toInstant());
    }
  }

  private final Path path;
  private final FileNames names;
  private final RawStore raw;
  private final Map<Path, Seen> seen = new HashMap<>();

  /**
   * @param names of the files that are read if the path is a folder
   */
  Found(Path path, FileNames names, RawStore raw) {
    this.path = path;
    this.names = names;
    this.raw = raw;
  }

  /** The files there are, in the order of their names. */
  List<Export> exports() throws IOException, AdapterFailure {
    List<Export> exports = new ArrayList<>();
    for (Path file : files()) {
      exports.add(keep(file));
    }
    return exports;
  }

  private List<Path> files() throws IOException, AdapterFailure {
    if (!Files.isDirectory(path)) {
      return Files.exists(path) ? List.of(path) : List.of();
    }
    Predicate<Path> wanted = names.wanted();
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(wanted)
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(file -> file.getFileName().toString()))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** Keeps a file, unless it was kept as it is. */
  private Export keep(Path file) throws IOException, AdapterFailure {
    Stamp stamp = Stamp.of(file);
    Seen before = seen.get(file);
    if (before != null && before.stamp.equals(stamp) && Files.exists(before.kept.file())) {
      return before.export(file);
    }
    RawStore.Kept kept = copy(file);
    if (!stamp.equals(Stamp.of(file))) {
      throw Faults.stillWritten(file.getFileName().toString());
    }
    Seen now = new Seen(stamp, kept);
    seen.put(file, now);
    return now.export(file);
  }

  private RawStore.Kept copy(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return raw.keep(file.getFileName().toString(), bytes);
    }
  }
}
