package homeroom.testkit;

import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Value;
import homeroom.testkit.wire.FaultyWire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** An adapter at work over a wire on which things can go wrong. */
final class WiredTrial implements AutoCloseable {

  private final HttpSystem system;
  private final FaultyWire wire;
  private final ConsumerAdapter adapter;
  private final Trial trial;

  /**
   * @param system closed with this
   * @param deadline of the adapter's calls
   */
  WiredTrial(HttpSystem system, Duration deadline) {
    this.system = system;
    wire = new FaultyWire(system.url());
    adapter = system.adapter(wire.url(), deadline);
    trial = new Trial(system, adapter);
  }

  FaultyWire wire() {
    return wire;
  }

  ConsumerAdapter adapter() {
    return adapter;
  }

  Trial trial() {
    return trial;
  }

  int count() {
    return system.count();
  }

  /** What can be asked of an adapter. */
  enum Work {
    CREATE,
    UPDATE,
    DELETE
  }

  /** Does what must be there before, and says what is to be delivered then. */
  Delivery prepared(Work work) {
    if (work == Work.CREATE) {
      return trial.deliveries().create(1);
    }
    Optional<String> id = trial.applied(trial.deliveries().create(1)).remoteId();
    return work == Work.DELETE
        ? trial.deliveries().delete(1, id)
        : trial.deliveries().update(1, changed(), Set.of(system.changeable()), id);
  }

  /** What the system holds once the work is done, by key. */
  Map<String, Map<String, Value>> after(Work work) {
    String key = system.payload(1).get(system.keyField()).toString();
    return switch (work) {
      case CREATE -> Map.of(key, system.payload(1));
      case UPDATE -> Map.of(key, changed());
      case DELETE -> Map.of();
    };
  }

  private Map<String, Value> changed() {
    return trial.deliveries().payloadWith(1, system.changeable(), system.another(1));
  }

  /** A change of the first record, the deletion of the second, and six that are to be created. */
  List<Delivery> mixedBatch() {
    Delivery change = prepared(Work.UPDATE);
    Optional<String> second = trial.applied(trial.deliveries().create(2)).remoteId();
    List<Delivery> batch = new ArrayList<>();
    batch.add(change);
    batch.add(trial.deliveries().delete(2, second));
    IntStream.rangeClosed(3, 8).mapToObj(trial.deliveries()::create).forEach(batch::add);
    return batch;
  }

  /** What the system holds once a mixed batch is done. */
  Map<String, Map<String, Value>> afterMixedBatch() {
    Map<String, Map<String, Value>> held = new HashMap<>(after(Work.UPDATE));
    IntStream.rangeClosed(3, 8)
        .mapToObj(system::payload)
        .forEach(payload -> held.put(payload.get(system.keyField()).toString(), payload));
    return held;
  }

  @Override
  public void close() {
    wire.close();
    adapter.close();
    system.close();
  }
}
