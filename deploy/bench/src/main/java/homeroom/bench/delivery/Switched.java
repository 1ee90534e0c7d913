package homeroom.bench.delivery;

import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Probe;
import homeroom.api.Receipt;
import java.util.List;

/** A consumer that is away while it is switched off. Thread-safe. */
final class Switched implements ConsumerAdapter {

  private static final Failure AWAY =
      Failure.of(
          Failure.Kind.TRANSIENT,
          "BENCH_AWAY",
          "the system is switched off",
          "nothing, it comes back by itself");

  private final ConsumerAdapter consumer;
  private volatile boolean off;
  private volatile long firstSinceOn;

  Switched(ConsumerAdapter consumer) {
    this.consumer = consumer;
  }

  void off() {
    off = true;
    firstSinceOn = 0;
  }

  void on() {
    off = false;
  }

  /** When the first call came that was taken since it is on, by {@link System#nanoTime}. */
  long firstSinceOn() {
    return firstSinceOn;
  }

  @Override
  public List<Receipt> deliver(List<Delivery> deliveries) throws AdapterFailure {
    if (off) {
      throw new AdapterFailure(AWAY);
    }
    noteFirst();
    return consumer.deliver(deliveries);
  }

  private synchronized void noteFirst() {
    if (firstSinceOn == 0) {
      firstSinceOn = System.nanoTime();
    }
  }

  @Override
  public Probe probe() {
    return off ? Probe.failed(AWAY) : Probe.READY;
  }
}
