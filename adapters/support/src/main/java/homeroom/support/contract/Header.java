package homeroom.support.contract;

import homeroom.support.csv.CsvFault;
import homeroom.support.csv.CsvRow;
import homeroom.support.csv.CsvRows;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of a file's columns.
 *
 * @param names all different
 * @param sure whether they are names for all one can tell; else they may be somebody's data, and
 *     are not shown
 */
public record Header(List<String> names, boolean sure) {

  private static final int LONGEST = 100;

  private static final Pattern NUMBER = Pattern.compile("[+-]?[\\d., ]*\\d[\\d., ]*%?");
  private static final Pattern DAY = Pattern.compile("\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}([ T].*)?");
  private static final Pattern LONG_OR_WIDE = Pattern.compile("\\d{5}|\\s{2}|[\\r\\n]|@");

  public Header {
    names = List.copyOf(names);
  }

  /** Looks at the row below as well: a header without its line end is wider than that. */
  public static Header of(CsvRows file) throws IOException {
    List<String> names = file.columns();
    return new Header(
        names, names.stream().noneMatch(Header::isNamedLikeACell) && isAsWideAsTheNextRow(file));
  }

  private static boolean isAsWideAsTheNextRow(CsvRows file) throws IOException {
    try {
      Optional<CsvRow> row = file.next();
      return row.isEmpty() || row.get() instanceof CsvRow.Cells;
    } catch (CsvFault doubtful) {
      return false;
    }
  }

  /**
   * A number, a day or an address is hardly a column's name, and neither is what holds a long
   * number or the end of a line, is filled up with blanks, as lines of fixed width are, or is a
   * whole sentence.
   */
  public static boolean isNamedLikeACell(String name) {
    return name.length() > LONGEST
        || NUMBER.matcher(name).matches()
        || DAY.matcher(name).matches()
        || LONG_OR_WIDE.matcher(name).find();
  }
}
