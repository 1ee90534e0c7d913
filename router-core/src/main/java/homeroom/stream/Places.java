package homeroom.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Up to where a task has decided, noted in its own store. It is what its group's offsets say as
 * well; but those a broker forgets when a hub is away for too long, and the store it does not.
 */
final class Places {

  private static final String PREFIX = "_task/at/";

  private final KeyValueStore<byte[], byte[]> store;
  private final Map<String, byte[]> keys = new HashMap<>();

  Places(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
  }

  /** A message was decided. */
  void passed(RecordMetadata message) {
    byte[] key = keys.computeIfAbsent(message.topic(), topic -> Outgoing.key(PREFIX + topic));
    store.put(key, ByteBuffer.allocate(Long.BYTES).putLong(message.offset() + 1).array());
  }

  /** The topic that a key of the store notes the place in; empty if it is no such key. */
  static Optional<String> topic(byte[] key) {
    String text = new String(key, StandardCharsets.UTF_8);
    return text.startsWith(PREFIX)
        ? Optional.of(text.substring(PREFIX.length()))
        : Optional.empty();
  }

  /** The offset that is to be decided next. */
  static long next(byte[] value) {
    return ByteBuffer.wrap(value).getLong();
  }
}
