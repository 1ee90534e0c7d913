package homeroom.stream;

import homeroom.authority.RecordState;
import homeroom.wire.States;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The states of a task's records. Those used last are kept as they are, because reading one from
 * bytes costs more than deciding about it; what is written is always written to the store as well.
 */
final class RecordStore {

  private final KeyValueStore<byte[], byte[]> store;
  private final Map<String, RecordState> recent;

  /**
   * @param kept how many states are kept
   */
  RecordStore(KeyValueStore<byte[], byte[]> store, int kept) {
    this.store = store;
    recent =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, RecordState> eldest) {
            return size() > kept;
          }
        };
  }

  RecordState get(String key) {
    return recent.computeIfAbsent(key, unknown -> States.decode(store.get(Outgoing.key(unknown))));
  }

  void put(String key, RecordState state) {
    store.put(Outgoing.key(key), States.encode(state));
    recent.put(key, state);
  }
}
