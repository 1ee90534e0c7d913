package homeroom.adapters.oneroster;

import homeroom.adapters.oneroster.Manifest.Mode;
import homeroom.api.AdapterFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One file of a package that will be read.
 *
 * @param mode {@code BULK} or {@code DELTA}
 * @param names its columns, in the file's order, by the specification's names as far as it has one
 */
record Sheet(Table table, Mode mode, List<String> names) {

  Sheet {
    names = List.copyOf(names);
  }

  static Sheet of(Table table, Mode mode, List<String> header, Notes notes) throws AdapterFailure {
    List<String> names = Header.canonical(table, header);
    requireUnique(table, names);
    requireColumns(table, mode, names);
    note(table, header, names, notes);
    return new Sheet(table, mode, names);
  }

  private static void note(Table table, List<String> header, List<String> names, Notes notes) {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (!name.equals(header.get(i))) {
        notes.add(Notes.Note.OTHER_COLUMN_NAME);
      } else if (table.column(name).isEmpty() && !name.startsWith(Table.EXTENSION)) {
        notes.add(Notes.Note.OWN_COLUMN);
      }
    }
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

  /** A delta without status could not tell a change from a deletion. */
  private static void requireColumns(Table table, Mode mode, List<String> names)
      throws AdapterFailure {
    List<String> missing = new ArrayList<>(Header.missing(table, names));
    if (mode == Mode.DELTA && !names.contains(Table.STATUS)) {
      missing.add(Table.STATUS);
    }
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
}
