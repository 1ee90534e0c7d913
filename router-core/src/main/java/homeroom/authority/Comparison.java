package homeroom.authority;

import homeroom.api.Value;
import java.util.HashSet;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** When two values of a field count as the same. */
public enum Comparison {
  /** The same characters. */
  EXACT(UnaryOperator.identity()),
  /** White space at both ends does not count. */
  TRIM(String::strip),
  /** Neither case nor white space at both ends counts. */
  IGNORE_CASE(text -> text.strip().toLowerCase(Locale.ROOT)),
  /** The order and repetition of items do not count. */
  SET(UnaryOperator.identity());

  private final UnaryOperator<String> normal;

  Comparison(UnaryOperator<String> normal) {
    this.normal = normal;
  }

  /** Whether the two count as the same. */
  public boolean same(Value one, Value other) {
    if (one.equals(other)) {
      return true;
    }
    if (one instanceof Value.Text(var a) && other instanceof Value.Text(var b)) {
      return normal.apply(a).equals(normal.apply(b));
    }
    return this == SET
        && one instanceof Value.Items(var a)
        && other instanceof Value.Items(var b)
        && new HashSet<>(a).equals(new HashSet<>(b));
  }
}
