package homeroom.adapters.oneroster;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The bytes of a delta package of a version: a ZIP archive with {@code manifest.csv} and the files
 * that have rows. The same rows at the same time give the same bytes.
 */
final class DeltaPackage {

  static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Version version;
  private final List<Line.Ready> lines;
  private final String modified;

  DeltaPackage(Version version, List<Line.Ready> lines, Instant modified) {
    this.version = version;
    this.lines = List.copyOf(lines);
    this.modified = MOMENT.format(modified);
  }

  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      entry(zip, Manifest.FILE, manifest());
      for (Table table : version.written()) {
        List<Line.Ready> own = of(table);
        if (!own.isEmpty()) {
          entry(zip, table.file(), rows(table, own));
        }
      }
    }
    return bytes.toByteArray();
  }

  private List<Line.Ready> of(Table table) {
    return lines.stream().filter(line -> line.table().equals(table)).distinct().toList();
  }

  private List<List<String>> manifest() {
    return Manifest.rows(
        version, table -> of(table).isEmpty() ? Manifest.Mode.ABSENT : Manifest.Mode.DELTA);
  }

  private List<List<String>> rows(Table table, List<Line.Ready> own) {
    List<String> header = new ArrayList<>(table.names());
    header.addAll(extensions(own));
    List<List<String>> rows = new ArrayList<>();
    rows.add(header);
    for (Line.Ready line : own) {
      rows.add(header.stream().map(cell(line)).toList());
    }
    return rows;
  }

  private Function<String, String> cell(Line.Ready line) {
    return name -> name.equals(Table.MODIFIED) ? modified : line.cells().getOrDefault(name, "");
  }

  private static TreeSet<String> extensions(List<Line.Ready> own) {
    TreeSet<String> names = new TreeSet<>();
    for (Line.Ready line : own) {
      line.cells().keySet().stream().filter(n -> n.startsWith(Table.EXTENSION)).forEach(names::add);
    }
    return names;
  }

  private static void entry(ZipOutputStream zip, String file, List<List<String>> rows)
      throws IOException {
    ZipEntry entry = new ZipEntry(file);
    entry.setTimeLocal(ENTRY_TIME);
    zip.putNextEntry(entry);
    write(rows, zip);
    zip.closeEntry();
  }

  private static void write(List<List<String>> rows, OutputStream out) throws IOException {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
      rows.forEach(csv::writeRecord);
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
