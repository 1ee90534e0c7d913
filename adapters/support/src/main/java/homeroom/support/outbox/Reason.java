package homeroom.support.outbox;

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Why a system rejected a row, in its own words, as far as these may be kept: no cell of the row,
 * nothing in quotes, no number, no address, and not more than a line.
 */
final class Reason {

  private static final int LONGEST = 120;
  private static final int SHORTEST_CELL = 3;
  private static final String MASK = "…";

  private static final Pattern QUOTED =
      Pattern.compile("\"[^\"]*\"|'[^']*'|\u201c[^\u201d]*\u201d|`[^`]*`");
  private static final Pattern TELLING = Pattern.compile("\\S*[\\d@]\\S*");
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cntrl}]+");

  private Reason() {}

  /** Empty if nothing is left of it. */
  static String of(String said, Collection<String> cells) {
    String text = QUOTED.matcher(said).replaceAll(MASK);
    for (String cell : cells) {
      if (cell.strip().length() >= SHORTEST_CELL) {
        text =
            Pattern.compile(Pattern.quote(cell.strip()), Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .replaceAll(MASK);
      }
    }
    text = SPACE.matcher(TELLING.matcher(text).replaceAll(MASK)).replaceAll(" ").strip();
    boolean empty = text.toLowerCase(Locale.ROOT).chars().noneMatch(Character::isLetter);
    return empty ? "" : text.length() > LONGEST ? text.substring(0, LONGEST) + MASK : text;
  }
}
