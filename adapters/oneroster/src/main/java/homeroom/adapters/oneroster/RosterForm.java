package homeroom.adapters.oneroster;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import homeroom.api.Delivery;
import homeroom.support.outbox.Contents;
import homeroom.support.outbox.FileForm;
import homeroom.support.outbox.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A OneRoster package of a version with all files that the system is told of. In a full one every
 * file is bulk, and status and time of change are blank, as the specification has it; in one of
 * changes every row says whether it is active or to be deleted.
 *
 * <p>1.2 has no files without rows. One of changes in which nothing changed is left out, then. A
 * full one stays, because only a bulk file can say that there are no records any more.
 */
final class RosterForm implements FileForm {

  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Version version;

  RosterForm(Version version) {
    this.version = version;
  }

  @Override
  public String of(String target) {
    return "OneRoster";
  }

  @Override
  public Cells cells(Delivery delivery) {
    return switch (Line.of(delivery, version)) {
      case Line.Refused(var failure) -> new Cells.Unfit(failure);
      case Line.Ready ready -> {
        Map<String, String> cells = new LinkedHashMap<>();
        delivery.payload().keySet().forEach(name -> cells.put(name, ""));
        cells.putAll(ready.cells());
        yield new Cells.Ready(cells);
      }
    };
  }

  @Override
  public void write(Contents contents, OutputStream to) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(to);
    List<Table> tables = tables(contents);
    Manifest.Mode mode = contents.delta() ? Manifest.Mode.DELTA : Manifest.Mode.BULK;
    Manifest.Modes modes = table -> tables.contains(table) ? mode : Manifest.Mode.ABSENT;
    entry(zip, Manifest.FILE, csv -> Manifest.rows(version, modes).forEach(csv::writeRecord));
    for (Table table : tables) {
      entry(zip, table.file(), csv -> rows(table, contents, csv));
    }
    zip.finish();
  }

  /** The files that the package holds. */
  private List<Table> tables(Contents contents) throws IOException {
    List<Table> tables = new ArrayList<>();
    for (Table table : version.written()) {
      boolean told = contents.columns().containsKey(table.file());
      if (told && !(mayBeLeftOut(contents) && isEmpty(table, contents))) {
        tables.add(table);
      }
    }
    return tables;
  }

  private boolean mayBeLeftOut(Contents contents) {
    return contents.delta() && !version.hasEmptyFiles();
  }

  private static boolean isEmpty(Table table, Contents contents) throws IOException {
    AtomicBoolean empty = new AtomicBoolean(true);
    contents.rows().of(table.file(), _ -> empty.set(false));
    return empty.get();
  }

  private static void rows(Table table, Contents contents, CsvWriter csv) throws IOException {
    List<String> header = new ArrayList<>(table.names());
    contents.columns().get(table.file()).stream()
        .filter(name -> name.startsWith(Table.EXTENSION))
        .forEach(header::add);
    csv.writeRecord(header);
    String made = DeltaPackage.MOMENT.format(contents.made());
    contents
        .rows()
        .of(
            table.file(),
            row ->
                csv.writeRecord(
                    header.stream().map(name -> cell(name, row, contents.delta(), made)).toList()));
  }

  private static String cell(String name, Row row, boolean delta, String made) {
    return switch (name) {
      case Table.STATUS -> !delta ? "" : row.gone() ? "tobedeleted" : "active";
      case Table.MODIFIED -> delta ? made : "";
      default -> row.cells().getOrDefault(name, "");
    };
  }

  private interface Filling {
    void fill(CsvWriter csv) throws IOException;
  }

  private static void entry(ZipOutputStream zip, String file, Filling filling) throws IOException {
    ZipEntry entry = new ZipEntry(file);
    entry.setTimeLocal(ENTRY_TIME);
    zip.putNextEntry(entry);
    Writer text = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
    filling.fill(csv);
    csv.flush();
    zip.closeEntry();
  }
}
