package homeroom.adapters.oneroster;

import homeroom.api.AdapterFailure;
import homeroom.support.csv.CsvRow;
import homeroom.support.csv.CsvTable;
import java.io.IOException;
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

  /** What a file holds. */
  enum Mode {
    ABSENT,
    /** Every record there is. */
    BULK,
    /** What has changed. */
    DELTA
  }

  Manifest {
    properties = Map.copyOf(properties);
  }

  /** Reads the first two columns, whatever they are called. */
  static Manifest read(CsvTable table) throws IOException, AdapterFailure {
    if (table.columns().size() < 2) {
      throw Faults.content(
          "BAD_MANIFEST", "Reading manifest.csv: it has not the columns propertyName and value.");
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
        cells.get(0).strip().toLowerCase(Locale.ROOT),
        cells.get(1).strip().toLowerCase(Locale.ROOT));
  }

  /**
   * Refuses a version that is read differently from 1.1.
   *
   * @throws AdapterFailure if it is not 1.1, or not said
   */
  void requireVersion() throws AdapterFailure {
    String version = properties.getOrDefault("oneroster.version", "");
    if (version.isEmpty()) {
      throw Faults.content(
          "BAD_MANIFEST", "Reading manifest.csv: it does not say the oneroster.version.");
    }
    if (!version.equals("1.1")) {
      throw Faults.content(
          "VERSION_NOT_SUPPORTED",
          "Reading manifest.csv: the package is not of OneRoster 1.1, and no other version is"
              + " supported yet.",
          "Set the export of the source system to OneRoster 1.1 CSV.");
    }
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
