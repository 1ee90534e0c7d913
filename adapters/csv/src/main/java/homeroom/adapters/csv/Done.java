package homeroom.adapters.csv;

import homeroom.api.Cursor;
import homeroom.support.files.Listed;
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
   * @param state what else its place said of it; empty in cursors of before
   */
  record Entry(String id, String name, String time, String state) {

    static Entry of(Found.Export export) {
      return of(export.file(), shortened(export.id()));
    }

    private static Entry of(Listed file, String id) {
      return new Entry(id, digest(file), time(file), state(file));
    }

    private static Entry of(String text) {
      String[] parts = text.split(WITHIN);
      return new Entry(parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : "");
    }

    private boolean hasTheBytesOf(Entry other) {
      return id.equals(other.id);
    }

    private boolean isSame(Entry other) {
      return hasTheBytesOf(other) && (name.equals(other.name) || time.equals(other.time));
    }

    private boolean hasTheNameOf(Listed file) {
      return name.equals(digest(file));
    }

    private boolean isListedAs(Entry other) {
      return name.equals(other.name) && time.equals(other.time) && state.equals(other.state);
    }

    private static String digest(Listed file) {
      return UUID.nameUUIDFromBytes(file.name().getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String time(Listed file) {
      return Long.toString(file.modified().toEpochMilli());
    }

    private static String state(Listed file) {
      return file.size() + "/" + file.version();
    }

    @Override
    public String toString() {
      return String.join(WITHIN, id, name, time, state);
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

  /** The id of a file that was read and is listed as it was then, so that it need not be got. */
  Optional<String> idOf(Listed file) {
    if (!file.tellsChanges()) {
      return Optional.empty();
    }
    Entry now = Entry.of(file, "");
    return entries.stream().filter(now::isListedAs).map(Entry::id).findFirst();
  }

  /**
   * Which file to read next.
   *
   * @param present the files that are there, in their order
   */
  Optional<Found.Export> next(List<Found.Export> present) {
    return unread(present).stream().findFirst();
  }

  /**
   * After one more file.
   *
   * @param present the files that are there, in their order
   * @param growing files that are there as well, and of which it is not known what they will be
   */
  Cursor and(Found.Export one, List<Found.Export> present, List<Listed> growing) {
    List<Found.Export> unread = unread(present);
    Stream<Entry> read =
        Stream.concat(present.stream().filter(it -> !unread.contains(it)), Stream.of(one))
            .map(Entry::of);
    Stream<Entry> before =
        entries.stream().filter(it -> growing.stream().anyMatch(it::hasTheNameOf));
    return new Cursor(
        Stream.concat(read, before)
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
