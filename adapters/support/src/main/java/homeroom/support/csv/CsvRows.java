package homeroom.support.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A file of rows, read row by row. Not thread-safe. */
public interface CsvRows extends AutoCloseable {

  /** The names of the columns, in the file's order. */
  List<String> columns();

  /**
   * The next row, or empty after the last.
   *
   * @throws CsvFault if the file cannot be trusted
   * @throws IOException if the bytes could not be read
   */
  Optional<CsvRow> next() throws IOException;

  @Override
  void close() throws IOException;

  /**
   * The rows not read yet; closing the stream closes the file. What {@link #next} throws comes in
   * an {@link UncheckedIOException}.
   */
  default Stream<CsvRow> rows() {
    return Stream.generate(this::nextUnchecked)
        .takeWhile(Optional::isPresent)
        .map(Optional::get)
        .onClose(this::closeUnchecked);
  }

  private Optional<CsvRow> nextUnchecked() {
    try {
      return next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void closeUnchecked() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
