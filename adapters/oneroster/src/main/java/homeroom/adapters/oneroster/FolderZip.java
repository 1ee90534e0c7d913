package homeroom.adapters.oneroster;

import homeroom.support.files.Listed;
import homeroom.support.files.Look;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes a package of a folder of CSV files: the same files always give the same bytes, whenever and
 * in whatever order they were written.
 */
final class FolderZip {

  /** The first moment that a ZIP archive can name. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private FolderZip() {}

  static void write(Look look, List<Listed> files, OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Listed file : files) {
        ZipEntry entry = new ZipEntry(file.name());
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        try (InputStream bytes = look.open(file)) {
          bytes.transferTo(zip);
        }
        zip.closeEntry();
      }
    }
  }
}
