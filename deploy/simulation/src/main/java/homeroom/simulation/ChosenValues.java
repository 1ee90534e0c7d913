package homeroom.simulation;

import homeroom.api.Value;
import java.util.HashSet;
import java.util.Set;

/** The values that people choose. Not thread-safe. */
final class ChosenValues {

  private final boolean few;
  private final Set<String> cleared = new HashSet<>();
  private final Set<String> clearedUnmarked = new HashSet<>();
  private int made;

  /**
   * @param few whether values come again where that is told apart
   */
  ChosenValues(boolean few) {
    this.few = few;
  }

  /**
   * @param marked whether the feed that tells of it marks our writes; where it does not, nobody can
   *     tell one of them from a person who chose the same, and values do not come again
   */
  Value next(String field, int detail, boolean marked) {
    if (field.equals("school")) {
      return Value.text(Integer.toString(detail % 3));
    }
    if (detail % 7 == 6 && mayClear(field, marked)) {
      return Value.NULL;
    }
    return Value.text(marked && few ? "again " + detail % 2 : "v" + ++made);
  }

  /**
   * Nothing is a value like any other: where none repeats it does not tell who chose it, and where
   * nothing marks our writes not whether anybody did.
   */
  private boolean mayClear(String field, boolean marked) {
    boolean first = cleared.add(field);
    if (!marked) {
      return first && clearedUnmarked.add(field);
    }
    return first || few && !clearedUnmarked.contains(field);
  }
}
