package homeroom.api.contract;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/**
 * What files of one version of a format look like. Values in the files stay texts; a contract says
 * which texts there may be.
 *
 * @param name of this version, in reports
 * @param file of the configuration in which it is written
 * @param form how lines become cells
 * @param charset how bytes become characters; what the source says otherwise, where it is empty
 * @param columns at least one, in the order in which they are written
 * @param key columns that together name a row, each row once; may be none
 * @param rows how many there may be
 */
public record FileContract(
    String name,
    String file,
    Form form,
    Optional<Charset> charset,
    List<Column> columns,
    List<String> key,
    RowRange rows) {

  /** How lines become cells. */
  public sealed interface Form {

    /**
     * Cells with something between them, below a header with the columns' names.
     *
     * @param delimiter what the source says otherwise, where it is empty
     */
    record Delimited(Optional<Character> delimiter, boolean strictOrder, boolean ignoresOthers)
        implements Form {}

    /** Each column at its place in the line; every line is equally long, and there is no header. */
    record FixedWidth() implements Form {}
  }

  public FileContract {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /** The names of the columns as the file has them. */
  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** How many characters a line of a fixed-width file has; 0 for others. */
  public int width() {
    return columns.stream()
        .flatMap(column -> column.span().stream())
        .mapToInt(Column.Span::end)
        .max()
        .orElse(0);
  }
}
