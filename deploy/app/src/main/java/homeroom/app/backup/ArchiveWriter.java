package homeroom.app.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the archive, a zip file, and notes what is in it. */
final class ArchiveWriter implements AutoCloseable {

  private final ZipOutputStream zip;
  private final List<Manifest.Part> parts = new ArrayList<>();

  ArchiveWriter(Path file) throws IOException {
    zip = new ZipOutputStream(Files.newOutputStream(file));
    // Most of it was compressed by those who wrote it.
    zip.setLevel(Deflater.BEST_SPEED);
  }

  /**
   * Puts a file in.
   *
   * @param name its path in the data folder, with {@code /}
   */
  void add(String name, InputStream bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    DigestOutputStream out = new DigestOutputStream(zip, Sha256.digest());
    long length = bytes.transferTo(out);
    zip.closeEntry();
    parts.add(
        new Manifest.Part(name, length, HexFormat.of().formatHex(out.getMessageDigest().digest())));
  }

  /** Ends with the manifest. */
  Manifest end(Function<List<Manifest.Part>, Manifest> manifest) throws IOException {
    Manifest made = manifest.apply(parts);
    zip.putNextEntry(new ZipEntry(Manifest.NAME));
    zip.write(made.json());
    zip.closeEntry();
    zip.finish();
    return made;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
