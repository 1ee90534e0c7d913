package homeroom.adapters.csv;

import homeroom.api.Failure;
import homeroom.api.Operation;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.support.csv.CsvRow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes items of the rows of one file. */
final class RowReader {

  private final String file;
  private final Layout layout;
  private final List<String> columns;

  RowReader(String file, Layout layout, List<String> columns) {
    this.file = file;
    this.layout = layout;
    this.columns = List.copyOf(columns);
  }

  SourceItem read(CsvRow row) {
    String place = file + ":" + row.line();
    return switch (row) {
      case CsvRow.Cells cells -> item(place, values(cells.cells()));
      case CsvRow.Ragged ragged ->
          rejected(
              place,
              "",
              "CSV_WRONG_CELL_COUNT",
              "the row has " + ragged.found() + " cells instead of " + ragged.expected(),
              "Export the row again with one cell for each column.");
    };
  }

  private Map<String, Value> values(List<String> cells) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      values.put(columns.get(i), Value.text(cell.isBlank() ? "" : cell));
    }
    return values;
  }

  private SourceItem item(String place, Map<String, Value> values) {
    if (layout.time().isEmpty()) {
      return row(place, values, Optional.empty());
    }
    TimeColumn column = layout.time().get();
    String cell = String.valueOf(values.get(column.name()));
    if (cell.isEmpty()) {
      return row(place, values, Optional.empty());
    }
    Optional<Instant> time = column.read(cell);
    return time.isPresent()
        ? row(place, values, time)
        : rejected(
            place,
            column.name(),
            "CSV_BAD_DATE",
            "the value is not written as date-format says",
            "Correct the value, or the source's date-format.");
  }

  private SourceItem row(String place, Map<String, Value> values, Optional<Instant> time) {
    return new SourceItem.Row(
        layout.collection(),
        place,
        values,
        Operation.UPSERT,
        time,
        Optional.empty(),
        Optional.empty());
  }

  private SourceItem rejected(
      String place, String column, String code, String problem, String remedy) {
    String where = column.isEmpty() ? place : place + ", column " + column;
    return new SourceItem.Rejected(
        layout.collection(),
        place,
        column,
        Failure.of(Failure.Kind.CONTENT, code, "Reading " + where + ": " + problem + ".", remedy));
  }
}
