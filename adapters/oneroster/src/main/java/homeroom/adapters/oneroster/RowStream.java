package homeroom.adapters.oneroster;

import homeroom.api.AdapterFailure;
import homeroom.api.SourceItem;
import homeroom.support.csv.CsvDialect;
import homeroom.support.csv.CsvRow;
import homeroom.support.csv.CsvTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a checked package, one at a time. A {@code flatMap} over its files would hold a whole
 * file in memory as soon as somebody asks the stream for an iterator.
 */
final class RowStream extends AbstractSpliterator<SourceItem> implements AutoCloseable {

  private final Path file;
  private final Deque<Sheet> ahead;
  private final Notes notes;
  private final Runnable atEnd;
  private @Nullable RosterZip zip;
  private @Nullable CsvTable table;
  private @Nullable RowReader reader;

  private RowStream(Path file, List<Sheet> sheets, Notes notes, Runnable atEnd) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.file = file;
    this.ahead = new ArrayDeque<>(sheets);
    this.notes = notes;
    this.atEnd = atEnd;
  }

  /**
   * The rows, read when they are asked for.
   *
   * @param atEnd is called once, when the stream is closed
   */
  static Stream<SourceItem> of(Path file, List<Sheet> sheets, Notes notes, Runnable atEnd) {
    RowStream rows = new RowStream(file, sheets, notes, atEnd);
    return StreamSupport.stream(rows, false).onClose(rows::close);
  }

  @Override
  public boolean tryAdvance(Consumer<? super SourceItem> action) {
    Optional<SourceItem> item = next();
    item.ifPresent(action);
    return item.isPresent();
  }

  @Override
  public void close() {
    try {
      closeTable();
      if (zip != null) {
        zip.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      atEnd.run();
    }
  }

  private Optional<SourceItem> next() {
    try {
      while (table != null || openNext()) {
        Optional<CsvRow> row = table.next();
        if (row.isPresent()) {
          return Optional.of(reader.read(row.get()));
        }
        closeTable();
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean openNext() throws IOException {
    Sheet sheet = ahead.poll();
    if (sheet == null) {
      return false;
    }
    table = CsvTable.open(opened().bytes(sheet.table().file()).orElseThrow(), CsvDialect.STANDARD);
    reader = new RowReader(sheet, notes);
    return true;
  }

  /** What was sound a moment ago and no longer is, is no fault of the package. */
  private RosterZip opened() throws IOException {
    if (zip == null) {
      try {
        zip = RosterZip.open(file, new Notes());
      } catch (AdapterFailure e) {
        throw new IOException("the kept package has changed", e);
      }
    }
    return zip;
  }

  private void closeTable() throws IOException {
    if (table != null) {
      table.close();
      table = null;
    }
  }
}
