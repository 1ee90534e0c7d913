package homeroom.adapters.oneroster;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names at the top of a file, and which columns of a table they are. */
final class Header {

  /** Seen in packages of real systems, by lower-case name. */
  private static final Map<String, String> MISSPELT =
      Map.of(
          "datalastmodified", Table.MODIFIED,
          "datlastmodified", Table.MODIFIED,
          "prefferedgivenname", "preferredGivenName",
          "prefferedmiddlename", "preferredMiddleName",
          "prefferedfamilyname", "preferredFamilyName");

  private Header() {}

  /** The table's columns by their own names; all others as they are. */
  static List<String> canonical(Table table, List<String> header) {
    return header.stream().map(name -> canonical(table, name)).toList();
  }

  private static String canonical(Table table, String name) {
    String meant = MISSPELT.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    return table.names().stream()
        .filter(column -> column.equalsIgnoreCase(meant))
        .findFirst()
        .orElse(name);
  }

  /** How many of the names are columns of the table. */
  static long known(Table table, List<String> header) {
    return canonical(table, header).stream().filter(table.names()::contains).count();
  }

  /** The columns that a file cannot be without and this one has not. */
  static List<String> missing(Table table, List<String> header) {
    List<String> names = canonical(table, header);
    return table.columns().stream()
        .filter(Column::required)
        .map(Column::name)
        .filter(name -> !names.contains(name))
        .toList();
  }
}
