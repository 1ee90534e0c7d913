package homeroom.adapters.oneroster;

import homeroom.api.AdapterFailure;
import homeroom.support.content.BoundedZip;
import homeroom.support.content.ZipLimits;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/** An opened package: which of its entries is which file. */
final class RosterZip implements AutoCloseable {

  private final BoundedZip zip;
  private final Map<String, ZipEntry> entries;

  private RosterZip(BoundedZip zip, Map<String, ZipEntry> entries) {
    this.zip = zip;
    this.entries = entries;
  }

  static RosterZip open(Path file, Notes notes) throws IOException, AdapterFailure {
    BoundedZip zip = openZip(file);
    try {
      return new RosterZip(zip, entries(zip, notes));
    } catch (AdapterFailure | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  boolean has(String file) {
    return entries.containsKey(file);
  }

  Optional<InputStream> bytes(String file) throws IOException {
    ZipEntry entry = entries.get(file);
    return entry == null ? Optional.empty() : Optional.of(zip.open(entry));
  }

  /**
   * Reads a file to its end and compares its checksum, which reading alone does not.
   *
   * @throws AdapterFailure if the archive is damaged
   */
  void checkSum(String file) throws IOException, AdapterFailure {
    Checked checked = checked(file);
    try (InputStream _ = checked.stream()) {
      checked.requireSound();
    }
  }

  /** The bytes of a file, whose checksum is compared once they are read. */
  Checked checked(String file) throws IOException {
    ZipEntry entry = entries.get(file);
    return new Checked(file, entry, new CheckedInputStream(zip.open(entry), new CRC32()));
  }

  /** A file on its way. */
  record Checked(String file, ZipEntry entry, CheckedInputStream stream) {

    /**
     * Reads what is left of it, and compares its checksum.
     *
     * @throws AdapterFailure if the archive is damaged
     */
    void requireSound() throws IOException, AdapterFailure {
      try {
        stream.transferTo(OutputStream.nullOutputStream());
      } catch (ZipException | EOFException e) {
        throw damaged(file);
      }
      if (stream.getChecksum().getValue() != entry.getCrc()) {
        throw damaged(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private static BoundedZip openZip(Path file) throws IOException, AdapterFailure {
    return BoundedZip.open(file, "the package", ZipLimits.STANDARD)
        .orElseThrow(
            () ->
                Faults.content(
                    "NOT_A_ZIP",
                    "Opening the package: it is not a ZIP archive, or not all of one."));
  }

  private static Map<String, ZipEntry> entries(BoundedZip zip, Notes notes) throws AdapterFailure {
    List<ZipEntry> found = zip.entries().stream().filter(RosterZip::isCsv).toList();
    requireOneFolder(found, notes);
    Map<String, ZipEntry> entries = new HashMap<>();
    for (ZipEntry entry : found) {
      String file = canonical(baseName(entry), notes);
      if (entries.put(file, entry) != null) {
        throw Faults.content("FILE_TWICE", "Opening the package: it holds " + file + " twice.");
      }
    }
    return entries;
  }

  /** The specification wants the files at the root; some systems zip the folder that holds them. */
  private static void requireOneFolder(List<ZipEntry> found, Notes notes) throws AdapterFailure {
    List<String> folders =
        new ArrayList<>(found.stream().map(RosterZip::folder).distinct().toList());
    if (folders.size() > 1 || folders.stream().anyMatch(f -> f.indexOf('/') < f.length() - 1)) {
      throw Faults.content(
          "FILES_NOT_AT_ROOT",
          "Opening the package: its CSV files are not all at the root of the archive.",
          "Zip the files themselves, not the folders around them.");
    }
    if (folders.stream().anyMatch(f -> !f.isEmpty())) {
      notes.add(Notes.Note.IN_A_FOLDER);
    }
  }

  private static String canonical(String name, Notes notes) {
    String lower = name.toLowerCase(Locale.ROOT);
    String file =
        lower.equals(Manifest.FILE) ? Manifest.FILE : Version.fileMeantBy(name).orElse(name);
    if (!file.equals(name)) {
      notes.add(Notes.Note.OTHER_FILE_NAME);
    }
    return file;
  }

  /** Leaves out what macOS adds to every archive. */
  private static boolean isCsv(ZipEntry entry) {
    String name = entry.getName();
    return name.toLowerCase(Locale.ROOT).endsWith(".csv")
        && !name.startsWith("__MACOSX/")
        && !baseName(entry).startsWith(".");
  }

  private static String folder(ZipEntry entry) {
    return entry.getName().substring(0, entry.getName().lastIndexOf('/') + 1);
  }

  private static String baseName(ZipEntry entry) {
    return entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
  }

  static AdapterFailure damaged(String file) {
    return Faults.content("DAMAGED", "Reading " + file + ": the archive is damaged.");
  }
}
