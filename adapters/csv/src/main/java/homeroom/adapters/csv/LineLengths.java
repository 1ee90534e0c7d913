package homeroom.adapters.csv;

import homeroom.support.csv.CsvRow;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Counts how long the lines of a file of fixed width are. Not thread-safe. */
final class LineLengths implements Consumer<CsvRow> {

  private long fitting;
  private final Map<Integer, Long> others = new HashMap<>();

  @Override
  public void accept(CsvRow row) {
    switch (row) {
      case CsvRow.Cells _ -> fitting++;
      case CsvRow.Ragged ragged -> others.merge(ragged.found(), 1L, Long::sum);
    }
  }

  /**
   * How many lines there are of each length.
   *
   * @param width that of the lines with all cells
   */
  Map<Integer, Long> counted(int width) {
    Map<Integer, Long> all = new HashMap<>(others);
    all.put(width, fitting);
    return all;
  }
}
