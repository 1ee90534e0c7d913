package homeroom.adapters.csv;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of names, as a shell has it: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a-z]},
 * {@code {a,b}} and a backslash before what stands for itself. Works on texts, because a name need
 * not be one that this machine could give to a file.
 */
final class Glob {

  private final String glob;
  private final StringBuilder regex = new StringBuilder();
  private int at;
  private boolean choosing;

  private Glob(String glob) {
    this.glob = glob;
  }

  /** The same as a regular expression for the whole name; empty if it is no pattern. */
  static Optional<Pattern> compiled(String glob) {
    return new Glob(glob).compiled();
  }

  private Optional<Pattern> compiled() {
    try {
      while (at < glob.length()) {
        next();
      }
      if (choosing) {
        throw broken("a brace is open");
      }
      return Optional.of(Pattern.compile(regex.toString(), Pattern.DOTALL));
    } catch (PatternSyntaxException noPattern) {
      return Optional.empty();
    }
  }

  private void next() {
    char c = glob.charAt(at++);
    switch (c) {
      case '*' -> regex.append(".*");
      case '?' -> regex.append('.');
      case '[' -> letters();
      case '{' -> beginChoice();
      case '}' -> withinChoice(c, ")");
      case ',' -> withinChoice(c, "|");
      case '\\' -> literal(taken());
      default -> literal(c);
    }
  }

  private void beginChoice() {
    if (choosing) {
      throw broken("a brace within braces");
    }
    choosing = true;
    regex.append("(?:");
  }

  private void withinChoice(char c, String meaning) {
    if (choosing) {
      regex.append(meaning);
      choosing = c != '}';
    } else {
      literal(c);
    }
  }

  private void letters() {
    boolean others = at < glob.length() && glob.charAt(at) == '!';
    int from = others ? at + 1 : at;
    int to = glob.indexOf(']', from + 1);
    if (to < 0) {
      throw broken("a bracket is open");
    }
    String letters = glob.substring(from, to).replaceAll("[\\\\\\[\\]&^]", "\\\\$0");
    regex.append(others ? "[^" : "[").append(letters).append(']');
    at = to + 1;
  }

  private char taken() {
    if (at == glob.length()) {
      throw broken("nothing after a backslash");
    }
    return glob.charAt(at++);
  }

  private void literal(char c) {
    regex.append(Pattern.quote(String.valueOf(c)));
  }

  private PatternSyntaxException broken(String why) {
    return new PatternSyntaxException(why, glob, at);
  }
}
