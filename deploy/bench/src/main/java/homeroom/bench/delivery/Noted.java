package homeroom.bench.delivery;

import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Probe;
import homeroom.api.Receipt;
import homeroom.bench.Arrivals;
import java.util.List;

/** A consumer whose deliveries are noted when they arrive. */
record Noted(ConsumerAdapter consumer, Arrivals arrivals) implements ConsumerAdapter {

  @Override
  public List<Receipt> deliver(List<Delivery> deliveries) throws AdapterFailure {
    deliveries.forEach(delivery -> arrivals.arrived("noted", delivery.id()));
    return consumer.deliver(deliveries);
  }

  @Override
  public Probe probe() {
    return consumer.probe();
  }
}
