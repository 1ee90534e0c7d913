package homeroom.adapters.csv;

import homeroom.api.Cursor;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The files that have been read, by content id; this is what the cursor holds. Files that are gone
 * are forgotten, so that it does not grow with the years.
 */
record Done(Set<String> ids) {

  /** Enough of a SHA-256 to tell a district's files apart. */
  private static final int DIGITS = 32;

  private static final String PREFIX = "sha256-";

  Done {
    ids = Set.copyOf(ids);
  }

  static Done of(Cursor cursor) {
    return new Done(
        cursor.isStart() ? Set.of() : Set.copyOf(Arrays.asList(cursor.position().split(" "))));
  }

  boolean has(String id) {
    return ids.contains(shortened(id));
  }

  /** After one more file; {@code present} are the ids of the files that are there. */
  Cursor and(String id, Collection<String> present) {
    Set<String> next = new LinkedHashSet<>();
    present.stream().map(Done::shortened).filter(ids::contains).sorted().forEach(next::add);
    next.add(shortened(id));
    return new Cursor(String.join(" ", next));
  }

  private static String shortened(String id) {
    String digits = id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id;
    return digits.substring(0, Math.min(DIGITS, digits.length()));
  }
}
