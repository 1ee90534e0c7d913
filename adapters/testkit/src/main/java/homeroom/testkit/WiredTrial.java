package homeroom.testkit;

import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Value;
import homeroom.testkit.wire.FaultyWire;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An adapter at work over a wire on which things can go wrong. */
final class WiredTrial implements AutoCloseable {

  private static final Value CHANGED = Value.text("Changed");

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
    return trial.deliveries().payloadWith(1, system.changeable(), CHANGED);
  }

  @Override
  public void close() {
    wire.close();
    adapter.close();
    system.close();
  }
}
