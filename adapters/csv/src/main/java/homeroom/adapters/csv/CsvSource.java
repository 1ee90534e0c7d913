package homeroom.adapters.csv;

import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.api.KeptSource;
import homeroom.api.RawStore;
import homeroom.api.Settings;
import homeroom.support.content.Foreign;
import homeroom.support.content.Recognition;
import homeroom.support.csv.CsvFault;
import homeroom.support.csv.CsvSummary;
import homeroom.support.csv.CsvTable;
import homeroom.support.files.FileNames;
import homeroom.support.files.FileOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one file per batch. A file that cannot be used holds up those after it until it is mended
 * or taken away, because a later file may build on it.
 */
final class CsvSource implements KeptSource {

  private final Settings settings;
  private final Found found;

  CsvSource(Settings settings, RawStore raw) {
    this.settings = settings;
    this.found = new Found(FileOptions.inbox(settings, raw, FileNames::isCsv));
  }

  @Override
  public Batch poll(Cursor from) throws AdapterFailure {
    Layout layout = Layout.of(settings);
    Found.Next next = found.after(Done.of(from));
    if (next.export().isEmpty()) {
      return Batch.nothing(from);
    }
    Found.Export export = next.export().get();
    try {
      Cursor behind = next.done().and(export, next.present(), next.growing());
      return batch(export.name(), export.kept().orElseThrow(), behind, export.changed(), layout);
    } catch (IOException e) {
      throw Faults.io(e);
    }
  }

  @Override
  public Batch again(RawStore.Kept kept, String origin) throws AdapterFailure {
    try {
      return batch(origin, kept, Cursor.START, Optional.empty(), Layout.of(settings));
    } catch (IOException e) {
      throw Faults.io(e);
    }
  }

  private static Batch batch(
      String name, RawStore.Kept kept, Cursor next, Optional<Instant> producedAt, Layout layout)
      throws IOException, AdapterFailure {
    RowReader reader = new RowReader(name, layout, check(name, kept, layout));
    return new Batch(
        kept.id(),
        name,
        Map.of(layout.collection(), layout.coverage()),
        CsvTable.open(Files.newInputStream(kept.file()), layout.dialect()).rows().map(reader::read),
        next,
        producedAt);
  }

  /** Reads the file to its last byte before any row of it is used. */
  private static List<String> check(String name, RawStore.Kept kept, Layout layout)
      throws IOException, AdapterFailure {
    refuseForeign(name, kept);
    try {
      CsvSummary summary = CsvSummary.of(Files.newInputStream(kept.file()), layout.dialect());
      requireColumns(name, summary.columns(), layout);
      return summary.columns();
    } catch (CsvFault e) {
      throw new AdapterFailure(e.failure("CSV", name), e);
    }
  }

  private static void refuseForeign(String name, RawStore.Kept kept)
      throws IOException, AdapterFailure {
    try (InputStream bytes = Files.newInputStream(kept.file())) {
      Optional<Foreign> foreign = Recognition.inPlaceOfTable(bytes);
      if (foreign.isPresent()) {
        throw new AdapterFailure(foreign.get().failure(name));
      }
    }
  }

  private static void requireColumns(String name, List<String> columns, Layout layout)
      throws AdapterFailure {
    List<String> missing = new ArrayList<>(layout.required());
    layout.time().map(TimeColumn::name).ifPresent(missing::add);
    missing.removeAll(columns);
    if (!missing.isEmpty()) {
      throw Faults.content(
          "MISSING_COLUMN",
          "Reading "
              + name
              + ": required columns are missing: "
              + String.join(", ", missing)
              + ". "
              + there(columns, missing, layout),
          "Add the columns to the export, or correct their names in the configuration.");
    }
  }

  /** Of a file without a header the "columns" are somebody's data, and are not shown. */
  private static String there(List<String> columns, List<String> missing, Layout layout) {
    boolean header = layout.required().stream().anyMatch(name -> !missing.contains(name));
    return header
        ? "There are: " + String.join(", ", columns) + "."
        : "None of them is there, so the first line may be no header.";
  }
}
