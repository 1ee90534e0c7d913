package homeroom.app.contract;

import homeroom.support.csv.CsvDialect;
import homeroom.support.csv.CsvFault;
import homeroom.support.csv.CsvRow;
import homeroom.support.csv.CsvTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Guesses how a file is written: UTF-16 by its byte order mark, UTF-8 if all bytes are,
 * windows-1252 otherwise; as delimiter the character that gives most columns and the same number in
 * every row.
 */
final class DialectGuess {

  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final List<Character> DELIMITERS = List.of(',', '\t', ';', '|');
  private static final int ROWS = 200;

  private DialectGuess() {}

  static CsvDialect of(Path file, Optional<Character> delimiter, Optional<Charset> charset)
      throws IOException {
    Charset written = charset.isPresent() ? charset.get() : charset(file);
    char between = delimiter.isPresent() ? delimiter.get() : delimiter(file, written);
    return new CsvDialect(between, written);
  }

  private static Charset charset(Path file) throws IOException {
    if (hasWideMark(file)) {
      return StandardCharsets.UTF_16;
    }
    return isUtf8(file) ? StandardCharsets.UTF_8 : WINDOWS;
  }

  private static boolean hasWideMark(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      int first = bytes.read();
      int second = bytes.read();
      return (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
    }
  }

  private static boolean isUtf8(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      reader.transferTo(Writer.nullWriter());
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static char delimiter(Path file, Charset charset) throws IOException {
    char best = DELIMITERS.getFirst();
    int most = 1;
    for (char candidate : DELIMITERS) {
      int columns = evenColumns(file, new CsvDialect(candidate, charset));
      if (columns > most) {
        best = candidate;
        most = columns;
      }
    }
    return best;
  }

  /** How many columns there are if the first rows have as many cells; else 0. */
  private static int evenColumns(Path file, CsvDialect dialect) throws IOException {
    try (CsvTable table = CsvTable.open(Files.newInputStream(file), dialect)) {
      Optional<CsvRow> row = table.next();
      int ragged = 0;
      int read = 0;
      for (; row.isPresent() && read < ROWS; row = table.next()) {
        read++;
        ragged += row.get() instanceof CsvRow.Ragged ? 1 : 0;
      }
      return 2 * ragged > read ? 0 : table.columns().size();
    } catch (CsvFault e) {
      return 0;
    }
  }
}
