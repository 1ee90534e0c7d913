package homeroom.adapters.csv;

import homeroom.api.Cursor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that have been read; this is what the cursor holds. A file with the same bytes is one
 * of them if it has the name or the time of last change of one: then it lies there still, or was
 * renamed. With another name and another time it is a new export, which says that all is again as
 * it was then. Files that are gone are forgotten, so that the cursor does not grow with the years.
 */
record Done(Set<Entry> entries) {

  /** Enough of a SHA-256 to tell a district's files apart. */
  private static final int DIGITS = 32;

  private static final String PREFIX = "sha256-";
  private static final String NEXT = " ";
  private static final String WITHIN = ":";

  /**
   * A file that was read.
   *
   * @param id of its bytes, shortened
   * @param name a digest of its name, which may hold any character
   * @param time when it was changed last
   */
  record Entry(String id, String name, String time) {

    static Entry of(Found.Export export) {
      byte[] name = export.name().getBytes(StandardCharsets.UTF_8);
      return new Entry(
          shortened(export.kept().id()),
          UUID.nameUUIDFromBytes(name).toString(),
          Long.toString(export.changed().toEpochMilli()));
    }

    private static Entry of(String text) {
      String[] parts = text.split(WITHIN);
      return new Entry(parts[0], parts[1], parts[2]);
    }

    private boolean isSame(Entry other) {
      return id.equals(other.id) && (name.equals(other.name) || time.equals(other.time));
    }

    @Override
    public String toString() {
      return String.join(WITHIN, id, name, time);
    }
  }

  Done {
    entries = Set.copyOf(entries);
  }

  static Done of(Cursor cursor) {
    return new Done(
        cursor.isStart()
            ? Set.of()
            : Arrays.stream(cursor.position().split(NEXT))
                .map(Entry::of)
                .collect(Collectors.toSet()));
  }

  boolean has(Found.Export export) {
    Entry it = Entry.of(export);
    return entries.stream().anyMatch(it::isSame);
  }

  /** After one more file; {@code present} are the files that are there. */
  Cursor and(Found.Export one, Collection<Found.Export> present) {
    return new Cursor(
        Stream.concat(present.stream().filter(this::has), Stream.of(one))
            .map(Entry::of)
            .map(Entry::toString)
            .distinct()
            .sorted()
            .collect(Collectors.joining(NEXT)));
  }

  private static String shortened(String id) {
    String digits = id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id;
    return digits.substring(0, Math.min(DIGITS, digits.length()));
  }
}
