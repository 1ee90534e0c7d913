package homeroom.support.csv;

import homeroom.api.contract.Column;
import homeroom.support.csv.CsvFault.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/**
 * A file without a header in which each column has its place in the line. Cells come without the
 * blanks around them; empty lines count for line numbers and for nothing else. A line of another
 * length is {@link CsvRow.Ragged}, counted in characters, unless it is the last one and has no line
 * end: then the file was cut short. Not thread-safe.
 */
public final class FixedWidthTable implements CsvRows {

  private final StrictReader decoded;
  private final BufferedReader lines;
  private final List<Column> columns;
  private final int width;
  private long line;
  private Optional<String> ahead = Optional.empty();

  private FixedWidthTable(StrictReader decoded, List<Column> columns, int width) {
    this.decoded = decoded;
    this.lines = new BufferedReader(decoded);
    this.columns = List.copyOf(columns);
    this.width = width;
  }

  /**
   * Begins to read; the table closes the bytes.
   *
   * @param columns each with a span
   * @param width how many characters a line has
   */
  public static FixedWidthTable open(
      InputStream bytes, Charset charset, List<Column> columns, int width) {
    return new FixedWidthTable(new StrictReader(bytes, charset), columns, width);
  }

  /**
   * How many characters the first line that is not empty has; empty if there is none. Reads no
   * further and closes the bytes.
   */
  public static Optional<Integer> firstLength(InputStream bytes, Charset charset)
      throws IOException {
    try (FixedWidthTable table = open(bytes, charset, List.of(), 0)) {
      return table.nextLine().map(FixedWidthTable::length);
    }
  }

  @Override
  public List<String> columns() {
    return columns.stream().map(Column::name).toList();
  }

  @Override
  public Optional<CsvRow> next() throws IOException {
    Optional<String> text = nextLine();
    return text.isEmpty() ? Optional.empty() : Optional.of(row(text.get()));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private CsvRow row(String text) throws IOException {
    int length = length(text);
    if (length != width) {
      if (length < width && atEnd() && !decoded.atLineEnd()) {
        throw new CsvFault(
            Kind.CUT_SHORT,
            line,
            "the file ends inside a row, after " + length + " of " + width + " characters");
      }
      return new CsvRow.Ragged(line, length, width);
    }
    return new CsvRow.Cells(line, columns.stream().map(column -> cell(column, text)).toList());
  }

  private static String cell(Column column, String text) {
    Column.Span span = column.span().orElseThrow();
    int from = text.offsetByCodePoints(0, span.from() - 1);
    return text.substring(from, text.offsetByCodePoints(from, span.length())).strip();
  }

  private Optional<String> nextLine() throws IOException {
    Optional<String> text = takeLine();
    while (text.filter(String::isEmpty).isPresent()) {
      text = takeLine();
    }
    return text;
  }

  private Optional<String> takeLine() throws IOException {
    Optional<String> text = ahead.isPresent() ? ahead : Optional.ofNullable(lines.readLine());
    ahead = Optional.empty();
    line += text.isPresent() ? 1 : 0;
    return text;
  }

  private boolean atEnd() throws IOException {
    ahead = Optional.ofNullable(lines.readLine());
    return ahead.isEmpty();
  }

  /** A character may be two of the JDK's. */
  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
