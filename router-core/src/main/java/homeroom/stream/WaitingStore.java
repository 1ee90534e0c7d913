package homeroom.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which children wait for a parent, and at which systems. A key is parent and child, with a zero
 * character between, so that the children of one parent lie side by side; the value names the
 * systems.
 *
 * <p>The key without a child is there while somebody may wait. Looking for children that are not
 * there would walk over everything that was deleted behind them; the mark spares that.
 */
final class WaitingStore {

  private static final String BETWEEN = "\u0000";
  private static final byte[] MARK = {1};

  private final KeyValueStore<byte[], byte[]> store;

  WaitingStore(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
  }

  /**
   * Some of the children that waited for a parent at a system; they do so no more.
   *
   * @param last the child that was looked at last
   * @param more whether there are children behind it
   */
  record Taken(List<String> children, String last, boolean more) {
    Taken {
      children = List.copyOf(children);
    }
  }

  void register(String parent, String child, List<String> systems) {
    byte[] key = key(parent, child);
    byte[] before = store.get(key);
    Set<String> waits = systems(before);
    if (waits.addAll(systems)) {
      store.put(key, value(waits));
    }
    if (before == null) {
      store.putIfAbsent(key(parent, ""), MARK);
    }
  }

  void withdraw(String parent, String child, List<String> systems) {
    byte[] key = key(parent, child);
    Set<String> waits = systems(store.get(key));
    if (waits.removeAll(systems)) {
      write(key, waits);
    }
  }

  /** Takes out a child that waits for a parent; false if it does not. */
  boolean takeOne(String parent, String child) {
    return store.delete(key(parent, child)) != null;
  }

  /**
   * Takes out children that wait for a parent at a system, in order of name.
   *
   * @param after the child to begin behind; empty for the first
   * @param most how many children to look at
   */
  Taken take(String parent, String system, String after, int most) {
    byte[] mark = key(parent, "");
    if (store.get(mark) == null) {
      return new Taken(List.of(), after, false);
    }
    List<KeyValue<byte[], byte[]>> crowd = behind(parent, after, most + 1);
    boolean more = crowd.size() > most;
    List<String> children = new ArrayList<>();
    String last = after;
    for (KeyValue<byte[], byte[]> entry : more ? crowd.subList(0, most) : crowd) {
      last =
          new String(
              entry.key, mark.length, entry.key.length - mark.length, StandardCharsets.UTF_8);
      Set<String> waits = systems(entry.value);
      if (waits.remove(system)) {
        write(entry.key, waits);
        children.add(last);
      }
    }
    if (!more && behind(parent, "", 1).isEmpty()) {
      store.delete(mark);
    }
    return new Taken(children, last, more);
  }

  private List<KeyValue<byte[], byte[]>> behind(String parent, String after, int most) {
    byte[] from = key(parent, after + BETWEEN);
    byte[] to = key(parent, "");
    to[to.length - 1] = 1;
    List<KeyValue<byte[], byte[]>> entries = new ArrayList<>();
    try (KeyValueIterator<byte[], byte[]> waiting = store.range(from, to)) {
      while (entries.size() < most && waiting.hasNext()) {
        entries.add(waiting.next());
      }
    }
    return entries;
  }

  private void write(byte[] key, Set<String> systems) {
    if (systems.isEmpty()) {
      store.delete(key);
    } else {
      store.put(key, value(systems));
    }
  }

  private static Set<String> systems(byte[] value) {
    return value == null
        ? new LinkedHashSet<>()
        : new LinkedHashSet<>(List.of(new String(value, StandardCharsets.UTF_8).split(BETWEEN)));
  }

  private static byte[] value(Set<String> systems) {
    return String.join(BETWEEN, systems).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] key(String parent, String child) {
    return (parent + BETWEEN + child).getBytes(StandardCharsets.UTF_8);
  }
}
