package homeroom.adapters.csv;

import homeroom.api.Cursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The files that have been read, by content id; this is what the cursor holds. Files that are gone
 * are forgotten, so that it does not grow with the years.
 *
 * <p>Several files may have the same content, because something changed and changed back. An id
 * stands here once for each of them.
 */
record Done(List<String> ids) {

  /** Enough of a SHA-256 to tell a district's files apart. */
  private static final int DIGITS = 32;

  private static final String PREFIX = "sha256-";

  Done {
    ids = List.copyOf(ids);
  }

  static Done of(Cursor cursor) {
    return new Done(cursor.isStart() ? List.of() : Arrays.asList(cursor.position().split(" ")));
  }

  /**
   * Which file to read next.
   *
   * @param present the content ids of the files that are there, in their order
   * @return its place among them
   */
  Optional<Integer> next(List<String> present) {
    return unread(present).stream().findFirst();
  }

  /** After the file at that place. */
  Cursor and(int read, List<String> present) {
    List<Integer> unread = unread(present);
    List<String> next = new ArrayList<>();
    for (int place = 0; place < present.size(); place++) {
      if (place == read || !unread.contains(place)) {
        next.add(shortened(present.get(place)));
      }
    }
    next.sort(null);
    return new Cursor(String.join(" ", next));
  }

  /**
   * The places of files that were not read. A copy of one that was read counts only as the newest:
   * behind it nothing was read, and the file before it says something else. Otherwise it would
   * bring back what was true once, or nothing new.
   */
  private List<Integer> unread(List<String> present) {
    List<String> read = new ArrayList<>(ids);
    List<Integer> unread = new ArrayList<>();
    for (int place = 0; place < present.size(); place++) {
      String id = shortened(present.get(place));
      if (read.remove(id)) {
        unread.removeIf(earlier -> ids.contains(shortened(present.get(earlier))));
      } else if (place == 0 || !shortened(present.get(place - 1)).equals(id)) {
        unread.add(place);
      }
    }
    return unread;
  }

  private static String shortened(String id) {
    String digits = id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id;
    return digits.substring(0, Math.min(DIGITS, digits.length()));
  }
}
