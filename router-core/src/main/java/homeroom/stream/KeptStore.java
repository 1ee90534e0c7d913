package homeroom.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Messages that wait until they can be decided, by key and in their order. A key is the record's, a
 * zero character, and a number that goes up.
 */
final class KeptStore {

  private final KeyValueStore<byte[], byte[]> store;

  KeptStore(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
  }

  void keep(String key, byte[] message) {
    long number = 1;
    try (KeyValueIterator<byte[], byte[]> kept =
        store.reverseRange(at(key, 0), at(key, Long.MAX_VALUE))) {
      if (kept.hasNext()) {
        byte[] last = kept.next().key;
        number = 1 + ByteBuffer.wrap(last, last.length - Long.BYTES, Long.BYTES).getLong();
      }
    }
    store.put(at(key, number), message);
  }

  /** Takes out all that was kept for a key, the oldest first. */
  List<byte[]> take(String key) {
    List<KeyValue<byte[], byte[]>> kept = new ArrayList<>();
    try (KeyValueIterator<byte[], byte[]> all = store.range(at(key, 0), at(key, Long.MAX_VALUE))) {
      all.forEachRemaining(kept::add);
    }
    kept.forEach(one -> store.delete(one.key));
    return kept.stream().map(one -> one.value).toList();
  }

  private static byte[] at(String key, long number) {
    byte[] text = (key + "\u0000").getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(text.length + Long.BYTES).put(text).putLong(number).array();
  }
}
