package homeroom.app.chaos;

import homeroom.api.Value;
import homeroom.schema.Boundary;
import homeroom.schema.DataEvent;
import homeroom.schema.DeliveryReceipt;
import homeroom.schema.GoldenRecord;
import homeroom.schema.Movement;
import homeroom.wire.Messages;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import homeroom.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All that the hub wrote down, read from the broker and not through the hub. */
final class HubLog implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Topics topics;
  private final KafkaConsumer<byte[], byte[]> consumer;

  HubLog(String servers, String tenant) {
    topics = new Topics(tenant);
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * What sources said, and what was found at consumers before writing.
   *
   * @param consumers those of them that are delivered to
   */
  List<Said> said(Collection<String> sources, Collection<String> consumers) {
    List<Said> said = new ArrayList<>();
    for (String source : sources) {
      read(topics.events(source), DataEvent.class, event -> said.add(said(event)));
    }
    for (String consumer : consumers) {
      read(
          topics.receipts(consumer),
          DeliveryReceipt.class,
          receipt -> {
            if (!receipt.getFound().isEmpty()) {
              said.add(said(Messages.found(receipt)));
            }
          });
    }
    return said;
  }

  private static Said said(DataEvent event) {
    return new Said(
        event.getEventId(),
        event.getSystem(),
        event.getEntity() + "/" + event.getKey(),
        text(Values.values(event.getFields())));
  }

  List<Moved> moved() {
    List<Moved> moved = new ArrayList<>();
    read(topics.movements(), Movement.class, movement -> moved.add(moved(movement)));
    return moved;
  }

  private static Moved moved(Movement movement) {
    String delivery = movement.getDeliveryId();
    return new Moved(
        movement.getOutcome().name(),
        movement.getSystem(),
        movement.getEntity() + "/" + movement.getKey(),
        movement.getCauseId(),
        delivery == null ? "" : delivery,
        new HashSet<>(movement.getFields()));
  }

  /** Each version of each golden record that was there, the oldest first. */
  Map<String, List<Map<String, Value>>> golden() {
    Map<String, List<Map<String, Value>>> golden = new LinkedHashMap<>();
    read(
        topics.records(),
        GoldenRecord.class,
        record -> {
          if (record.getExists()) {
            Map<String, Value> values = new LinkedHashMap<>();
            record
                .getFields()
                .forEach(
                    field ->
                        values.put(field.getField().getName(), Values.value(field.getField())));
            golden
                .computeIfAbsent(
                    record.getEntity() + "/" + record.getKey(), none -> new ArrayList<>())
                .add(values);
          }
        });
    return golden;
  }

  static Map<String, String> text(Map<String, Value> values) {
    Map<String, String> text = new HashMap<>();
    values.forEach((name, value) -> text.put(name, value.isNull() ? "" : value.toString()));
    return text;
  }

  private <T extends SpecificRecord> void read(String topic, Class<T> type, Consumer<T> to) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer
          .poll(POLL)
          .forEach(
              message -> {
                if (message.value() != null && !isBoundary(message.value())) {
                  to.accept(WireFormat.decode(message.value(), type));
                }
              });
    }
  }

  private static boolean isBoundary(byte[] value) {
    return WireFormat.typeOf(value).equals(Boundary.class.getSimpleName());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
