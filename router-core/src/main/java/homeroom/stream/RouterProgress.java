package homeroom.stream;

import homeroom.wire.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How far the router is with what lies in its inputs, as the broker knows it. Used by one thread.
 */
public final class RouterProgress implements AutoCloseable {

  private static final Duration EMPTY_WITHIN = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Topics topics;
  private final Admin admin;
  private final Map<String, Object> reading;

  public RouterProgress(Topics topics, String bootstrapServers) {
    this.topics = topics;
    admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    reading =
        Map.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            1,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class);
  }

  /**
   * Where the router's inputs end now, with what is not committed yet.
   *
   * @throws KafkaException if the broker cannot be asked
   */
  public Map<TopicPartition, Long> ends() throws InterruptedException {
    try {
      List<String> inputs =
          admin.listTopics().names().get().stream()
              .filter(topics.routerInputs().asMatchPredicate())
              .toList();
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      for (TopicDescription topic : admin.describeTopics(inputs).allTopicNames().get().values()) {
        topic
            .partitions()
            .forEach(
                it ->
                    asked.put(
                        new TopicPartition(topic.name(), it.partition()), OffsetSpec.latest()));
      }
      return admin.listOffsets(asked).all().get().entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, end -> offset(end.getValue())));
    } catch (ExecutionException unanswered) {
      throw new KafkaException("asking where the router's inputs end", unanswered.getCause());
    }
  }

  private static long offset(ListOffsetsResultInfo end) {
    return end.offset();
  }

  /**
   * Whether all that lies before these places is decided, and what followed from it written.
   *
   * @throws KafkaException if the broker cannot be asked
   */
  public boolean isPast(Map<TopicPartition, Long> ends) throws InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> done;
    try {
      done =
          admin
              .listConsumerGroupOffsets(topics.routerGroup())
              .partitionsToOffsetAndMetadata()
              .get();
    } catch (ExecutionException unanswered) {
      throw new KafkaException("asking how far the router is", unanswered.getCause());
    }
    Map<TopicPartition, Long> left = new HashMap<>();
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      OffsetAndMetadata at = done.get(end.getKey());
      long from = at == null ? 0 : at.offset();
      if (from < end.getValue()) {
        left.put(end.getKey(), from);
      }
    }
    return left.isEmpty() || holdNothing(left, ends);
  }

  /** The ends of transactions, and what was given up, are nothing that the router would decide. */
  private boolean holdNothing(Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(reading)) {
      consumer.assign(from.keySet());
      from.forEach(consumer::seek);
      long until = System.nanoTime() + EMPTY_WITHIN.toNanos();
      while (System.nanoTime() < until) {
        if (!consumer.poll(POLL).isEmpty()) {
          return false;
        }
        if (isPast(consumer, from.keySet(), ends)) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean isPast(
      KafkaConsumer<byte[], byte[]> consumer,
      Set<TopicPartition> partitions,
      Map<TopicPartition, Long> ends) {
    return partitions.stream()
        .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }
}
