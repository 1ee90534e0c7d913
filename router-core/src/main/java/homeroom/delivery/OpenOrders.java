package homeroom.delivery;

import homeroom.api.RecordKey;
import homeroom.delivery.flow.Mark;
import homeroom.schema.DeliveryOrder;
import homeroom.wire.Topics;
import homeroom.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The orders that lie before an engine in the log. */
record OpenOrders(Topics topics, String system, String bootstrapServers) {

  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * Those that have not ended, as far as it is known where the engine was.
   *
   * @param ends up to where
   */
  List<LostPlace.Open> until(Map<TopicPartition, OffsetAndMetadata> ends) {
    List<LostPlace.Open> open = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Map<TopicPartition, Mark> marks = marks(consumer, ends);
      consumer.assign(marks.keySet());
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(marks.keySet());
      marks.forEach((at, mark) -> consumer.seek(at, Math.max(mark.offset(), begins.get(at))));
      while (marks.keySet().stream()
          .anyMatch(at -> consumer.position(at) < ends.get(at).offset())) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          TopicPartition at = new TopicPartition(message.topic(), message.partition());
          if (message.offset() < ends.get(at).offset()
              && !marks.get(at).hasEnded(message.offset())) {
            open.add(open(WireFormat.decode(message.value(), DeliveryOrder.class)));
          }
        }
      }
    }
    return open;
  }

  private static Map<TopicPartition, Mark> marks(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> ends) {
    Map<TopicPartition, Mark> marks = new HashMap<>();
    consumer
        .committed(ends.keySet())
        .forEach(
            (partition, at) -> {
              if (at != null) {
                marks.put(partition, new Mark(at.offset(), at.metadata()));
              }
            });
    return marks;
  }

  private static LostPlace.Open open(DeliveryOrder order) {
    return new LostPlace.Open(
        new RecordKey(order.getEntity(), order.getKey()),
        order.getDeliveryId(),
        order.getVersion());
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.GROUP_ID_CONFIG,
            DeliveryEngine.group(topics, system),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            10,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class));
  }
}
