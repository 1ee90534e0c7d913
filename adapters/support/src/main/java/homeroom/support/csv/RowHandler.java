package homeroom.support.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Takes rows over from the parser. Used for one file. */
final class RowHandler extends AbstractBaseCsvCallbackHandler<ParsedRow> {

  private static final int MOST_CELLS = 1 << 14;
  private static final int MOST_CHARS = 1 << 26;

  private char[] chars = new char[1 << 10];
  private int[] ends = new int[64];
  private int cells;
  private boolean quoted;

  @Override
  protected void handleBegin(long line) {
    cells = 0;
    quoted = false;
  }

  @Override
  protected void handleField(int cell, char[] from, int begin, int length, boolean inQuotes) {
    int at = cells == 0 ? 0 : ends[cells - 1];
    if (cells == MOST_CELLS || at + length > MOST_CHARS) {
      throw new UncheckedIOException(
          new CsvFault(
              CsvFault.Kind.BAD_QUOTES,
              getStartingLineNumber(),
              "a row is longer than any can be, so a closing quote is missing"));
    }
    if (at + length > chars.length) {
      chars = Arrays.copyOf(chars, Math.max(2 * chars.length, at + length));
    }
    if (cells == ends.length) {
      ends = Arrays.copyOf(ends, 2 * cells);
    }
    System.arraycopy(from, begin, chars, at, length);
    ends[cells++] = at + length;
    quoted |= inQuotes;
  }

  @Override
  protected ParsedRow buildRecord() {
    return new ParsedRow(
        getStartingLineNumber(),
        Arrays.copyOf(chars, cells == 0 ? 0 : ends[cells - 1]),
        Arrays.copyOf(ends, cells),
        quoted);
  }
}
