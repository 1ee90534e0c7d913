package homeroom.testkit;

import homeroom.api.Delivery;
import homeroom.api.Operation;
import homeroom.api.RecordKey;
import homeroom.api.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Makes deliveries as the hub would. Thread-safe. */
final class Deliveries {

  private final AtomicLong made = new AtomicLong();
  private final OutsideSystem system;

  Deliveries(OutsideSystem system) {
    this.system = system;
  }

  /** The hub believes that the record is not there. */
  Delivery create(int number) {
    return create(number, system.payload(number));
  }

  Delivery create(int number, Map<String, Value> payload) {
    return make(number, Operation.UPSERT, payload, payload.keySet(), true, Optional.empty());
  }

  /** The hub knows that the record is there and that these fields differ. */
  Delivery update(
      int number, Map<String, Value> payload, Set<String> changed, Optional<String> remoteId) {
    return make(number, Operation.UPSERT, payload, changed, false, remoteId);
  }

  Delivery delete(int number, Optional<String> remoteId) {
    return make(number, Operation.DELETE, system.payload(number), Set.of(), false, remoteId);
  }

  /** The payload for a number with one value replaced. */
  Map<String, Value> payloadWith(int number, String name, Value value) {
    Map<String, Value> payload = new LinkedHashMap<>(system.payload(number));
    payload.put(name, value);
    return payload;
  }

  private Delivery make(
      int number,
      Operation operation,
      Map<String, Value> payload,
      Set<String> changed,
      boolean creates,
      Optional<String> remoteId) {
    long version = made.incrementAndGet();
    return new Delivery(
        "delivery-" + version,
        new RecordKey("student", "key-" + number),
        system.target(),
        operation,
        payload,
        changed,
        creates,
        remoteId,
        version);
  }
}
