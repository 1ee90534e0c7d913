package homeroom.adapters.oneroster;

import homeroom.api.Delivery;
import homeroom.api.Failure.Kind;
import homeroom.api.Operation;
import homeroom.api.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the row of one delivery, or says why there is none. */
final class LineWriter {

  private static final String REMEDY = "Correct the field, or the mapping that fills it.";

  private final Version version;
  private final Table table;
  private final Delivery delivery;
  private final Map<String, String> cells = new LinkedHashMap<>();

  LineWriter(Version version, Table table, Delivery delivery) {
    this.version = version;
    this.table = table;
    this.delivery = delivery;
  }

  Line line() {
    for (Map.Entry<String, Value> field : delivery.payload().entrySet()) {
      Optional<Line.Refused> wrong = take(field.getKey(), field.getValue());
      if (wrong.isPresent()) {
        return wrong.get();
      }
    }
    boolean delete = delivery.operation() == Operation.DELETE;
    if (delete) {
      delivery.remoteId().ifPresent(id -> cells.putIfAbsent(Table.ID, id));
    }
    cells.put(Table.STATUS, delete ? "tobedeleted" : "active");
    Optional<Line> missing = missing(delete);
    return missing.orElseGet(() -> new Line.Ready(table, cells.get(Table.ID), cells));
  }

  private Optional<Line.Refused> take(String name, Value value) {
    if (!table.writable().contains(name) && !name.startsWith(Table.EXTENSION)) {
      return Optional.of(
          Line.refused(
              Kind.CONFIGURATION,
              "ONEROSTER_UNKNOWN_FIELD",
              doing(name) + ": the file has no such column that a mapping may fill",
              "Name one of " + String.join(", ", table.writable()) + " or metadata.…."));
    }
    if (value instanceof Value.Items list && list.items().stream().anyMatch(i -> i.contains(","))) {
      return Optional.of(
          unwritable(name, "an item of the list holds a comma, which separates the items"));
    }
    String text = text(value);
    if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      return Optional.of(unwritable(name, "the value holds a line break"));
    }
    return text.isEmpty() ? Optional.empty() : put(name, text);
  }

  private Optional<Line.Refused> put(String name, String text) {
    Column column = table.column(name).orElseGet(() -> Column.text(name));
    return switch (Cell.read(column, text)) {
      case Cell.Usable usable -> {
        cells.put(name, usable.value());
        yield Optional.empty();
      }
      case Cell.Unusable unusable ->
          Optional.of(new Line.Refused(unusable.failure(doing(name), REMEDY)));
    };
  }

  private Optional<Line> missing(boolean delete) {
    return table.columns().stream()
        .filter(column -> delete ? column.name().equals(Table.ID) : column.required())
        .filter(column -> !cells.containsKey(column.name()))
        .findFirst()
        .map(
            column ->
                Line.refused(
                    Kind.CONTENT,
                    "ONEROSTER_MISSING_VALUE",
                    doing(column.name())
                        + ": OneRoster "
                        + version.number()
                        + " requires a value and there is none",
                    REMEDY));
  }

  private Line.Refused unwritable(String name, String problem) {
    return Line.refused(
        Kind.CONTENT, "ONEROSTER_UNWRITABLE_VALUE", doing(name) + ": " + problem, REMEDY);
  }

  private String doing(String name) {
    return "Writing " + table.file() + ", column " + name;
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Null _ -> "";
      case Value.Text text -> text.text();
      case Value.Flag flag -> flag.toString();
      case Value.Whole whole -> whole.toString();
      case Value.Decimal decimal -> decimal.toString();
      case Value.Day day -> day.toString();
      case Value.Moment moment -> moment.toString();
      case Value.Items items -> items.toString();
    };
  }
}
