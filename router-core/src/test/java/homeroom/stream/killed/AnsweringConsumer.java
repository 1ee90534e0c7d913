package homeroom.stream.killed;

import homeroom.api.Value;
import homeroom.schema.DeliveryOperation;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.DeliveryReceipt;
import homeroom.schema.ReceiptOutcome;
import homeroom.wire.Values;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A consumer that does what it is told, and writes only the values that it is told are others. It
 * does a delivery once, however often it comes. Not thread-safe.
 */
final class AnsweringConsumer {

  private final Map<String, Map<String, Value>> objects = new TreeMap<>();
  private final Set<String> done = new HashSet<>();

  /** What it holds. */
  Collection<Map<String, Value>> objects() {
    return objects.values();
  }

  /** How the delivery ended; empty if it was done before. */
  Optional<DeliveryReceipt> carryOut(DeliveryOrder order) {
    if (!done.add(order.getDeliveryId())) {
      return Optional.empty();
    }
    Optional<String> object = object(order);
    String own = object.orElseGet(() -> name(order, order.getKey()));
    ReceiptOutcome outcome = write(order, object.isPresent(), own);
    return Optional.of(
        DeliveryReceipt.newBuilder()
            .setDeliveryId(order.getDeliveryId())
            .setSystem(order.getSystem())
            .setEntity(order.getEntity())
            .setKey(order.getKey())
            .setOutcome(outcome)
            .setRemoteId(own)
            .setVersion(order.getVersion())
            .setAt(0)
            .build());
  }

  private Optional<String> object(DeliveryOrder order) {
    return Stream.of(
            order.getRemoteId(), name(order, order.getFormerKey()), name(order, order.getKey()))
        .filter(Objects::nonNull)
        .filter(objects::containsKey)
        .findFirst();
  }

  private ReceiptOutcome write(DeliveryOrder order, boolean there, String own) {
    if (order.getOperation() == DeliveryOperation.DELETE) {
      objects.remove(own);
      return ReceiptOutcome.DELETED;
    }
    Map<String, Value> payload = Values.values(order.getPayload());
    boolean whole = !there || order.getFormerKey() != null;
    List<String> written = whole ? List.copyOf(payload.keySet()) : order.getChanged();
    Map<String, Value> object = objects.computeIfAbsent(own, id -> new HashMap<>());
    written.forEach(field -> object.put(field, payload.get(field)));
    return there ? ReceiptOutcome.UPDATED : ReceiptOutcome.CREATED;
  }

  /** Its own ids do not depend on the order in which it is told. */
  private static String name(DeliveryOrder order, String key) {
    return key == null ? null : order.getEntity() + "-" + key;
  }
}
