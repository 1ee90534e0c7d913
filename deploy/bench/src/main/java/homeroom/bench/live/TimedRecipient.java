package homeroom.bench.live;

import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Outcome;
import homeroom.api.Probe;
import homeroom.api.Receipt;
import homeroom.api.Value;
import homeroom.bench.Arrivals;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A consumer that takes all at once and notes when what came. Thread-safe. */
final class TimedRecipient implements ConsumerAdapter {

  private final String system;
  private final Set<String> marked;
  private final Arrivals arrivals;

  /**
   * @param marked the fields whose values are looked out for
   */
  TimedRecipient(String system, Set<String> marked, Arrivals arrivals) {
    this.system = system;
    this.marked = Set.copyOf(marked);
    this.arrivals = arrivals;
  }

  @Override
  public List<Receipt> deliver(List<Delivery> deliveries) {
    deliveries.forEach(this::note);
    return deliveries.stream()
        .map(
            delivery ->
                new Receipt(
                    delivery.id(),
                    new Outcome.Applied(Outcome.Effect.UPDATED, Optional.of("104857600"))))
        .toList();
  }

  private void note(Delivery delivery) {
    for (String field : delivery.changed()) {
      if (marked.contains(field) && delivery.payload().get(field) instanceof Value.Text(var mark)) {
        arrivals.arrived(system, mark);
      }
    }
  }

  @Override
  public Probe probe() {
    return Probe.READY;
  }
}
