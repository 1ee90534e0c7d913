package homeroom.adapters.oneroster;

import homeroom.api.AdapterFailure;
import homeroom.api.UnreadRow;
import homeroom.api.UnusableBatch;
import homeroom.support.rows.ReadAhead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a package, one at a time. A {@code flatMap} over its files would hold a whole file in
 * memory as soon as somebody asks the stream for an iterator.
 */
final class RowStream implements AutoCloseable {

  private final Path file;
  private final Deque<Sheet> ahead;
  private final Notes notes;
  private final Runnable atEnd;
  private @Nullable RosterZip zip;
  private @Nullable SheetRows rows;

  private RowStream(Path file, List<Sheet> sheets, Notes notes, Runnable atEnd) {
    this.file = file;
    this.ahead = new ArrayDeque<>(sheets);
    this.notes = notes;
    this.atEnd = atEnd;
  }

  /**
   * The rows, read while those before them are worked on. Reading ends in {@link UnusableBatch}
   * where a file turns out to be damaged.
   *
   * @param atEnd is called once, when the stream is closed
   */
  static Stream<UnreadRow> of(Path file, List<Sheet> sheets, Notes notes, Runnable atEnd) {
    RowStream rows = new RowStream(file, sheets, notes, atEnd);
    return ReadAhead.of(rows::next, RowReader::weight, rows::close);
  }

  @Override
  public void close() {
    try {
      closeSheet();
      if (zip != null) {
        zip.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      atEnd.run();
    }
  }

  private Optional<UnreadRow> next() {
    try {
      while (rows != null || openNext()) {
        Optional<UnreadRow> row = rows.next();
        if (row.isPresent()) {
          return row;
        }
        closeSheet();
      }
      return Optional.empty();
    } catch (AdapterFailure unusable) {
      throw new UnusableBatch(unusable);
    } catch (IOException e) {
      throw new UnusableBatch(Faults.io("Reading the kept package", e));
    }
  }

  private boolean openNext() throws IOException, AdapterFailure {
    Sheet sheet = ahead.poll();
    if (sheet == null) {
      return false;
    }
    if (zip == null) {
      zip = RosterZip.open(file, new Notes());
    }
    rows = SheetRows.of(zip, sheet, notes);
    return true;
  }

  private void closeSheet() throws IOException {
    if (rows != null) {
      rows.close();
      rows = null;
    }
  }
}
