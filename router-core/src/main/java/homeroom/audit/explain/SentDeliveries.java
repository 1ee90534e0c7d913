package homeroom.audit.explain;

import homeroom.audit.MovementEntry;
import homeroom.audit.explain.Explanation.Ended;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.DeliveryReceipt;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every delivery of one record of which anything is known, with its receipt. */
final class SentDeliveries {

  private static final Set<String> ENDS = Set.of("DELIVERED", "HANDED_OVER", "REFUSED");

  /**
   * One delivery.
   *
   * @param order empty if the log no longer holds it
   */
  record Sent(
      String id,
      String system,
      Optional<Instant> at,
      long version,
      Optional<DeliveryOrder> order,
      Optional<Ended> ended) {

    /** When it ended, or else when it was sent. */
    Instant last() {
      return ended.map(Ended::at).or(this::at).orElse(Instant.EPOCH);
    }
  }

  private final Map<String, Ended> ended = new HashMap<>();
  private final Set<String> logged = new HashSet<>();

  /** By delivery, in what it was handed over. */
  private final Map<String, String> handed = new HashMap<>();

  private final Map<String, Sent> sent = new LinkedHashMap<>();

  SentDeliveries(Evidence evidence) {
    evidence.movements().forEach(this::ended);
    // What the log holds says more than the movement.
    evidence.log().receipts().forEach(it -> ended(it.message(), it.at()));
    evidence.log().orders().forEach(it -> sent(it.message(), it.at()));
    evidence.movements().forEach(this::remembered);
  }

  List<Sent> all() {
    return List.copyOf(sent.values());
  }

  private void ended(MovementEntry movement) {
    if (ENDS.contains(movement.outcome())) {
      movement
          .delivery()
          .ifPresent(
              id ->
                  ended.put(
                      id,
                      new Ended(
                          movement.effect().orElse(movement.outcome()),
                          movement.at(),
                          movement.attempts(),
                          movement.code(),
                          movement.detail(),
                          Optional.empty())));
    }
  }

  /** The first receipt tells how it ended; one that was handed over may be answered later. */
  private void ended(DeliveryReceipt receipt, Instant at) {
    String id = receipt.getDeliveryId();
    Optional<String> reference =
        Optional.ofNullable(receipt.getReference()).or(() -> Optional.ofNullable(handed.get(id)));
    if (!logged.add(id) && reference.isEmpty()) {
      return;
    }
    reference.ifPresent(it -> handed.put(id, it));
    ended.put(
        id,
        new Ended(
            receipt.getOutcome().name(),
            at,
            receipt.getAttempts(),
            Optional.ofNullable(receipt.getCode()),
            Optional.ofNullable(receipt.getMessage()),
            reference));
  }

  private void sent(DeliveryOrder order, Instant at) {
    String id = order.getDeliveryId();
    sent.put(
        id,
        new Sent(
            id,
            order.getSystem(),
            Optional.of(at),
            order.getVersion(),
            Optional.of(order),
            Optional.ofNullable(ended.get(id))));
  }

  private void remembered(MovementEntry movement) {
    for (MovementEntry.Due due : movement.sent()) {
      due.delivery()
          .ifPresent(
              id -> remember(id, due.system(), Optional.of(movement.at()), movement.version()));
    }
    if (ENDS.contains(movement.outcome())) {
      movement
          .delivery()
          .ifPresent(id -> remember(id, movement.system(), Optional.empty(), movement.version()));
    }
  }

  private void remember(String id, String system, Optional<Instant> at, long version) {
    sent.computeIfAbsent(
        id,
        _ ->
            new Sent(
                id, system, at, version, Optional.empty(), Optional.ofNullable(ended.get(id))));
  }
}
