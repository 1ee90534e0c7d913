package homeroom.support.csv;

import java.util.List;

/** One row of a file, below the header. */
public sealed interface CsvRow {

  /** The line on which the row begins; the header is on line 1. */
  long line();

  /**
   * A row with a cell for each column.
   *
   * @param cells in the order of {@link CsvTable#columns}, never changed; a blank one is an empty
   *     text
   */
  record Cells(long line, List<String> cells) implements CsvRow {

    /** How many characters all cells have together. */
    public int length() {
      return cells instanceof ParsedRow parsed
          ? parsed.length()
          : cells.stream().mapToInt(String::length).sum();
    }
  }

  /**
   * A row that has fewer or more cells than there are columns, so that nobody knows which is which.
   *
   * @param found how many cells it has
   * @param expected how many it should have
   */
  record Ragged(long line, int found, int expected) implements CsvRow {}
}
