package homeroom.support.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a file is like that was read to its last byte and found sound.
 *
 * @param columns the names, in the file's order
 * @param rows how many rows there are below the header; at least one
 * @param ragged how many of them have the wrong number of cells
 */
public record CsvSummary(List<String> columns, long rows, long ragged) {

  public CsvSummary {
    columns = List.copyOf(columns);
  }

  /**
   * Reads a file once, to know before the first row is used that every row can be read.
   *
   * @throws CsvFault if the file cannot be trusted, or holds no row
   * @throws IOException if the bytes could not be read
   */
  public static CsvSummary of(InputStream bytes, CsvDialect dialect) throws IOException {
    return of(CsvTable.open(bytes, dialect), _ -> {});
  }

  /**
   * The same of a file that is open already, and is closed then.
   *
   * @param each is shown every row
   */
  public static CsvSummary of(CsvRows open, Consumer<CsvRow> each) throws IOException {
    try (CsvRows table = open) {
      CsvSummary summary = count(table, each);
      if (summary.rows == 0) {
        throw CsvFault.noRows();
      }
      return summary;
    }
  }

  private static CsvSummary count(CsvRows table, Consumer<CsvRow> each) throws IOException {
    long rows = 0;
    long ragged = 0;
    for (Optional<CsvRow> row = table.next(); row.isPresent(); row = table.next()) {
      rows++;
      each.accept(row.get());
      ragged +=
          switch (row.get()) {
            case CsvRow.Cells _ -> 0;
            case CsvRow.Ragged _ -> 1;
          };
    }
    return new CsvSummary(table.columns(), rows, ragged);
  }
}
