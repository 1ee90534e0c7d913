package homeroom.audit;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery waits for. In the log it is {@code entity/key} of a parent or {@code
 * after:system}, of a deletion {@code children:entity}, and for a system that is told at boundaries
 * {@code boundary:source}; in the store the parent is {@code entity~pseudonym}, and several are
 * parted by spaces, which none of them holds.
 */
final class Waits {

  private static final String AFTER = "after:";
  private static final String CHILDREN = "children:";
  private static final String BOUNDARY = "boundary:";
  private static final int LONGEST = 2_000;

  private Waits() {}

  static boolean isRecord(String waited) {
    return !waited.startsWith(AFTER)
        && !waited.startsWith(CHILDREN)
        && !waited.startsWith(BOUNDARY);
  }

  /** The entity of a record; what is no record is a kind of its own. */
  static String kind(String stored) {
    int tilde = stored.indexOf('~');
    return tilde < 0 ? stored : stored.substring(0, tilde);
  }

  static String stored(String waited, UnaryOperator<String> naming) {
    return isRecord(waited) ? naming.apply(waited) : waited;
  }

  /** Names as many as an index of PostgreSQL can hold; nobody reads more, and the log has all. */
  static @Nullable String write(List<String> waits) {
    if (waits.isEmpty()) {
      return null;
    }
    StringBuilder text = new StringBuilder(waits.getFirst());
    for (String more : waits.subList(1, waits.size())) {
      if (text.length() + more.length() >= LONGEST) {
        break;
      }
      text.append(' ').append(more);
    }
    return text.toString();
  }

  static List<String> read(@Nullable String text) {
    return text == null ? List.of() : List.of(text.split(" "));
  }
}
