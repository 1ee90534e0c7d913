package homeroom.adapters.oneroster;

import homeroom.adapters.oneroster.Manifest.Mode;
import homeroom.api.AdapterFailure;
import homeroom.support.csv.CsvDialect;
import homeroom.support.csv.CsvFault;
import homeroom.support.csv.CsvSummary;
import homeroom.support.csv.CsvTable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a whole package once before any row of it is used, so that a damaged one has no effect at
 * all. Files that nobody uses are not looked at.
 */
final class PackageCheck {

  private final RosterZip zip;
  private final Notes notes;

  PackageCheck(RosterZip zip, Notes notes) {
    this.zip = zip;
    this.notes = notes;
  }

  /** The files to read, parents first. */
  List<Sheet> sheets(Set<String> collections) throws IOException, AdapterFailure {
    Manifest manifest = manifest();
    manifest.requireVersion();
    List<Sheet> sheets = new ArrayList<>();
    for (Table table : Tables.ALL) {
      if (collections.contains(table.file())) {
        sheet(table, manifest).ifPresent(sheets::add);
      }
    }
    return sheets;
  }

  private Manifest manifest() throws IOException, AdapterFailure {
    if (!zip.has(Manifest.FILE)) {
      throw Faults.content(
          "NO_MANIFEST",
          "Opening the package: it has no manifest.csv, so it is of OneRoster 1.0 or incomplete;"
              + " 1.0 is not supported.",
          "Set the export of the source system to OneRoster 1.1 CSV.");
    }
    summary(Manifest.FILE);
    try (CsvTable table = CsvTable.open(bytes(Manifest.FILE), CsvDialect.STANDARD)) {
      return Manifest.read(table);
    }
  }

  private Optional<Sheet> sheet(Table table, Manifest manifest) throws IOException, AdapterFailure {
    Optional<Mode> mode = manifest.mode(table);
    boolean there = zip.has(table.file());
    if (mode.isEmpty() && !there) {
      throw Faults.content(
          "MISSING_FILE",
          "Reading " + table.file() + ": it is not in the package, and manifest.csv is silent.");
    }
    return switch (mode.orElse(Mode.ABSENT)) {
      case ABSENT -> absent(table, there);
      case BULK -> Optional.of(present(table, Mode.BULK, there));
      case DELTA -> Optional.of(present(table, Mode.DELTA, there));
    };
  }

  /** Rows of unknown meaning must not be dropped silently; a header alone may. */
  private Optional<Sheet> absent(Table table, boolean there) throws IOException, AdapterFailure {
    if (there && hasRows(table)) {
      throw Faults.content(
          "UNDECLARED_FILE",
          "Reading "
              + table.file()
              + ": it has rows, and manifest.csv does not say whether they are bulk or delta.",
          "Declare the file as bulk or delta in manifest.csv, or leave it out.");
    }
    if (there) {
      notes.add(Notes.Note.UNDECLARED_EMPTY_FILE);
    }
    return Optional.empty();
  }

  private Sheet present(Table table, Mode mode, boolean there) throws IOException, AdapterFailure {
    if (!there) {
      throw Faults.content(
          "MISSING_FILE",
          "Reading " + table.file() + ": manifest.csv declares it, and it is not in the package.");
    }
    return Sheet.of(table, mode, summary(table.file()).columns(), notes);
  }

  private CsvSummary summary(String file) throws IOException, AdapterFailure {
    zip.checkSum(file);
    try {
      return CsvSummary.of(bytes(file), CsvDialect.STANDARD);
    } catch (CsvFault e) {
      throw new AdapterFailure(e.failure("ONEROSTER", file), e);
    }
  }

  private boolean hasRows(Table table) throws IOException, AdapterFailure {
    zip.checkSum(table.file());
    try (CsvTable rows = CsvTable.open(bytes(table.file()), CsvDialect.STANDARD)) {
      return rows.next().isPresent();
    } catch (CsvFault e) {
      return e.kind() != CsvFault.Kind.NO_HEADER;
    }
  }

  private InputStream bytes(String file) throws IOException {
    return zip.bytes(file).orElseThrow();
  }
}
