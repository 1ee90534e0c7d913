package homeroom.adapters.oneroster;

import java.util.List;
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
