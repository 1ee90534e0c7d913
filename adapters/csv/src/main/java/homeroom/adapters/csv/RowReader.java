package homeroom.adapters.csv;

import homeroom.api.Failure;
import homeroom.api.Operation;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.api.contract.FileContract;
import homeroom.support.contract.RowCheck;
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
  private final Structure structure;
  private final List<Optional<String>> names;
  private final Optional<RowCheck> check;

  /**
   * @param header the columns of the file, in its order
   * @param check by the contract of the file, if there is one
   */
  RowReader(
      String file,
      Layout layout,
      Structure structure,
      List<String> header,
      Optional<RowCheck> check) {
    this.file = file;
    this.layout = layout;
    this.structure = structure;
    this.names = header.stream().map(structure::name).toList();
    this.check = check;
  }

  SourceItem read(CsvRow row) {
    String place = file + ":" + row.line();
    return switch (row) {
      case CsvRow.Cells cells ->
          check
              .flatMap(it -> it.breach(cells.cells()))
              .map(breach -> broken(place, breach))
              .orElseGet(() -> item(place, values(cells.cells())));
      case CsvRow.Ragged ragged -> ragged(place, ragged);
    };
  }

  private SourceItem broken(String place, RowCheck.Breach breach) {
    FileContract contract = structure.contract().orElseThrow();
    return rejected(
        place,
        breach.column(),
        breach.code(),
        breach.problem(),
        "Correct the row at the source, or the column in " + contract.file() + ".");
  }

  private SourceItem ragged(String place, CsvRow.Ragged ragged) {
    return structure.isFixedWidth()
        ? rejected(
            place,
            "",
            "CONTRACT_LINE_LENGTH",
            "the line has " + ragged.found() + " characters instead of " + ragged.expected(),
            "Export the row again at its full length.")
        : rejected(
            place,
            "",
            "CSV_WRONG_CELL_COUNT",
            "the row has " + ragged.found() + " cells instead of " + ragged.expected(),
            "Export the row again with one cell for each column.");
  }

  private Map<String, Value> values(List<String> cells) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      names.get(i).ifPresent(name -> values.put(name, Value.text(cell.isBlank() ? "" : cell)));
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
