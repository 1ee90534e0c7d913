package homeroom.support.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import homeroom.support.csv.CsvFault.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A CSV file with a header, read row by row; memory holds one row.
 *
 * <ol>
 *   <li>Columns are known by name; columns without a name are left out, wherever they stand.
 *   <li>Empty lines count for line numbers and for nothing else.
 *   <li>A row may leave out, or add, blank cells below and beyond columns without a name at the
 *       right end; every other difference from the header's width is {@link CsvRow.Ragged}.
 *   <li>What makes the whole file doubtful is a {@link CsvFault}: it is thrown when the reading
 *       gets there, so whoever wants to know first reads the file twice.
 * </ol>
 *
 * <p>Not thread-safe.
 */
public final class CsvTable implements CsvRows {

  private final StrictReader reader;
  private final char delimiter;
  private final CloseableIterator<ParsedRow> records;
  private final List<String> columns;
  private final int[] positions;

  /** How many cells a row has, up to and including the last column with a name. */
  private final int width;

  private long nextLine = 1;

  private CsvTable(StrictReader reader, char delimiter, Predicate<String> counts)
      throws IOException {
    this.reader = reader;
    this.delimiter = delimiter;
    this.records =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .build(new RowHandler(), reader)
            .iterator();
    ParsedRow first =
        nextRecord().orElseThrow(() -> new CsvFault(Kind.NO_HEADER, 1, "the file is empty"));
    List<String> header = header(first);
    this.positions = named(header);
    this.columns = pick(header);
    this.width = positions[positions.length - 1] + 1;
    if (first.isQuoted()) {
      refuseSwallowedRows(first);
    }
    refuseDuplicates(counts);
  }

  /**
   * Begins to read; the table closes the bytes.
   *
   * @throws CsvFault if the header cannot be used
   * @throws IOException if the bytes could not be read
   */
  public static CsvTable open(InputStream bytes, CsvDialect dialect) throws IOException {
    return open(bytes, dialect, _ -> true);
  }

  /**
   * The same of a file of which not all columns are used.
   *
   * @param counts names that no two columns may have; of others the file may have several
   */
  public static CsvTable open(InputStream bytes, CsvDialect dialect, Predicate<String> counts)
      throws IOException {
    StrictReader reader = new StrictReader(bytes, dialect.charset());
    try {
      return new CsvTable(reader, dialect.delimiter(), counts);
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** The names of the columns, in the file's order, without white space around them. */
  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public Optional<CsvRow> next() throws IOException {
    Optional<ParsedRow> found = nextRecord();
    return found.isEmpty() ? Optional.empty() : Optional.of(row(found.get()));
  }

  @Override
  public void close() throws IOException {
    records.close();
    reader.close();
  }

  private CsvRow row(ParsedRow row) throws IOException {
    if (row.isQuoted()) {
      refuseSwallowedRows(row);
    }
    if (row.size() == positions.length && width == positions.length) {
      return new CsvRow.Cells(row.line(), row);
    }
    if (row.size() < width || !blankFrom(row, width)) {
      return ragged(row.line(), row);
    }
    return new CsvRow.Cells(row.line(), pick(row));
  }

  private CsvRow.Ragged ragged(long line, List<String> cells) throws IOException {
    if (cells.stream().anyMatch(CsvTable::spansLines)) {
      throw new CsvFault(Kind.BAD_QUOTES, line, "a quote is opened and not closed");
    }
    if (cells.size() < width && !reader.atLineEnd() && !hasNext()) {
      throw new CsvFault(
          Kind.CUT_SHORT,
          line,
          "the file ends inside a row, after " + cells.size() + " of " + width + " cells");
    }
    return new CsvRow.Ragged(line, cells.size(), width);
  }

  /**
   * A lost closing quote makes one cell of the rows up to the next quote. Rows must not vanish like
   * that: to whoever compares with yesterday they would look deleted.
   */
  private void refuseSwallowedRows(ParsedRow row) throws CsvFault {
    for (String cell : row) {
      if (width > 1 && spansLines(cell) && delimitersIn(cell) >= width - 1) {
        throw new CsvFault(
            Kind.BAD_QUOTES, row.line(), "a cell holds whole rows, so a closing quote is missing");
      }
    }
  }

  private static List<String> header(ParsedRow first) throws CsvFault {
    List<String> header = first.stream().map(String::strip).toList();
    if (blankFrom(header, 0)) {
      throw new CsvFault(Kind.NO_HEADER, first.line(), "no column has a name");
    }
    return header;
  }

  private static int[] named(List<String> header) {
    List<Integer> named = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      if (!header.get(i).isEmpty()) {
        named.add(i);
      }
    }
    return named.stream().mapToInt(Integer::intValue).toArray();
  }

  private List<String> pick(List<String> cells) {
    List<String> picked = new ArrayList<>(positions.length);
    for (int position : positions) {
      picked.add(cells.get(position));
    }
    return List.copyOf(picked);
  }

  /** Says where, not what: of a file without a header the names would be somebody's data. */
  private void refuseDuplicates(Predicate<String> counts) throws CsvFault {
    for (int i = 0; i < columns.size(); i++) {
      int first = columns.indexOf(columns.get(i));
      if (first < i && counts.test(columns.get(i))) {
        int one = positions[first] + 1;
        int other = positions[i] + 1;
        throw new CsvFault(
            Kind.DUPLICATE_COLUMN, 1, "columns " + one + " and " + other + " have the same name");
      }
    }
  }

  private Optional<ParsedRow> nextRecord() throws IOException {
    if (!hasNext()) {
      return Optional.empty();
    }
    ParsedRow row = records.next();
    nextLine = row.line() + 1;
    return Optional.of(row);
  }

  private boolean hasNext() throws IOException {
    try {
      return records.hasNext();
    } catch (CsvParseException e) {
      throw faultIn(e);
    } catch (UncheckedIOException e) {
      throw faultIn(e);
    }
  }

  /** The parser's own text can hold a character of a cell and is not passed on. */
  private IOException faultIn(RuntimeException problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof CsvFault fault) {
        return fault;
      }
      if (cause instanceof IOException io) {
        return io;
      }
    }
    return new CsvFault(
        Kind.BAD_QUOTES, nextLine, "a quote is not closed, or text follows a closing quote");
  }

  private static boolean blankFrom(List<String> cells, int from) {
    return cells.stream().skip(from).allMatch(String::isBlank);
  }

  private static boolean spansLines(String cell) {
    return cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0;
  }

  private long delimitersIn(String cell) {
    return cell.chars().filter(c -> c == delimiter).count();
  }
}
