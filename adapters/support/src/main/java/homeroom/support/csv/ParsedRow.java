package homeroom.support.csv;

import homeroom.api.Fingerprint;
import homeroom.api.Fingerprinter;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/**
 * The cells of one row as the parser found them. A text is made of one when it is asked for, which
 * of most rows of an export nobody does. Immutable.
 */
final class ParsedRow extends AbstractList<String> implements RandomAccess {

  private final long line;
  private final char[] chars;
  private final int[] ends;
  private final boolean quoted;

  /**
   * @param line on which it begins
   * @param chars of all cells, one behind the other
   * @param ends where each cell ends
   * @param quoted whether a cell stands in quotes, and so may hold the end of a line
   */
  ParsedRow(long line, char[] chars, int[] ends, boolean quoted) {
    this.line = line;
    this.chars = chars;
    this.ends = ends;
    this.quoted = quoted;
  }

  long line() {
    return line;
  }

  int length() {
    return chars.length;
  }

  boolean isQuoted() {
    return quoted;
  }

  @Override
  public String get(int cell) {
    int begin = begin(cell);
    return new String(chars, begin, ends[cell] - begin);
  }

  @Override
  public int size() {
    return ends.length;
  }

  private int begin(int cell) {
    return cell == 0 ? 0 : ends[cell - 1];
  }

  /**
   * Of all cells and where each ends.
   *
   * @param blanked cells that are taken for empty; as many as there are cells
   */
  Fingerprint print(Fingerprinter by, boolean[] blanked) {
    for (int cell = 0; cell < ends.length; cell++) {
      if (blanked[cell] && begin(cell) < ends[cell]) {
        return without(blanked).print(by, new boolean[ends.length]);
      }
    }
    return by.of(chars, ends);
  }

  /** The same with some cells empty. */
  private ParsedRow without(boolean[] emptied) {
    char[] left = new char[chars.length];
    int[] leftEnds = new int[ends.length];
    int end = 0;
    for (int cell = 0; cell < ends.length; cell++) {
      int length = emptied[cell] ? 0 : ends[cell] - begin(cell);
      System.arraycopy(chars, begin(cell), left, end, length);
      end += length;
      leftEnds[cell] = end;
    }
    return new ParsedRow(line, Arrays.copyOf(left, end), leftEnds, quoted);
  }
}
