package homeroom.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which children wait for a parent at a system. A key is parent, system and child, with a zero
 * character between, so that the children of one parent at one system lie side by side.
 */
final class WaitingStore {

  private static final byte[] PRESENT = {1};
  private final KeyValueStore<byte[], byte[]> store;

  WaitingStore(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
  }

  void register(String parent, String system, String child) {
    store.put(key(parent, system, child), PRESENT);
  }

  void withdraw(String parent, String system, String child) {
    store.delete(key(parent, system, child));
  }

  /** Takes out at most so many children that wait for a parent at a system, in order of name. */
  List<String> take(String parent, String system, int most) {
    byte[] from = key(parent, system, "");
    byte[] to = from.clone();
    to[to.length - 1] = 1;
    List<byte[]> keys = new ArrayList<>();
    try (KeyValueIterator<byte[], byte[]> waiting = store.range(from, to)) {
      while (waiting.hasNext() && keys.size() < most) {
        KeyValue<byte[], byte[]> next = waiting.next();
        keys.add(next.key);
      }
    }
    keys.forEach(store::delete);
    return keys.stream().map(key -> child(key, from.length)).toList();
  }

  private static String child(byte[] key, int prefix) {
    return new String(key, prefix, key.length - prefix, StandardCharsets.UTF_8);
  }

  private static byte[] key(String parent, String system, String child) {
    return (parent + "\u0000" + system + "\u0000" + child).getBytes(StandardCharsets.UTF_8);
  }
}
