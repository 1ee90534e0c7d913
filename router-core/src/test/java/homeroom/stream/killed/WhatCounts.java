package homeroom.stream.killed;

import homeroom.live.LiveBroker;
import homeroom.schema.Change;
import homeroom.schema.Conflict;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.GoldenRecord;
import homeroom.schema.Movement;
import homeroom.schema.Quarantined;
import homeroom.wire.Topics;
import homeroom.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a router wrote, as far as it is committed. */
final class WhatCounts {

  private final Topics topics;

  WhatCounts(Topics topics) {
    this.topics = topics;
  }

  List<GoldenRecord> golden() {
    return LiveBroker.read(topics.records(), GoldenRecord.class);
  }

  /** The last of each record. */
  Map<String, GoldenRecord> truth() {
    Map<String, GoldenRecord> truth = new TreeMap<>();
    golden().forEach(it -> truth.put(it.getEntity() + "/" + it.getKey(), it));
    return truth;
  }

  List<Conflict> conflicts() {
    return LiveBroker.read(topics.conflicts(), Conflict.class);
  }

  List<Movement> movements() {
    return LiveBroker.read(topics.movements(), Movement.class);
  }

  List<Quarantined> quarantine() {
    return LiveBroker.read(topics.quarantine(), Quarantined.class);
  }

  List<DeliveryOrder> deliveries() {
    return StoryRules.CONSUMERS.stream()
        .flatMap(it -> LiveBroker.read(topics.deliveries(it), DeliveryOrder.class).stream())
        .toList();
  }

  /**
   * Everything that was written about each record, in its order, without what tells only when it
   * was written and where. Two routers that were told the same story wrote the same.
   */
  Map<String, List<String>> comparable() {
    Map<String, String> names = namesOfDeliveries();
    Map<String, List<String>> all = new TreeMap<>();
    add(all, names, topics.records(), GoldenRecord.class);
    add(all, names, topics.changes(), Change.class);
    add(all, names, topics.conflicts(), Conflict.class);
    add(all, names, topics.movements(), Movement.class);
    for (String system : StoryRules.CONSUMERS) {
      add(all, names, topics.deliveries(system), DeliveryOrder.class);
    }
    // The receipts of two systems are two logs: which is read first may differ.
    all.forEach(
        (place, written) -> {
          if (place.startsWith("movements ")) {
            written.sort(null);
          }
        });
    return all;
  }

  private void add(
      Map<String, List<String>> all,
      Map<String, String> names,
      String topic,
      Class<? extends SpecificRecord> type) {
    String log = topic.substring(topics.tenant().length() + 1);
    for (ConsumerRecord<byte[], byte[]> message : LiveBroker.records(topic)) {
      String record = new String(message.key(), StandardCharsets.UTF_8);
      all.computeIfAbsent(log + " " + record, place -> new ArrayList<>())
          .add(text(names, timeless(WireFormat.decode(message.value(), type))));
    }
  }

  private static SpecificRecord timeless(SpecificRecord message) {
    switch (message) {
      case Movement movement -> {
        movement.setMovementId("");
        movement.setAt(0);
      }
      case Conflict conflict -> conflict.setDecidedAt(0);
      default -> {}
    }
    return message;
  }

  private String text(Map<String, String> names, SpecificRecord message) {
    String text = withoutPlaces(message.toString());
    for (Map.Entry<String, String> name : names.entrySet()) {
      text = text.replace(name.getKey(), name.getValue());
    }
    return text;
  }

  /** A parent's arrival is known by where it was said, and so are the deliveries that it causes. */
  private Map<String, String> namesOfDeliveries() {
    Map<String, String> names = new HashMap<>();
    deliveries().stream()
        .filter(order -> !withoutPlaces(order.getCause()).equals(order.getCause()))
        .forEach(
            order ->
                names.put(
                    order.getDeliveryId(),
                    "%s/%s v%d at %s by %s"
                        .formatted(
                            order.getEntity(),
                            order.getKey(),
                            order.getVersion(),
                            order.getSystem(),
                            withoutPlaces(order.getCause()))));
    return names;
  }

  private String withoutPlaces(String text) {
    return text.replaceAll("@" + topics.tenant() + "\\.links:\\d+:\\d+", "");
  }
}
