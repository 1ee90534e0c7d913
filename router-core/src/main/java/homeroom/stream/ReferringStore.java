package homeroom.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which records refer to a record. A key is the one that is referred to and the one that refers,
 * with a zero character between, so that all that refer to one lie side by side; the value says
 * nothing.
 */
final class ReferringStore {

  private static final String BETWEEN = "\u0000";
  private static final byte[] THERE = {1};

  private final KeyValueStore<byte[], byte[]> store;

  ReferringStore(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
  }

  void register(String parent, String child) {
    store.put(key(parent, child), THERE);
  }

  void withdraw(String parent, String child) {
    store.delete(key(parent, child));
  }

  /**
   * Some of the records that refer to one, in order of name.
   *
   * @param after the one to begin behind; empty for the first
   */
  List<String> behind(String parent, String after, int most) {
    byte[] from = key(parent, after + BETWEEN);
    byte[] to = key(parent, "");
    int name = to.length;
    to[name - 1] = 1;
    List<String> children = new ArrayList<>();
    try (KeyValueIterator<byte[], byte[]> all = store.range(from, to)) {
      while (children.size() < most && all.hasNext()) {
        KeyValue<byte[], byte[]> one = all.next();
        children.add(new String(one.key, name, one.key.length - name, StandardCharsets.UTF_8));
      }
    }
    return children;
  }

  private static byte[] key(String parent, String child) {
    return (parent + BETWEEN + child).getBytes(StandardCharsets.UTF_8);
  }
}
