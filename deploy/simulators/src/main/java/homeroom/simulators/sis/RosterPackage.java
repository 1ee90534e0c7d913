package homeroom.simulators.sis;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The CSV files of a OneRoster package: rows by file name, the first of which is the header. The
 * same content is always written as the same bytes.
 */
public record RosterPackage(Map<String, List<List<String>>> files) {

  static final String MANIFEST = "manifest.csv";
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  public RosterPackage {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /** Reads a ZIP archive, or a folder that holds the files. */
  public static RosterPackage read(Path path) throws IOException {
    Map<String, List<List<String>>> files = new LinkedHashMap<>();
    if (Files.isDirectory(path)) {
      try (Stream<Path> found = Files.list(path)) {
        for (Path file : found.filter(f -> f.toString().endsWith(".csv")).sorted().toList()) {
          String name = file.getFileName().toString();
          files.put(name, parse(name, Files.readAllBytes(file)));
        }
      }
      return new RosterPackage(files);
    }
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (ZipEntry entry : zip.stream().<ZipEntry>map(e -> e).toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          files.put(entry.getName(), parse(entry.getName(), in.readAllBytes()));
        }
      }
    }
    return new RosterPackage(files);
  }

  /**
   * Writes a ZIP archive if the name ends so, otherwise a folder. An archive appears complete or
   * not at all.
   */
  public void write(Path path) throws IOException {
    if (path.toString().endsWith(".zip")) {
      writeZip(path);
    } else {
      Files.createDirectories(path);
      for (String file : files.keySet()) {
        Files.write(path.resolve(file), bytes(file));
      }
    }
  }

  private void writeZip(Path path) throws IOException {
    Path part = part(path);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(part))) {
      for (String file : files.keySet()) {
        ZipEntry entry = new ZipEntry(file);
        entry.setTimeLocal(ENTRY_TIME);
        zip.putNextEntry(entry);
        zip.write(bytes(file));
        zip.closeEntry();
      }
    }
    Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Where a file is written before it appears, in a folder that is there. */
  static Path part(Path path) throws IOException {
    Path folder = Files.createDirectories(path.toAbsolutePath().getParent());
    return folder.resolve("." + path.getFileName() + ".part");
  }

  private byte[] bytes(String file) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
      files.getOrDefault(file, List.of()).forEach(csv::writeRecord);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<List<String>> parse(String file, byte[] bytes) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .detectBomHeader(true)
            .allowUnclosedQuote(false)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(new ByteArrayInputStream(bytes))) {
      csv.forEach(row -> rows.add(List.copyOf(row.getFields())));
    } catch (CsvParseException broken) {
      // Its text may hold a cell.
      throw new IOException(file + " is no CSV file, from row " + (rows.size() + 1) + " on");
    }
    return rows;
  }
}
