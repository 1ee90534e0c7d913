package homeroom.delivery;

import homeroom.wire.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
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
  private final int partitions;

  public DeliveryOffsets(Admin admin, Topics topics, int partitions) {
    this.admin = admin;
    this.topics = topics;
    this.partitions = partitions;
  }

  /** Lets a system that was never delivered to begin at the start of its log. */
  public void begin(String system) {
    try {
      String group = DeliveryEngine.group(topics, system);
      Map<TopicPartition, OffsetAndMetadata> written =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      if (written.isEmpty()) {
        admin.alterConsumerGroupOffsets(group, starts(system)).all().get();
      }
    } catch (ExecutionException failed) {
      throw new KafkaException("writing where deliveries begin", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaException("writing where deliveries begin", interrupted);
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> starts(String system)
      throws ExecutionException, InterruptedException {
    List<TopicPartition> all =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topics.deliveries(system), partition))
            .toList();
    Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
    all.forEach(partition -> earliest.put(partition, OffsetSpec.earliest()));
    Map<TopicPartition, OffsetAndMetadata> starts = new HashMap<>();
    admin
        .listOffsets(earliest)
        .all()
        .get()
        .forEach((partition, at) -> starts.put(partition, new OffsetAndMetadata(at.offset())));
    return starts;
  }
}
