package homeroom.support.content;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A ZIP archive whose files are read one at a time, never to the disk and within limits.
 *
 * <ol>
 *   <li>What the archive says of itself is judged before anything is unpacked: how many files, how
 *       large, with which names, and whether archives are among them.
 *   <li>What it says may be a lie, so reading a file ends as soon as it is longer than was said.
 * </ol>
 */
public final class BoundedZip implements AutoCloseable {

  private static final List<String> ARCHIVES =
      List.of(".zip", ".gz", ".tgz", ".7z", ".rar", ".tar", ".bz2", ".xz", ".jar");

  private static final Charset CP437 = Charset.forName("IBM437");

  private final ZipFile zip;
  private final ZipLimits limits;

  private BoundedZip(ZipFile zip, ZipLimits limits) {
    this.zip = zip;
    this.limits = limits;
  }

  /**
   * Opens an archive and judges what it says of itself.
   *
   * @return empty if it is no archive, or not all of one
   * @throws AdapterFailure if it is another kind of file, or asks for too much
   */
  public static Optional<BoundedZip> open(Path file, String name, ZipLimits limits)
      throws IOException, AdapterFailure {
    requireZip(file, name);
    if (ZipEnd.asksFor(file).exceeds(limits)) {
      throw bomb("it lists more files than any package has");
    }
    Optional<ZipFile> opened = opened(file);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    ZipFile zip = opened.get();
    try {
      BoundedZip bounded = new BoundedZip(zip, limits);
      bounded.judge();
      return Optional.of(bounded);
    } catch (AdapterFailure | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /** Before UTF-8, names were in the letters of the first PC; programs still write them. */
  private static Optional<ZipFile> opened(Path file) throws IOException, AdapterFailure {
    if (ZipList.hasLockedFiles(file)) {
      throw refused(
          "ZIP_ENCRYPTED",
          "it is protected by a password",
          "Have it exported without one; the way to it and the hub's disk are to protect it.");
    }
    for (Charset names : List.of(StandardCharsets.UTF_8, CP437)) {
      try {
        return Optional.of(new ZipFile(file.toFile(), names));
      } catch (ZipException | EOFException e) {
        continue;
      }
    }
    return Optional.empty();
  }

  /** The files in it, in the order of its list. */
  public List<ZipEntry> entries() {
    return zip.stream().filter(entry -> !entry.isDirectory()).<ZipEntry>map(e -> e).toList();
  }

  /** Begins to read a file; the stream fails where it is longer than was said. */
  public InputStream open(ZipEntry entry) throws IOException {
    InputStream bytes = zip.getInputStream(entry);
    if (bytes == null) {
      throw new ZipException("a file is listed and not there");
    }
    return new BoundedStream(bytes, entry.getSize());
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private static void requireZip(Path file, String name) throws IOException, AdapterFailure {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      Optional<Foreign> other = Recognition.inPlaceOfZip(bytes);
      if (other.isPresent()) {
        throw new AdapterFailure(other.get().failure(name));
      }
    }
  }

  private void judge() throws AdapterFailure {
    if (zip.size() > limits.entries()) {
      throw bomb("it lists more files than any package has");
    }
    long unpacked = 0;
    for (ZipEntry entry : entries()) {
      requireHarmlessName(entry.getName());
      requireNoArchive(entry.getName());
      long size = entry.getSize();
      unpacked += Math.max(0, size);
      if (size > limits.ratioFrom()
          && size / Math.max(1, entry.getCompressedSize()) > limits.ratio()) {
        throw bomb("a file in it is packed more tightly than any table can be");
      }
      if (size < 0 || unpacked > limits.unpacked()) {
        throw bomb("unpacked it would be larger than " + (limits.unpacked() >> 30) + " GiB");
      }
    }
  }

  /** Nothing is written by these names; but whoever made them did not mean a package. */
  private static void requireHarmlessName(String name) throws AdapterFailure {
    String slashed = name.replace('\\', '/');
    boolean leaves =
        slashed.startsWith("/")
            || slashed.matches("[A-Za-z]:.*")
            || List.of(slashed.split("/")).contains("..");
    if (leaves || name.chars().anyMatch(Character::isISOControl)) {
      throw refused(
          "ZIP_BAD_NAME",
          "a file in it has a name that leads out of the archive",
          "Zip the files again by their plain names; if the archive was not made by your system,"
              + " find out who made it.");
    }
  }

  private static void requireNoArchive(String name) throws AdapterFailure {
    String lower = name.toLowerCase(Locale.ROOT);
    if (ARCHIVES.stream().anyMatch(lower::endsWith)) {
      throw refused(
          "ZIP_NESTED", "there is an archive in the archive", "Zip the CSV files themselves.");
    }
  }

  private static AdapterFailure bomb(String why) {
    return refused(
        "ZIP_BOMB",
        why + ", so it is not unpacked",
        "Have the package exported again; if it stays, look at what the system exports.");
  }

  private static AdapterFailure refused(String code, String why, String remedy) {
    return new AdapterFailure(
        Failure.of(Kind.CONTENT, code, "Opening the package: " + why + ".", remedy));
  }
}
