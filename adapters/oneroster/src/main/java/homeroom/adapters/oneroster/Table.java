package homeroom.adapters.oneroster;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One file of a OneRoster package.
 *
 * @param file its name as the specification writes it, which is also the collection's and the
 *     target's name
 * @param columns in the specification's order
 */
record Table(String file, List<Column> columns) {

  static final String ID = "sourcedId";
  static final String STATUS = "status";
  static final String MODIFIED = "dateLastModified";

  /** Never read and never written: a hub has no business with it. */
  static final String PASSWORD = "password";

  /** Columns with this prefix are a district's own. */
  static final String EXTENSION = "metadata.";

  /** So some systems name columns of their own. */
  static final String VENDOR_EXTENSION = "ext_";

  Table {
    columns = List.copyOf(columns);
  }

  /** As the manifest names it: {@code file.users}. */
  String property() {
    return "file." + file.substring(0, file.length() - ".csv".length());
  }

  Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** The same file with a column in place of the one of that name, or else at its end. */
  Table with(Column column) {
    List<Column> changed = new ArrayList<>(columns);
    int place = names().indexOf(column.name());
    if (place < 0) {
      changed.add(column);
    } else {
      changed.set(place, column);
    }
    return new Table(file, changed);
  }

  /** The same file without the column of that name. */
  Table without(String column) {
    return new Table(file, columns.stream().filter(one -> !one.name().equals(column)).toList());
  }

  /** Whether a column holds passwords, whatever a system writes before the word. */
  static boolean isPassword(String column) {
    String lower = column.toLowerCase(Locale.ROOT);
    return lower
        .substring(Math.max(lower.lastIndexOf('.'), lower.lastIndexOf('_')) + 1)
        .equals(PASSWORD);
  }

  /** Whether a system may have columns of such a name of its own. */
  static boolean isExtension(String column) {
    return column.startsWith(EXTENSION) || column.startsWith(VENDOR_EXTENSION);
  }

  /** What can be named in a mapping of a source. */
  List<String> readable() {
    return names().stream().filter(name -> !name.equals(PASSWORD)).toList();
  }

  /** What can be named in a mapping of a consumer; the adapter fills the others itself. */
  List<String> writable() {
    return readable().stream()
        .filter(name -> !name.equals(STATUS) && !name.equals(MODIFIED))
        .toList();
  }

  List<String> names() {
    return columns.stream().map(Column::name).toList();
  }
}
