package homeroom.adapters.csv;

import homeroom.api.Cursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that have been read; this is what the cursor holds. Files that are gone are forgotten,
 * so that it does not grow with the years.
 *
 * <p>A file with the bytes of one that was read is that one if it has its name or its time of last
 * change: it lies there still, or was renamed. Else it is a new export, which says that all is
 * again as it was then, if it is the newest by name; one behind which others were read is a copy,
 * and would bring back what was true once.
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

    private boolean hasTheBytesOf(Entry other) {
      return id.equals(other.id);
    }

    private boolean isSame(Entry other) {
      return hasTheBytesOf(other) && (name.equals(other.name) || time.equals(other.time));
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

  /**
   * Which file to read next.
   *
   * @param present the files that are there, in their order
   */
  Optional<Found.Export> next(List<Found.Export> present) {
    return unread(present).stream().findFirst();
  }

  /** After one more file; {@code present} are the files that are there, in their order. */
  Cursor and(Found.Export one, List<Found.Export> present) {
    List<Found.Export> unread = unread(present);
    return new Cursor(
        Stream.concat(present.stream().filter(it -> !unread.contains(it)), Stream.of(one))
            .map(Entry::of)
            .map(Entry::toString)
            .distinct()
            .sorted()
            .collect(Collectors.joining(NEXT)));
  }

  private List<Found.Export> unread(List<Found.Export> present) {
    List<Found.Export> unread = new ArrayList<>();
    boolean readBehind = false;
    for (Found.Export export : present.reversed()) {
      Entry it = Entry.of(export);
      if (entries.stream().anyMatch(it::isSame)) {
        readBehind = true;
      } else if (!readBehind || entries.stream().noneMatch(it::hasTheBytesOf)) {
        unread.addFirst(export);
      }
    }
    return unread;
  }

  private static String shortened(String id) {
    String digits = id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id;
    return digits.substring(0, Math.min(DIGITS, digits.length()));
  }
}
