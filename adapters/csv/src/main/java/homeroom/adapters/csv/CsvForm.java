package homeroom.adapters.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Value;
import homeroom.support.outbox.Contents;
import homeroom.support.outbox.FileForm;
import homeroom.support.outbox.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A CSV file for each target, with the mapping's fields as columns, in their order. What is cleared
 * is a blank cell.
 *
 * @param deleted how a file of changes tells that a record is gone
 */
record CsvForm(char delimiter, Charset charset, Optional<Deleted> deleted) implements FileForm {

  /** A column of its own, and what it holds of records that are gone, and of others. */
  record Deleted(String column, String gone, String there) {}

  @Override
  public String of(String target) {
    return target;
  }

  @Override
  public Cells cells(Delivery delivery) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (Map.Entry<String, Value> field : delivery.payload().entrySet()) {
      String cell = field.getValue().isNull() ? "" : field.getValue().toString();
      if (!charset.newEncoder().canEncode(cell)) {
        return new Cells.Unfit(unfit(field.getKey()));
      }
      cells.put(field.getKey(), cell);
    }
    return new Cells.Ready(cells);
  }

  private Failure unfit(String column) {
    return Failure.of(
        Kind.CONTENT,
        "CSV_NOT_IN_CHARSET",
        "Writing column " + column + ": it has a character that " + charset + " does not have.",
        "Write charset: UTF-8 if the system reads that, or replace the character in the mapping.");
  }

  @Override
  public void write(Contents contents, OutputStream to) throws IOException {
    CsvWriter csv =
        CsvWriter.builder()
            .fieldSeparator(delimiter)
            .lineDelimiter(LineDelimiter.CRLF)
            .build(new OutputStreamWriter(to, charset));
    for (var target : contents.columns().entrySet()) {
      List<String> columns = target.getValue();
      Optional<Deleted> told = deleted.filter(_ -> contents.delta());
      List<String> header = new ArrayList<>(columns);
      told.ifPresent(it -> header.add(it.column()));
      csv.writeRecord(header);
      contents.rows().of(target.getKey(), row -> csv.writeRecord(cells(row, columns, told)));
    }
    csv.flush();
  }

  private static List<String> cells(Row row, List<String> columns, Optional<Deleted> told) {
    List<String> cells = new ArrayList<>();
    columns.forEach(column -> cells.add(row.cells().getOrDefault(column, "")));
    told.ifPresent(it -> cells.add(row.gone() ? it.gone() : it.there()));
    return cells;
  }
}
