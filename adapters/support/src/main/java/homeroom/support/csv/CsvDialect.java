package homeroom.support.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How a file is written. Cells are quoted with {@code "}; lines end with LF, CRLF or CR, which may
 * be mixed; a byte order mark is ignored.
 *
 * @param delimiter what stands between two cells
 * @param charset how bytes become characters
 */
public record CsvDialect(char delimiter, Charset charset) {

  /** Commas and UTF-8. */
  public static final CsvDialect STANDARD = new CsvDialect(',', StandardCharsets.UTF_8);
}
