package homeroom.bench.delivery;

import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Outcome;
import homeroom.api.Probe;
import homeroom.api.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A consumer in this process that takes every delivery, after a certain time. Thread-safe. */
final class Recipient implements ConsumerAdapter {

  private final Duration takes;

  Recipient(Duration takes) {
    this.takes = takes;
  }

  @Override
  public List<Receipt> deliver(List<Delivery> deliveries) {
    if (takes.isPositive()) {
      try {
        Thread.sleep(takes);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
    return deliveries.stream()
        .map(
            delivery ->
                new Receipt(
                    delivery.id(),
                    new Outcome.Applied(Outcome.Effect.UPDATED, Optional.of("104857600"))))
        .toList();
  }

  @Override
  public Probe probe() {
    return Probe.READY;
  }
}
