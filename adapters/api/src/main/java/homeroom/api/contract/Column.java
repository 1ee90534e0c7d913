package homeroom.api.contract;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;

/**
 * One column of a file.
 *
 * @param name in the file
 * @param as what mappings call it, whatever the version of the format
 * @param kind what its cells are; a blank cell is of every kind
 * @param required whether no cell may be blank
 * @param allowed the only values there may be; any where it is empty
 * @param pattern what a cell looks like from its first to its last character; of RE2, which takes
 *     no more time than the cell is long, whatever stands in it
 * @param in a column of the same file, by its name there, among whose values a cell must be
 * @param span where it stands in the line of a fixed-width file
 */
public record Column(
    String name,
    String as,
    CellKind kind,
    boolean required,
    List<String> allowed,
    Optional<Pattern> pattern,
    Optional<String> in,
    Optional<Span> span) {

  /**
   * A part of a line.
   *
   * @param from counted from 1
   * @param length in characters
   */
  public record Span(int from, int length) {

    /** The last character, counted from 1. */
    public int end() {
      return from + length - 1;
    }
  }

  public Column {
    allowed = List.copyOf(allowed);
  }

  /** A column of any text. */
  public static Column text(String name) {
    return new Column(
        name,
        name,
        new CellKind.Text(),
        false,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
