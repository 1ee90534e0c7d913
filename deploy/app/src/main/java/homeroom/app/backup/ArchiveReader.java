package homeroom.app.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Reads an archive and trusts nothing in it that its manifest does not vouch for. */
final class ArchiveReader implements AutoCloseable {

  private final Path file;
  private final ZipFile zip;
  private final Manifest manifest;

  private ArchiveReader(Path file, ZipFile zip, Manifest manifest) {
    this.file = file;
    this.zip = zip;
    this.manifest = manifest;
  }

  /**
   * Opens the archive and reads its manifest.
   *
   * @throws BackupFailure if it is none of ours, or of another version
   */
  static ArchiveReader open(Path file) throws BackupFailure {
    if (!Files.isRegularFile(file)) {
      throw new BackupFailure(
          "BACKUP_NO_FILE",
          "there is no file " + file,
          "name a file that homeroom backup made",
          null);
    }
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (IOException unreadable) {
      throw damaged(file, "it cannot be read as a zip file", unreadable);
    }
    try {
      ZipEntry entry = zip.getEntry(Manifest.NAME);
      if (entry == null) {
        throw damaged(file, "it has no manifest", null);
      }
      Manifest manifest = Manifest.of(zip.getInputStream(entry).readAllBytes());
      if (manifest.format() != Manifest.FORMAT) {
        throw new BackupFailure(
            "BACKUP_OTHER_FORMAT",
            "the backup "
                + file
                + " has the format "
                + manifest.format()
                + "; this program reads "
                + Manifest.FORMAT,
            "use the program's version that made it: " + manifest.program());
      }
      return new ArchiveReader(file, zip, manifest);
    } catch (IOException unreadable) {
      close(zip);
      throw damaged(file, "its manifest cannot be read", unreadable);
    } catch (BackupFailure | RuntimeException failed) {
      close(zip);
      throw failed;
    }
  }

  Manifest manifest() {
    return manifest;
  }

  /**
   * Reads everything and compares it with the manifest.
   *
   * @throws BackupFailure if anything is missing, too much or other than it was
   */
  void verify() throws BackupFailure {
    Set<String> names = new HashSet<>(Set.of(Manifest.NAME));
    for (Manifest.Part part : manifest.parts()) {
      if (!names.add(part.name())) {
        throw damaged(file, "its manifest names " + part.name() + " twice", null);
      }
      try {
        copy(part, OutputStream.nullOutputStream());
      } catch (IOException unreadable) {
        throw damaged(file, part.name() + " in it cannot be read", unreadable);
      }
    }
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      String name = entries.nextElement().getName();
      if (!names.contains(name)) {
        throw damaged(file, "it holds " + name + ", which its manifest does not name", null);
      }
    }
  }

  /**
   * Copies a file out of the archive.
   *
   * @throws BackupFailure if it is not what the manifest says; it was written all the same
   * @throws IOException if it cannot be read or written
   */
  void copy(Manifest.Part part, OutputStream out) throws BackupFailure, IOException {
    ZipEntry entry = zip.getEntry(part.name());
    if (entry == null) {
      throw damaged(file, part.name() + " is missing", null);
    }
    try (InputStream raw = zip.getInputStream(entry);
        DigestInputStream in = new DigestInputStream(raw, Sha256.digest())) {
      long bytes = in.transferTo(out);
      String sha256 = HexFormat.of().formatHex(in.getMessageDigest().digest());
      if (bytes != part.bytes() || !sha256.equals(part.sha256())) {
        throw damaged(file, part.name() + " in it is not what was put in", null);
      }
    }
  }

  private static BackupFailure damaged(Path file, String how, @Nullable Throwable cause) {
    return new BackupFailure(
        "BACKUP_DAMAGED",
        "the backup " + file + " cannot be used: " + how,
        "use another backup; this one was damaged after it was made, or is none",
        cause);
  }

  @Override
  public void close() {
    close(zip);
  }

  private static void close(ZipFile zip) {
    try {
      zip.close();
    } catch (IOException onlyRead) {
      // Nothing is lost by it.
    }
  }
}
