package homeroom.bench.live;

import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Operation;
import homeroom.api.Probe;
import homeroom.api.Receipt;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A consumer of which it is counted what it was told. Thread-safe. */
final class Counted implements ConsumerAdapter {

  private record Kind(String entity, Operation operation) {}

  private final ConsumerAdapter consumer;
  private final Map<Kind, AtomicLong> told = new ConcurrentHashMap<>();

  Counted(ConsumerAdapter consumer) {
    this.consumer = consumer;
  }

  long told(String entity, Operation operation) {
    return counter(entity, operation).get();
  }

  private AtomicLong counter(String entity, Operation operation) {
    return told.computeIfAbsent(new Kind(entity, operation), _ -> new AtomicLong());
  }

  @Override
  public List<Receipt> deliver(List<Delivery> deliveries) {
    List<Receipt> receipts;
    try {
      receipts = consumer.deliver(deliveries);
    } catch (AdapterFailure impossible) {
      throw new IllegalStateException(impossible);
    }
    deliveries.forEach(it -> counter(it.record().entity(), it.operation()).incrementAndGet());
    return receipts;
  }

  @Override
  public Probe probe() {
    return Probe.READY;
  }
}
