package homeroom.support.csv;

import homeroom.api.Failure;
import java.io.IOException;

/** A CSV file that cannot be trusted as a whole. Its text names lines and columns, never a cell. */
public final class CsvFault extends IOException {

  private static final long serialVersionUID = 1L;

  /** What is wrong with the file. */
  public enum Kind {
    /** Bytes that the declared character set does not have, or NUL characters. */
    NOT_TEXT("Export the file in the expected character set and hand it in again."),
    /** A quote that is not closed, or text after a closing quote. */
    BAD_QUOTES("Export the file again with every quote inside a cell doubled."),
    /** The file is empty or its first line is blank. */
    NO_HEADER("Export the file again with the column names in its first line."),
    /** Two columns have the same name. */
    DUPLICATE_COLUMN("Rename or remove one of the two columns."),
    /** A header and nothing below it. */
    NO_ROWS("Export the file again; an export without rows is a fault, not an empty district."),
    /** The file ends in the middle of a row. */
    CUT_SHORT(
        "Hand in the complete file; if it is complete, give its last row all its cells or a line"
            + " end.");

    private final String remedy;

    Kind(String remedy) {
      this.remedy = remedy;
    }
  }

  private final Kind kind;
  private final long line;
  private final String remedy;

  CsvFault(Kind kind, long line, String what) {
    this(kind, line, what, kind.remedy);
  }

  CsvFault(Kind kind, long line, String what, String remedy) {
    super("line " + line + ": " + what);
    this.kind = kind;
    this.line = line;
    this.remedy = remedy;
  }

  /** Of a file that was read to its end and holds no row. */
  public static CsvFault noRows() {
    return new CsvFault(Kind.NO_ROWS, 1, "there is no row in it");
  }

  public Kind kind() {
    return kind;
  }

  /** The line at fault, the first being 1. */
  public long line() {
    return line;
  }

  /**
   * The same for the hub, for example {@code CSV_CUT_SHORT}.
   *
   * @param prefix begins the code: the adapter's name in upper case
   * @param file what was read, for people
   */
  public Failure failure(String prefix, String file) {
    return Failure.of(
        Failure.Kind.CONTENT,
        prefix + "_" + kind,
        "Reading " + file + ", " + getMessage() + ".",
        remedy);
  }
}
