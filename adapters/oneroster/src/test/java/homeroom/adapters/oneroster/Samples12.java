package homeroom.adapters.oneroster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A sound package of OneRoster 1.2 with all its files, one row in each. */
final class Samples12 {

  /** Stands in every column of passwords. */
  static final String SECRET = "SECRETWORD";

  static final Set<String> ALL = Set.copyOf(Version.files());

  private Samples12() {}

  static Map<String, String> sound() {
    return of("bulk");
  }

  /** All files in one mode. */
  static Map<String, String> of(String mode) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("manifest.csv", manifest(mode));
    for (Table table : Tables12.ALL) {
      files.put(table.file(), text(table, mode.equals("delta") ? "active" : ""));
    }
    return files;
  }

  private static String manifest(String mode) {
    List<String> lines = new ArrayList<>();
    lines.add("propertyName,value");
    lines.add("manifest.version,1.0");
    lines.add("oneroster.version,1.2");
    Tables12.ALL.forEach(table -> lines.add(table.property() + "," + mode));
    lines.add("source.systemName,Test");
    return String.join("\n", lines) + "\n";
  }

  /** A header and one row. */
  static String text(Table table, String status) {
    return header(table) + "\n" + line(table, column -> cell(column, status)) + "\n";
  }

  static String header(Table table) {
    return line(table, Column::name);
  }

  private static String line(Table table, Function<Column, String> cell) {
    return table.columns().stream().map(cell).collect(Collectors.joining(","));
  }

  private static String cell(Column column, String status) {
    if (column.name().equals(Table.STATUS)) {
      return status;
    }
    return switch (column.kind()) {
      case TEXT -> Table.isPassword(column.name()) ? SECRET : "some";
      case DAY -> "2026-08-15";
      case MOMENT -> status.isEmpty() ? "" : "2026-08-15T10:15:30.250Z";
      case YEAR -> "2027";
      case WORD -> column.words().getFirst();
    };
  }
}
