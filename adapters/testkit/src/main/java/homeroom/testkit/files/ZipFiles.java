package homeroom.testkit.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Writes and reads small ZIP archives of texts in UTF-8. */
public final class ZipFiles {

  private ZipFiles() {}

  /** Writes an archive whose entries have these names and texts, in the map's order. */
  public static Path write(Path zip, Map<String, String> entries) throws IOException {
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    entries.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return writeBytes(zip, bytes);
  }

  /** Writes an archive whose entries have these names and bytes, in the map's order. */
  public static Path writeBytes(Path zip, Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
    return zip;
  }

  /** The texts of an archive by entry name. */
  public static Map<String, String> read(Path zip) throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    try (ZipFile in = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : in.stream().map(ZipEntry.class::cast).toList()) {
        byte[] bytes = in.getInputStream(entry).readAllBytes();
        entries.put(entry.getName(), new String(bytes, StandardCharsets.UTF_8));
      }
    }
    return entries;
  }
}
