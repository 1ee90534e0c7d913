package homeroom.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far a task has come in looking at its records again after the rules changed. What comes for a
 * record that was not yet looked at is decided after it was, or a mapping that changed would be
 * taken for one that had been delivered. Kept in the task's store, so that it survives the process.
 */
final class Sweep {

  private static final byte[] KEY = Outgoing.key("_task/sweep");

  private record Place(String command, String position) {}

  private final KeyValueStore<byte[], byte[]> store;
  private Optional<Place> place;

  Sweep(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
    place = Optional.ofNullable(store.get(KEY)).map(Sweep::read);
  }

  private static Place read(byte[] stored) {
    String text = new String(stored, StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    return new Place(text.substring(0, end), text.substring(end + 1));
  }

  /** Every record up to this one was looked at; before the first the position is empty. */
  void reached(String command, String position) {
    place = Optional.of(new Place(command, position));
    store.put(KEY, Outgoing.key(command + "\n" + position));
  }

  void ended() {
    place = Optional.empty();
    store.delete(KEY);
  }

  /** The command by which the record is still to be looked at again. */
  Optional<String> owedTo(byte[] record) {
    return place
        .filter(it -> Arrays.compareUnsigned(record, Outgoing.key(it.position())) > 0)
        .map(Place::command);
  }
}
