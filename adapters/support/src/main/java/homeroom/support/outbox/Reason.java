package homeroom.support.outbox;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why a system rejected a row, in its own words, as far as these may be kept: no cell of the row
 * and no word of one, nothing in quotes, no number, no address, and not more than a line.
 */
final class Reason {

  private static final int READ = 1000;
  private static final int LONGEST = 120;
  private static final int SHORTEST = 3;
  private static final String MASK = "…";

  private static final Pattern QUOTED =
      Pattern.compile("\"[^\"]*(?:\"|$)|'[^']*'|\u201c[^\u201d]*(?:\u201d|$)|`[^`]*`");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}]+");
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cntrl}]+");

  private Reason() {}

  /** Empty if nothing is left of it. */
  static String of(String said, Collection<String> cells) {
    String text = QUOTED.matcher(beginning(said)).replaceAll(MASK);
    for (String cell : cells) {
      if (cell.strip().length() >= SHORTEST) {
        text = wherever(cell.strip()).matcher(text).replaceAll(MASK);
      }
    }
    Set<String> words = cells.stream().flatMap(Reason::words).collect(Collectors.toSet());
    text =
        Arrays.stream(SPACE.split(text.strip()))
            .map(token -> masked(token, words))
            .collect(Collectors.joining(" "));
    boolean empty = text.chars().noneMatch(Character::isLetter);
    return empty ? "" : text.length() > LONGEST ? text.substring(0, LONGEST) + MASK : text;
  }

  /** Ends before a word that would be cut, as nobody would know it again. */
  private static String beginning(String said) {
    if (said.length() <= READ) {
      return said;
    }
    int end = READ;
    while (end > 0 && !Character.isWhitespace(said.charAt(end))) {
      end--;
    }
    return said.substring(0, end);
  }

  private static Pattern wherever(String cell) {
    return Pattern.compile(Pattern.quote(cell), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private static Stream<String> words(String cell) {
    return NO_WORD
        .splitAsStream(cell)
        .filter(word -> word.length() >= SHORTEST)
        .map(word -> word.toLowerCase(Locale.ROOT));
  }

  private static String masked(String token, Set<String> words) {
    if (token.chars().anyMatch(it -> Character.isDigit(it) || it == '@')) {
      return MASK;
    }
    return WORD.matcher(token)
        .replaceAll(it -> words.contains(it.group().toLowerCase(Locale.ROOT)) ? MASK : it.group());
  }
}
