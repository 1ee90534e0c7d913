package homeroom.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Messages that are to be sent at a time, in its order. A key is the time and a name. */
final class DueStore {

  private final KeyValueStore<byte[], byte[]> store;

  DueStore(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
  }

  /**
   * Notes a message.
   *
   * @param name tells it from others of the same time; noted twice it is there once
   */
  void note(Instant due, String name, byte[] message) {
    store.put(key(due, name), message);
  }

  /** Takes out what is due by now, the oldest first. */
  List<byte[]> take(Instant now, int most) {
    List<KeyValue<byte[], byte[]>> due = new ArrayList<>();
    byte[] from = key(Instant.EPOCH, "");
    try (KeyValueIterator<byte[], byte[]> entries = store.range(from, key(now.plusMillis(1), ""))) {
      while (entries.hasNext() && due.size() < most) {
        due.add(entries.next());
      }
    }
    due.forEach(entry -> store.delete(entry.key));
    return due.stream().map(entry -> entry.value).toList();
  }

  /** Times after 1970 sort as their bytes do. */
  private static byte[] key(Instant due, String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + text.length)
        .putLong(Math.max(0, due.toEpochMilli()))
        .put(text)
        .array();
  }
}
