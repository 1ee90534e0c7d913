package homeroom.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.api.Value;
import homeroom.live.LiveBroker;
import homeroom.schema.DataEvent;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.DeliveryReceipt;
import homeroom.schema.EventOperation;
import homeroom.schema.ReceiptOutcome;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Students on a real broker, of whom sources speak and the LMS is told. */
record LiveStudents(Topics topics) {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A router that is not started yet. */
  Router router(RulesSource rules, String instance, Path state) {
    return new Router(
        topics,
        new RouterSettings(
            LiveBroker.servers(), instance, state, LiveBroker.PARTITIONS, 1, Duration.ofMillis(50)),
        rules,
        RouterMeter.NONE);
  }

  void tell(String system, String key, String event, Map<String, Value> fields) {
    LiveBroker.write(
        topics.events(system),
        "student/" + key,
        DataEvent.newBuilder()
            .setEventId(event)
            .setSystem(system)
            .setEntity("student")
            .setKey(key)
            .setOperation(EventOperation.UPSERT)
            .setFields(Values.fields(fields))
            .setOccurredAt(0)
            .setObservedAt(0)
            .build());
  }

  /** A student with a number as key, who has a name and an address. */
  void tell(String system, int student, String event, String name) {
    tell(
        system,
        Integer.toString(student),
        event + "-" + student,
        Map.of("name", Value.text(name), "email", Value.text(student + "@x")));
  }

  void answer(DeliveryOrder order, ReceiptOutcome outcome, @Nullable String remoteId) {
    LiveBroker.write(
        topics.receipts("lms"),
        "student/" + order.getKey(),
        DeliveryReceipt.newBuilder()
            .setDeliveryId(order.getDeliveryId())
            .setSystem("lms")
            .setEntity("student")
            .setKey(order.getKey())
            .setOutcome(outcome)
            .setRemoteId(remoteId)
            .setVersion(order.getVersion())
            .setAt(0)
            .build());
  }

  List<DeliveryOrder> orders() {
    return LiveBroker.read(topics.deliveries("lms"), DeliveryOrder.class);
  }

  /** All that there are, once there are so many. */
  List<DeliveryOrder> orders(int many) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(orders()).hasSizeGreaterThanOrEqualTo(many));
    return orders();
  }

  /** How many inputs were decided. */
  long decided() {
    return LiveBroker.records(topics.movements()).size();
  }

  void untilDecided(int inputs) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(decided()).isEqualTo(inputs));
  }
}
