package homeroom.delivery;

import homeroom.log.Partitions;
import homeroom.wire.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Where an engine begins. Written down once, when a system is added: an engine that finds no offset
 * later stops instead of skipping or repeating.
 */
public final class DeliveryOffsets {

  private final Admin admin;
  private final Topics topics;

  public DeliveryOffsets(Admin admin, Topics topics) {
    this.admin = admin;
    this.topics = topics;
  }

  /**
   * Lets a system that was never delivered to begin at the start of its log. One whose offsets were
   * forgotten (a broker does that with a group that was away too long) has receipts, and begins
   * nowhere: its engine says so.
   */
  public void begin(String system) {
    try {
      String group = DeliveryEngine.group(topics, system);
      Map<TopicPartition, OffsetAndMetadata> written =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      if (written.isEmpty() && !hasReceipts(system)) {
        admin.alterConsumerGroupOffsets(group, starts(system)).all().get();
      }
    } catch (ExecutionException failed) {
      throw new KafkaException("writing where deliveries begin", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaException("writing where deliveries begin", interrupted);
    }
  }

  /** Ever had, that is: the end of a log does not go back when its messages are dropped. */
  private boolean hasReceipts(String system) throws ExecutionException, InterruptedException {
    return offsets(topics.receipts(system), OffsetSpec.latest()).values().stream()
        .anyMatch(end -> end > 0);
  }

  private Map<TopicPartition, OffsetAndMetadata> starts(String system)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> starts = new HashMap<>();
    offsets(topics.deliveries(system), OffsetSpec.earliest())
        .forEach((partition, at) -> starts.put(partition, new OffsetAndMetadata(at)));
    return starts;
  }

  private Map<TopicPartition, Long> offsets(String topic, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    Partitions.of(admin, topic).forEach(partition -> asked.put(partition, which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(asked)
        .all()
        .get()
        .forEach((partition, at) -> offsets.put(partition, at.offset()));
    return offsets;
  }
}
