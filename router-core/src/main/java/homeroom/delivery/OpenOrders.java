package homeroom.delivery;

import homeroom.api.RecordKey;
import homeroom.delivery.flow.Mark;
import homeroom.log.LogReading;
import homeroom.schema.DeliveryOrder;
import homeroom.wire.Topics;
import homeroom.wire.WireFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The orders that lie before an engine in the log. */
record OpenOrders(Topics topics, String system, String bootstrapServers) {

  /**
   * Those that have not ended, as far as it is known where the engine was.
   *
   * @param ends up to where
   */
  List<LostPlace.Open> until(Admin admin, Map<TopicPartition, OffsetAndMetadata> ends) {
    Map<TopicPartition, Mark> marks = marks(admin);
    List<LostPlace.Open> open = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = LogReading.consumer(bootstrapServers)) {
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(marks.keySet());
      Map<TopicPartition, Long> starts = new HashMap<>();
      marks.forEach((at, mark) -> starts.put(at, Math.max(mark.offset(), begins.get(at))));
      LogReading.read(
          consumer,
          marks.keySet(),
          starts,
          message -> {
            if (isOpen(message, marks, ends)) {
              open.add(open(WireFormat.decode(message.value(), DeliveryOrder.class)));
            }
          });
    }
    return open;
  }

  private static boolean isOpen(
      ConsumerRecord<byte[], byte[]> message,
      Map<TopicPartition, Mark> marks,
      Map<TopicPartition, OffsetAndMetadata> ends) {
    TopicPartition at = new TopicPartition(message.topic(), message.partition());
    return message.offset() < ends.get(at).offset() && !marks.get(at).hasEnded(message.offset());
  }

  private Map<TopicPartition, Mark> marks(Admin admin) {
    try {
      Map<TopicPartition, Mark> marks = new HashMap<>();
      admin
          .listConsumerGroupOffsets(DeliveryEngine.group(topics, system))
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (partition, at) -> {
                if (at != null) {
                  marks.put(partition, new Mark(at.offset(), at.metadata()));
                }
              });
      return marks;
    } catch (ExecutionException failed) {
      throw new KafkaException("asking where deliveries are", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaException("asking where deliveries are", interrupted);
    }
  }

  private static LostPlace.Open open(DeliveryOrder order) {
    return new LostPlace.Open(
        new RecordKey(order.getEntity(), order.getKey()),
        order.getDeliveryId(),
        order.getVersion());
  }
}
