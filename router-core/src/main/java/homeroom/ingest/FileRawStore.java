package homeroom.ingest;

import homeroom.api.RawStore;
import homeroom.files.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keeps raw input in a folder, each file under the hash of its content. Thread-safe. */
public final class FileRawStore implements RawStore {

  private static final String PREFIX = "sha256-";
  private static final String INCOMING = "incoming-";
  private static final String PART = ".part";
  private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9a-f]{64}");

  private final Path folder;

  public FileRawStore(Path folder) {
    this.folder = folder;
  }

  /**
   * Removes what was on its way when a hub before ended at once. To be called before anything is
   * kept.
   *
   * @param stores the folder of the folders of all stores; need not be there
   */
  public static void removeUnfinished(Path stores) throws IOException {
    if (Files.notExists(stores)) {
      return;
    }
    try (Stream<Path> files = Files.walk(stores, 2)) {
      for (Path left : files.filter(FileRawStore::isUnfinished).toList()) {
        Files.deleteIfExists(left);
      }
    }
  }

  private static boolean isUnfinished(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(INCOMING) && name.endsWith(PART);
  }

  @Override
  public Kept keep(String name, Content content) throws IOException {
    Files.createDirectories(folder);
    Path partial = Files.createTempFile(folder, INCOMING, PART);
    try {
      MessageDigest digest = sha256();
      try (OutputStream out = new DigestOutputStream(Files.newOutputStream(partial), digest)) {
        content.writeTo(out);
      }
      Disk.force(partial);
      String id = PREFIX + HexFormat.of().formatHex(digest.digest());
      Path kept = folder.resolve(id);
      if (Files.notExists(kept)) {
        Files.move(partial, kept, StandardCopyOption.ATOMIC_MOVE);
        Disk.force(folder);
      } else {
        Files.setLastModifiedTime(kept, FileTime.from(Instant.now()));
      }
      return new Kept(id, kept, Files.size(kept));
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  @Override
  public Optional<Kept> find(String id) throws IOException {
    Path kept = folder.resolve(id);
    if (!NAME.matcher(id).matches() || Files.notExists(kept)) {
      return Optional.empty();
    }
    MessageDigest digest = sha256();
    try (InputStream bytes = Files.newInputStream(kept)) {
      bytes.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    }
    if (!id.equals(PREFIX + HexFormat.of().formatHex(digest.digest()))) {
      throw new IOException("a kept file does not hold what was kept: " + id);
    }
    return Optional.of(new Kept(id, kept, Files.size(kept)));
  }

  /**
   * Removes what came last before a time.
   *
   * @param needed ids of what stays however old it is
   * @return how many files there were
   * @throws IOException if some could not be removed; the others were
   */
  int removeOlderThan(Instant time, Set<String> needed) throws IOException {
    if (Files.notExists(folder)) {
      return 0;
    }
    int removed = 0;
    Optional<IOException> first = Optional.empty();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(it -> isKept(it) && !needed.contains(id(it))).toList()) {
        try {
          if (Files.getLastModifiedTime(file).toInstant().isBefore(time)) {
            Files.delete(file);
            removed++;
          }
        } catch (IOException stays) {
          first = first.or(() -> Optional.of(stays));
        }
      }
    }
    if (first.isPresent()) {
      throw first.get();
    }
    return removed;
  }

  private static boolean isKept(Path file) {
    return NAME.matcher(id(file)).matches();
  }

  private static String id(Path file) {
    return file.getFileName().toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
