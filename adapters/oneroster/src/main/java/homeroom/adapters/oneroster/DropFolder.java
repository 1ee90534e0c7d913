package homeroom.adapters.oneroster;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Probe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder from which a system imports packages. A package appears there complete or not at all,
 * and the names sort in the order in which packages were made. Thread-safe.
 *
 * <p>It is made where it is absent at first. One that was there and is gone is not made again: a
 * mount may be lost, and in a new folder nobody would find the packages.
 */
final class DropFolder {

  /** Where importers move what they have taken. */
  private static final String PROCESSED = "processed";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSS").withZone(ZoneOffset.UTC);

  private static final Pattern STAMPED = Pattern.compile("homeroom-(\\d{17})-[0-9a-f]+\\.zip");

  private static final Failure GONE =
      Failure.of(
          Kind.CONFIGURATION,
          "ONEROSTER_FOLDER_GONE",
          "Looking at the folder for packages: it was there and is there no more.",
          "Look whether a mount is lost; bring the folder back with what is in it. If it is to be a"
              + " new one, make it.");

  private final Path folder;
  private final AtomicLong lastMillis = new AtomicLong();
  private volatile boolean seen;

  DropFolder(Path folder) {
    this.folder = folder;
  }

  /** The name of the package with this fingerprint if it waits here or was taken from here. */
  Optional<String> find(String fingerprint) throws AdapterFailure {
    try {
      seen |= Files.isDirectory(folder);
      Optional<String> waiting = find(folder, fingerprint);
      return waiting.isPresent() ? waiting : find(folder.resolve(PROCESSED), fingerprint);
    } catch (IOException e) {
      throw Faults.io("Looking into the folder for packages", e);
    }
  }

  /**
   * Puts a package in place.
   *
   * @return its name
   * @throws AdapterFailure of kind {@code UNKNOWN} if it is there and may not outlast a loss of
   *     power
   */
  String put(String fingerprint, byte[] bytes, Instant now) throws AdapterFailure {
    String name;
    if (gone()) {
      throw new AdapterFailure(GONE);
    }
    try {
      Files.createDirectories(folder);
      seen = true;
      name = "homeroom-" + stamp(now) + "-" + fingerprint + ".zip";
      place(folder.resolve("." + fingerprint + ".part"), folder.resolve(name), bytes);
    } catch (IOException e) {
      throw Faults.io("Writing a package to the folder for packages", e);
    }
    syncFolder();
    return name;
  }

  private boolean gone() {
    return seen && !Files.isDirectory(folder);
  }

  /** Whether packages can be put here; changes nothing. */
  Probe probe() {
    if (gone()) {
      return Probe.failed(GONE);
    }
    Path there = folder.toAbsolutePath();
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (Files.isDirectory(there) && mayUse(there)) {
      return Probe.READY;
    }
    return Probe.failed(
        Failure.of(
            Kind.CONFIGURATION,
            "ONEROSTER_NO_ACCESS",
            "Looking at the folder for packages: it is no folder that the hub may write to.",
            "Give the hub's account access to the folder, or name another one."));
  }

  /** What lies in the folder itself is looked at, too; of one above it a folder is made only. */
  private boolean mayUse(Path there) {
    return Files.isWritable(there)
        && Files.isExecutable(there)
        && (Files.isReadable(there) || !Files.isDirectory(folder));
  }

  private static Optional<String> find(Path where, String fingerprint) throws IOException {
    if (!Files.isDirectory(where)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(where, "homeroom-*-" + fingerprint + ".zip")) {
      for (Path file : found) {
        return Optional.of(file.getFileName().toString());
      }
    }
    return Optional.empty();
  }

  private static void place(Path part, Path target, byte[] bytes) throws IOException {
    try {
      writeSynced(part, bytes);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw e;
    }
  }

  private static void writeSynced(Path part, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** Without this, the name could be lost with the power although the bytes were not. */
  private void syncFolder() throws AdapterFailure {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw new AdapterFailure(
          Failure.of(
              Kind.UNKNOWN,
              "ONEROSTER_NOT_SYNCED",
              "Writing a package to the folder for packages: the disk did not confirm it.",
              "The hub repeats it; the package is recognised if it is there."),
          e);
    }
  }

  /** Moves on with every package, also when the clock does not or was put back. */
  private String stamp(Instant now) throws IOException {
    long newest = Math.max(newest(folder), newest(folder.resolve(PROCESSED)));
    long millis =
        lastMillis.updateAndGet(last -> Math.max(Math.max(last, newest) + 1, now.toEpochMilli()));
    return STAMP.format(Instant.ofEpochMilli(millis));
  }

  /** When the newest package in a folder was made; long ago if there is none. */
  private static long newest(Path where) throws IOException {
    if (!Files.isDirectory(where)) {
      return 0;
    }
    long newest = 0;
    try (DirectoryStream<Path> found = Files.newDirectoryStream(where, "homeroom-*.zip")) {
      for (Path file : found) {
        Matcher stamp = STAMPED.matcher(file.getFileName().toString());
        if (stamp.matches()) {
          newest = Math.max(newest, millis(stamp.group(1)));
        }
      }
    }
    return newest;
  }

  private static long millis(String stamp) {
    try {
      return STAMP.parse(stamp, Instant::from).toEpochMilli();
    } catch (DateTimeException otherName) {
      return 0;
    }
  }
}
