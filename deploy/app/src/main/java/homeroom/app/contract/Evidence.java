package homeroom.app.contract;

import homeroom.support.csv.CsvDialect;
import homeroom.support.csv.CsvRow;
import homeroom.support.csv.CsvSummary;
import homeroom.support.csv.CsvTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a whole file shows of its columns.
 *
 * @param rows how many it has below the header
 * @param ragged how many of them have the wrong number of cells
 */
record Evidence(List<ColumnEvidence> columns, long rows, long ragged) {

  Evidence {
    columns = List.copyOf(columns);
  }

  static Evidence of(Path file, CsvDialect dialect) throws IOException {
    CsvTable table = CsvTable.open(Files.newInputStream(file), dialect);
    List<ColumnEvidence> columns = table.columns().stream().map(ColumnEvidence::new).toList();
    CsvSummary summary =
        CsvSummary.of(
            table,
            row -> {
              if (row instanceof CsvRow.Cells cells) {
                for (int i = 0; i < columns.size(); i++) {
                  columns.get(i).add(cells.cells().get(i));
                }
              }
            });
    return new Evidence(columns, summary.rows(), summary.ragged());
  }

  /**
   * Whether the first line looks like names of columns; else its texts may be somebody's data and
   * are shown to nobody. Names that are also values of their own columns are few, and one at least
   * is something else than the cells below it.
   */
  boolean hasHeader() {
    long repeated = columns.stream().filter(ColumnEvidence::holdsItsName).count();
    return columns.stream().noneMatch(ColumnEvidence::isNamedLikeACell)
        && columns.stream().anyMatch(ColumnEvidence::isNamedUnlikeACell)
        && 4 * repeated < columns.size();
  }
}
