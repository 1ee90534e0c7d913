package homeroom.adapters.csv;

import homeroom.api.Cursor;
import homeroom.support.files.Listed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that have been read; this is what the cursor holds. Files that are gone are forgotten,
 * so that it does not grow with the years.
 *
 * <p>A file with the bytes of one that was read is that one if it has its name, or if it has its
 * time of last change and that one does not lie there any more: it was renamed. Else it is a new
 * export, which says that all is again as it was then, if it is the newest by name; one behind
 * which others were read is a copy, and would bring back what was true once.
 */
final class Done {

  /** Enough of a SHA-256 to tell a district's files apart. */
  private static final int DIGITS = 32;

  private static final String PREFIX = "sha256-";
  private static final String NEXT = " ";
  private static final String WITHIN = ":";

  private final Set<Entry> entries;
  private final Map<Seen, String> ids = new HashMap<>();
  private final Map<String, List<Entry>> byBytes;

  private Done(Set<Entry> entries) {
    this.entries = entries;
    entries.forEach(entry -> ids.put(entry.seen(), entry.id()));
    byBytes = entries.stream().collect(Collectors.groupingBy(Entry::id));
  }

  /**
   * How a file was listed.
   *
   * @param name a digest of its name, which may hold any character
   * @param time when it was changed last
   * @param state what else its place said of it; empty in cursors of before
   */
  record Seen(String name, String time, String state) {

    static Seen of(Listed file) {
      return new Seen(
          UUID.nameUUIDFromBytes(file.name().getBytes(StandardCharsets.UTF_8)).toString(),
          Long.toString(file.modified().toEpochMilli()),
          file.size() + "/" + file.version());
    }

    /** As cursors of before have it. */
    Seen withoutState() {
      return new Seen(name, time, "");
    }
  }

  /**
   * A file that was read.
   *
   * @param id of its bytes, shortened
   */
  record Entry(String id, Seen seen) {

    static Entry of(Found.Export export) {
      return new Entry(shortened(export.id()), Seen.of(export.file()));
    }

    private static Entry of(String text) {
      String[] parts = text.split(WITHIN);
      return new Entry(parts[0], new Seen(parts[1], parts[2], parts.length > 3 ? parts[3] : ""));
    }

    @Override
    public String toString() {
      return String.join(WITHIN, id, seen.name(), seen.time(), seen.state());
    }
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
    return file.tellsChanges() ? Optional.ofNullable(ids.get(Seen.of(file))) : Optional.empty();
  }

  /** Whether a file with these bytes was read, whatever it was called. */
  boolean hasBytesOf(Found.Export export) {
    return byBytes.containsKey(shortened(export.id()));
  }

  /**
   * Whether it is one that was read, and lies there still or was renamed.
   *
   * @param listed all that lie there, as {@link #listed} tells
   */
  boolean has(Found.Export export, Set<Seen> listed) {
    Entry it = Entry.of(export);
    return byBytes.getOrDefault(it.id(), List.of()).stream()
        .anyMatch(
            read ->
                read.seen().name().equals(it.seen().name())
                    || (export.changed().isPresent()
                        && read.seen().time().equals(it.seen().time())
                        && !listed.contains(read.seen())));
  }

  /** How these are listed, in the way of this cursor and of those of before. */
  static Set<Seen> listed(Collection<Listed> files) {
    return files.stream()
        .map(Seen::of)
        .flatMap(seen -> Stream.of(seen, seen.withoutState()))
        .collect(Collectors.toSet());
  }

  /**
   * After one more file.
   *
   * @param read the files before it, which were all read
   * @param behind the files behind it; where one of them is not known, it may be any that was read
   */
  Cursor and(Found.Export one, List<Found.Export> read, List<Listed> behind) {
    boolean known = behind.stream().allMatch(file -> idOf(file).isPresent());
    Stream<Entry> kept =
        known
            ? behind.stream().map(file -> new Entry(idOf(file).orElseThrow(), Seen.of(file)))
            : entries.stream();
    return new Cursor(
        Stream.concat(Stream.concat(read.stream(), Stream.of(one)).map(Entry::of), kept)
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
