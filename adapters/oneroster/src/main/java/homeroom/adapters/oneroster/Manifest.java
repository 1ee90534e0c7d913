package homeroom.adapters.oneroster;

import homeroom.api.AdapterFailure;
import homeroom.support.csv.CsvRow;
import homeroom.support.csv.CsvTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a package says about itself.
 *
 * @param properties by lower-case name
 */
record Manifest(Map<String, String> properties) {

  static final String FILE = "manifest.csv";

  private static final List<String> COLUMNS = List.of("propertyName", "value");

  /** What a file holds. */
  enum Mode {
    ABSENT,
    /** Every record there is. */
    BULK,
    /** What has changed. */
    DELTA
  }

  /** How each file of a package is filled. */
  interface Modes {
    Mode of(Table table);
  }

  /** The manifest of a package of ours, with a word about each file that the version has. */
  static List<List<String>> rows(Version version, Modes modes) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("propertyName", "value"));
    rows.add(List.of("manifest.version", "1.0"));
    rows.add(List.of("oneroster.version", version.number()));
    version.written().stream()
        .map(table -> List.of(table.property(), modes.of(table).name().toLowerCase(Locale.ROOT)))
        .sorted((a, b) -> a.getFirst().compareToIgnoreCase(b.getFirst()))
        .forEach(rows::add);
    rows.add(List.of("source.systemName", "Homeroom"));
    rows.add(List.of("source.systemCode", "homeroom"));
    return rows;
  }

  Manifest {
    properties = Map.copyOf(properties);
  }

  /** Reads the first two columns, whatever they are called: {@code propertyValue} is seen. */
  static Manifest read(CsvTable table, Notes notes) throws IOException, AdapterFailure {
    if (table.columns().size() < 2) {
      throw Faults.content(
          "BAD_MANIFEST", "Reading manifest.csv: it has not the columns propertyName and value.");
    }
    if (!table.columns().subList(0, 2).equals(COLUMNS)) {
      notes.add(Notes.Note.OTHER_COLUMN_NAME);
    }
    Map<String, String> properties = new LinkedHashMap<>();
    for (Optional<CsvRow> row = table.next(); row.isPresent(); row = table.next()) {
      switch (row.get()) {
        case CsvRow.Cells cells -> add(properties, cells.cells());
        // A comma in a system's name; a file's line that is lost here is missed when it is asked
        // for.
        case CsvRow.Ragged _ -> {}
      }
    }
    return new Manifest(properties);
  }

  private static void add(Map<String, String> properties, List<String> cells) {
    properties.put(
        Tables.spelt(cells.get(0).strip().toLowerCase(Locale.ROOT)),
        cells.get(1).strip().toLowerCase(Locale.ROOT));
  }

  /**
   * Refuses what is not of the version that the configuration was written for: of a package of
   * another one, whole columns would be missing without a word.
   *
   * @throws AdapterFailure if it is of another version, or does not say of which
   */
  void requireVersion(Version version) throws AdapterFailure {
    String said = properties.getOrDefault("oneroster.version", "");
    if (said.isEmpty()) {
      throw Faults.content(
          "BAD_MANIFEST", "Reading manifest.csv: it does not say the oneroster.version.");
    }
    Optional<Version> found = Version.numbered(said);
    if (found.isEmpty()) {
      throw Faults.content(
          "VERSION_NOT_SUPPORTED",
          "Reading manifest.csv: the package is of none of the versions of OneRoster that are"
              + " supported: "
              + String.join(", ", Version.numbers())
              + ".",
          "Set the export of the source system to OneRoster " + version.number() + " CSV.");
    }
    if (found.get() != version) {
      throw otherVersion(found.get(), version);
    }
  }

  private static AdapterFailure otherVersion(Version found, Version expected) {
    return Faults.content(
        "OTHER_VERSION",
        "Reading manifest.csv: the package is of OneRoster "
            + found.number()
            + ", and the configuration reads "
            + expected.number()
            + ".",
        "Set the export of the source system to OneRoster "
            + expected.number()
            + " CSV; or look through the source's mappings, because files and columns differ, and"
            + " then write from.version: "
            + found.number()
            + ".");
  }

  /**
   * What is said about a file; empty if nothing is.
   *
   * @throws AdapterFailure if what is said has no meaning
   */
  Optional<Mode> mode(Table table) throws AdapterFailure {
    String said = properties.get(table.property().toLowerCase(Locale.ROOT));
    if (said == null) {
      return Optional.empty();
    }
    return Optional.of(
        switch (said) {
          case "absent", "" -> Mode.ABSENT;
          case "bulk" -> Mode.BULK;
          case "delta" -> Mode.DELTA;
          default ->
              throw Faults.content(
                  "BAD_MANIFEST",
                  "Reading manifest.csv: "
                      + table.property()
                      + " is not one of absent, bulk, delta.");
        });
  }
}
