package homeroom.adapters.oneroster;

import homeroom.adapters.oneroster.Manifest.Mode;
import homeroom.api.AdapterFailure;
import homeroom.support.content.Foreign;
import homeroom.support.content.Recognition;
import homeroom.support.csv.CsvDialect;
import homeroom.support.csv.CsvFault;
import homeroom.support.csv.CsvSummary;
import homeroom.support.csv.CsvTable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * Looks at what a package says of itself and at the headers of its files, before any row is read.
 * Files that nobody uses are not looked at.
 */
final class PackageCheck {

  private static final String ROLES = "roles.csv";

  private final RosterZip zip;
  private final Version version;
  private final Notes notes;

  /** Checks a package that is to be of a version. */
  PackageCheck(RosterZip zip, Version version, Notes notes) {
    this.zip = zip;
    this.version = version;
    this.notes = notes;
  }

  /** The files to read, parents first. */
  List<Sheet> sheets(Set<String> collections) throws IOException, AdapterFailure {
    Manifest manifest = manifest();
    manifest.requireVersion(version);
    List<Sheet> sheets = new ArrayList<>();
    for (Table table : version.readable()) {
      if (collections.contains(table.file())) {
        sheet(table, manifest).ifPresent(sheets::add);
      }
    }
    return sheets;
  }

  private Manifest manifest() throws IOException, AdapterFailure {
    if (!zip.has(Manifest.FILE)) {
      throw isSchoolDataSync() ? schoolDataSync() : noManifest();
    }
    requireSound(Manifest.FILE);
    try (CsvTable table = CsvTable.open(bytes(Manifest.FILE), CsvDialect.STANDARD)) {
      return Manifest.read(table, notes);
    }
  }

  /** Its roles have no ids of their own; OneRoster 1.0 had no file of roles. */
  private boolean isSchoolDataSync() throws IOException, AdapterFailure {
    return zip.has(ROLES) && header(ROLES).stream().noneMatch(Table.ID::equalsIgnoreCase);
  }

  private AdapterFailure schoolDataSync() {
    return Faults.content(
        "NOT_ONEROSTER",
        "Opening the package: it has no manifest.csv and its roles have no sourcedId, as in"
            + " Microsoft's School Data Sync 2.1, whose files are like OneRoster's and have other"
            + " columns.",
        "Set the export of the source system to OneRoster "
            + version.number()
            + " CSV, or read its files with the adapter csv.");
  }

  private AdapterFailure noManifest() {
    return Faults.content(
        "NO_MANIFEST",
        "Opening the package: it has no manifest.csv, so it is of OneRoster 1.0 or incomplete;"
            + " 1.0 is not supported.",
        "Set the export of the source system to OneRoster " + version.number() + " CSV.");
  }

  private Optional<Sheet> sheet(Table table, Manifest manifest) throws IOException, AdapterFailure {
    Optional<Mode> mode = manifest.mode(table);
    boolean there = zip.has(table.file());
    if (mode.isEmpty() && !there && version.has(table)) {
      throw Faults.content(
          "MISSING_FILE",
          "Reading " + table.file() + ": it is not in the package, and manifest.csv is silent.");
    }
    if (there && !version.has(table)) {
      notes.add(Notes.Note.OTHER_VERSIONS_FILE);
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
      WrongContent.refuse(table, header(table.file()), version);
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
    try {
      refuseForeign(table.file());
      List<String> header = columns(table.file());
      WrongContent.refuse(table, header, version);
      return Sheet.of(table, mode, header, notes);
    } catch (ZipException | EOFException | AdapterFailure unusable) {
      // What is wrong with a damaged file is that it is damaged.
      zip.checkSum(table.file());
      throw unusable;
    }
  }

  private void requireSound(String file) throws IOException, AdapterFailure {
    zip.checkSum(file);
    refuseForeign(file);
    try {
      CsvSummary.of(bytes(file), CsvDialect.STANDARD);
    } catch (CsvFault e) {
      throw new AdapterFailure(e.failure("ONEROSTER", file), e);
    }
  }

  private boolean hasRows(Table table) throws IOException, AdapterFailure {
    zip.checkSum(table.file());
    refuseForeign(table.file());
    try (CsvTable rows = CsvTable.open(bytes(table.file()), CsvDialect.STANDARD)) {
      return rows.next().isPresent();
    } catch (CsvFault e) {
      return e.kind() != CsvFault.Kind.NO_HEADER;
    }
  }

  private void refuseForeign(String file) throws IOException, AdapterFailure {
    try (InputStream bytes = bytes(file)) {
      Optional<Foreign> foreign = Recognition.inPlaceOfTable(bytes);
      if (foreign.isPresent()) {
        throw new AdapterFailure(foreign.get().failure(file));
      }
    }
  }

  private List<String> header(String file) throws IOException, AdapterFailure {
    zip.checkSum(file);
    return columns(file);
  }

  private List<String> columns(String file) throws IOException, AdapterFailure {
    try (CsvTable rows = CsvTable.open(bytes(file), CsvDialect.STANDARD)) {
      return rows.columns();
    } catch (CsvFault e) {
      throw new AdapterFailure(e.failure("ONEROSTER", file), e);
    }
  }

  private InputStream bytes(String file) throws IOException {
    return zip.bytes(file).orElseThrow();
  }
}
