package homeroom.delivery;

import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.MissingSecret;
import homeroom.api.Outcome;
import homeroom.api.Receipt;
import homeroom.api.WithoutText;
import homeroom.delivery.flow.Order;
import homeroom.schema.DeliveryOrder;
import homeroom.wire.Messages;
import homeroom.wire.WireFormat;
import homeroom.wire.WireFormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the adapter and sees to it that each order has an outcome. Thread-safe. */
record Calls(ConsumerAdapter adapter) {

  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  private static final Failure NO_ANSWER =
      Failure.of(
          Kind.DEFECT,
          "ADAPTER_DEFECT",
          "the adapter did not say how the delivery ended",
          "report the log's ADAPTER_DEFECT entry; retry from quarantine once it is mended");

  /**
   * Makes a call.
   *
   * @return the outcome of each order; empty for a message that is no order
   */
  Map<Order, Optional<Outcome>> make(List<Order> call) {
    Map<Order, Delivery> deliveries = HashMap.newHashMap(call.size());
    Map<Order, Optional<Outcome>> outcomes = HashMap.newHashMap(call.size());
    for (Order order : call) {
      try {
        deliveries.put(order, Messages.delivery(read(order)));
      } catch (WireFormatException noOrder) {
        outcomes.put(order, Optional.empty());
      }
    }
    Map<String, Outcome> told =
        deliveries.isEmpty() ? Map.of() : deliver(new ArrayList<>(deliveries.values()));
    deliveries.forEach(
        (order, delivery) ->
            outcomes.put(
                order,
                Optional.of(told.getOrDefault(delivery.id(), new Outcome.Failed(NO_ANSWER)))));
    return outcomes;
  }

  static DeliveryOrder read(Order order) {
    if (order.message().length == 0) {
      throw new WireFormatException("WIRE_EMPTY", "the message has no value");
    }
    return WireFormat.decode(order.message(), DeliveryOrder.class);
  }

  private Map<String, Outcome> deliver(List<Delivery> deliveries) {
    Map<String, Outcome> outcomes = HashMap.newHashMap(deliveries.size());
    try {
      for (Receipt receipt : adapter.deliver(deliveries)) {
        outcomes.put(receipt.deliveryId(), receipt.outcome());
      }
    } catch (AdapterFailure failure) {
      all(deliveries, failure.failure(), outcomes);
    } catch (MissingSecret missing) {
      all(deliveries, missing.failure(), outcomes);
    } catch (RuntimeException | Error defect) {
      LOG.error("adapter failed code=ADAPTER_DEFECT", new WithoutText(defect));
    }
    return outcomes;
  }

  private static void all(
      List<Delivery> deliveries, Failure failure, Map<String, Outcome> outcomes) {
    deliveries.forEach(delivery -> outcomes.put(delivery.id(), new Outcome.Failed(failure)));
  }
}
