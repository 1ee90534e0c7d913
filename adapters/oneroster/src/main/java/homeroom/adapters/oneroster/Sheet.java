package homeroom.adapters.oneroster;

import homeroom.adapters.oneroster.Manifest.Mode;
import homeroom.api.AdapterFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One file of a package that will be read.
 *
 * @param mode {@code BULK} or {@code DELTA}
 * @param names its columns, in the file's order, by the specification's names as far as it has one
 */
record Sheet(Table table, Mode mode, List<String> names) {

  /** Seen in packages of real systems, by lower-case name. */
  private static final Map<String, String> MISSPELT =
      Map.of("datalastmodified", Table.MODIFIED, "datlastmodified", Table.MODIFIED);

  Sheet {
    names = List.copyOf(names);
  }

  static Sheet of(Table table, Mode mode, List<String> header, Notes notes) throws AdapterFailure {
    List<String> names = new ArrayList<>();
    for (String name : header) {
      names.add(canonical(table, name, notes));
    }
    requireUnique(table, names);
    requireColumns(table, mode, names);
    return new Sheet(table, mode, names);
  }

  private static String canonical(Table table, String name, Notes notes) {
    if (table.column(name).isPresent()) {
      return name;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    Optional<String> meant =
        Optional.ofNullable(MISSPELT.get(lower))
            .or(() -> table.names().stream().filter(n -> n.equalsIgnoreCase(name)).findFirst());
    meant.ifPresent(_ -> notes.add(Notes.Note.OTHER_COLUMN_NAME));
    return meant.orElse(name);
  }

  private static void requireUnique(Table table, List<String> names) throws AdapterFailure {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw Faults.content(
            "DUPLICATE_COLUMN",
            "Reading " + table.file() + ": column " + name + " is there twice.",
            "Remove one of the two columns from the export.");
      }
    }
  }

  private static void requireColumns(Table table, Mode mode, List<String> names)
      throws AdapterFailure {
    List<String> missing =
        table.columns().stream()
            .filter(column -> mustBeThere(column, mode))
            .map(Column::name)
            .filter(name -> !names.contains(name))
            .toList();
    if (!missing.isEmpty()) {
      throw Faults.content(
          "MISSING_COLUMN",
          "Reading "
              + table.file()
              + ": required columns are missing: "
              + String.join(", ", missing)
              + ".",
          "Add the columns to the export of the source system.");
    }
  }

  /** A delta without status could not tell a change from a deletion. */
  private static boolean mustBeThere(Column column, Mode mode) {
    return column.required() || (mode == Mode.DELTA && column.name().equals(Table.STATUS));
  }
}
