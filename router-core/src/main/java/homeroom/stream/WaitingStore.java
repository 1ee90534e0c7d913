package homeroom.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which children wait for a parent at a system. A key is parent, system and child, with a zero
 * character between, so that the children of one parent at one system lie side by side.
 *
 * <p>The key without a child holds how many there are. Looking for children that are not there
 * would walk over everything that was deleted after them; the count spares that.
 */
final class WaitingStore {

  private static final byte[] HERE = {1};
  private final KeyValueStore<byte[], byte[]> store;

  WaitingStore(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
  }

  void register(String parent, String system, String child) {
    if (store.putIfAbsent(key(parent, system, child), HERE) == null) {
      add(parent, system, 1);
    }
  }

  void withdraw(String parent, String system, String child) {
    if (store.delete(key(parent, system, child)) != null) {
      add(parent, system, -1);
    }
  }

  /**
   * Takes out at most so many children that wait for a parent at a system, in order of name.
   *
   * @param after the child to begin behind; empty for the first
   */
  List<String> take(String parent, String system, String after, int most) {
    if (count(parent, system) == 0) {
      return List.of();
    }
    List<byte[]> keys = keys(parent, system, after, most);
    keys.forEach(store::delete);
    add(parent, system, -keys.size());
    int prefix = key(parent, system, "").length;
    return keys.stream().map(key -> child(key, prefix)).toList();
  }

  private List<byte[]> keys(String parent, String system, String after, int most) {
    byte[] from = key(parent, system, after + "\u0000");
    byte[] to = key(parent, system, "");
    to[to.length - 1] = 1;
    List<byte[]> keys = new ArrayList<>();
    try (KeyValueIterator<byte[], byte[]> waiting = store.range(from, to)) {
      while (keys.size() < most && waiting.hasNext()) {
        keys.add(waiting.next().key);
      }
    }
    return keys;
  }

  private int count(String parent, String system) {
    byte[] count = store.get(key(parent, system, ""));
    return count == null ? 0 : ByteBuffer.wrap(count).getInt();
  }

  private void add(String parent, String system, int children) {
    int count = count(parent, system) + children;
    store.put(
        key(parent, system, ""),
        count == 0 ? null : ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
  }

  private static String child(byte[] key, int prefix) {
    return new String(key, prefix, key.length - prefix, StandardCharsets.UTF_8);
  }

  private static byte[] key(String parent, String system, String child) {
    return (parent + "\u0000" + system + "\u0000" + child).getBytes(StandardCharsets.UTF_8);
  }
}
