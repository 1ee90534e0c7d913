package homeroom.stream;

import homeroom.schema.Link;
import homeroom.schema.LinkKind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which records wait for the next boundary of a source, and which have yet to be released by one
 * that came. For one task.
 *
 * <p>Boundaries are numbered, and a record waits for one with a number. Those that waited for one
 * that came are released some hundred at a time; one for which something comes before its turn is
 * released first, and what changes then waits for the next number.
 */
final class Feeds {

  /** So many are released before other work has its turn. */
  private static final int CROWD = 500;

  private static final String PARENT = "boundary:";
  private static final char BEFORE_NUMBER = '/';
  private static final List<String> WAITS = List.of("boundary");

  /**
   * How far the boundaries of a source are.
   *
   * @param next the number of the one that is waited for
   * @param oldest the first for which records may still have to be released
   * @param moves whether any were since the boundary before this one came
   */
  private record Place(long next, long oldest, boolean moves) {

    static Place read(byte[] stored) {
      if (stored == null) {
        return new Place(1, 1, false);
      }
      String[] numbers = new String(stored, StandardCharsets.UTF_8).split(" ");
      return new Place(
          Long.parseLong(numbers[0]),
          Long.parseLong(numbers[1]),
          numbers.length > 2 && Boolean.parseBoolean(numbers[2]));
    }

    boolean isReleasing() {
      return oldest < next;
    }
  }

  private final WaitingStore waiting;
  private final KeyValueStore<byte[], byte[]> own;
  private final Consumer<Link> toItself;
  private final Map<String, Place> places = new HashMap<>();

  /** Releases a record. */
  interface Release {
    /** Whether that could be decided; if not it waits for the next boundary. */
    boolean of(String key);
  }

  /**
   * @param own where the task keeps what is its own
   * @param toItself writes a message to this task
   */
  Feeds(WaitingStore waiting, KeyValueStore<byte[], byte[]> own, Consumer<Link> toItself) {
    this.waiting = waiting;
    this.own = own;
    this.toItself = toItself;
  }

  /**
   * Notes how a record stands after a decision.
   *
   * @param fed the sources at whose boundaries anybody is told of its entity
   * @param awaited those of them that may release something of it
   */
  void note(String key, Set<String> fed, Set<String> awaited) {
    for (String source : fed) {
      String parent = parent(source, place(source).next());
      if (awaited.contains(source)) {
        waiting.register(parent, key, WAITS);
      } else {
        waiting.withdraw(parent, key, WAITS);
      }
    }
  }

  /** Releases a record now that waited for a boundary that came, if it has not been yet. */
  void releaseFirst(String key, String source, Runnable release) {
    Place at = place(source);
    boolean owed = false;
    for (long number = at.oldest(); number < at.next(); number++) {
      owed |= waiting.takeOne(parent(source, number), key);
    }
    if (owed) {
      waitForNext(source, key);
      release.run();
    }
  }

  /** Until it is decided, so that a decision that fails leaves it waiting. */
  private void waitForNext(String source, String key) {
    waiting.register(parent(source, place(source).next()), key, WAITS);
  }

  /**
   * A boundary came. While those of an earlier one are released, the message for that goes on; if
   * none were since the last boundary, that message is lost, and it begins anew.
   */
  void passed(String source, Release release) {
    Place before = place(source);
    put(source, new Place(before.next() + 1, before.oldest(), false));
    if (!before.isReleasing() || !before.moves()) {
      goOn(source, "", release);
    }
  }

  static boolean isOne(Link link) {
    return link.getParent().startsWith(PARENT);
  }

  static String sourceOf(Link link) {
    String parent = link.getParent();
    return parent.substring(PARENT.length(), parent.lastIndexOf(BEFORE_NUMBER));
  }

  /** Goes on with a crowd, unless all of its boundary are released. */
  void goOn(Link link, Release release) {
    String source = sourceOf(link);
    if (link.getParent().equals(parent(source, place(source).oldest()))) {
      goOn(source, link.getChild(), release);
    }
  }

  /**
   * @param after the record that was looked at last; empty to begin with the first of a boundary
   */
  private void goOn(String source, String after, Release release) {
    Place at = place(source);
    if (!at.isReleasing()) {
      return;
    }
    WaitingStore.Taken taken =
        waiting.take(parent(source, at.oldest()), WAITS.getFirst(), after, CROWD);
    for (String key : taken.children()) {
      if (!release.of(key)) {
        waitForNext(source, key);
      }
    }
    Place now = new Place(at.next(), taken.more() ? at.oldest() : at.oldest() + 1, true);
    put(source, now);
    if (now.isReleasing()) {
      String last = taken.more() ? taken.last() : "";
      toItself.accept(Links.about(LinkKind.RELEASE, parent(source, now.oldest()), last, List.of()));
    }
  }

  private Place place(String source) {
    return places.computeIfAbsent(source, it -> Place.read(own.get(placeKey(it))));
  }

  private void put(String source, Place place) {
    places.put(source, place);
    own.put(
        placeKey(source), Outgoing.key(place.next() + " " + place.oldest() + " " + place.moves()));
  }

  private static byte[] placeKey(String source) {
    return Outgoing.key("_task/boundary/" + source);
  }

  private static String parent(String source, long number) {
    return PARENT + source + BEFORE_NUMBER + number;
  }
}
