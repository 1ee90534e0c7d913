package homeroom.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed in a topic, up to where it ends at the moment. */
public final class LogReading {

  private static final Duration POLL = Duration.ofMillis(200);

  /** A broker that is away answers nothing, and one that lost messages never gives them. */
  private static final Duration LONGEST_WITHOUT_ANY = Duration.ofMinutes(2);

  private LogReading() {}

  /** A consumer for this: of no group, so that it leaves no trace of how far it read. */
  public static Consumer<byte[], byte[]> consumer(String bootstrapServers) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            // It reads to an end that is known; waiting for more would only hold up its closing.
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            10,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class));
  }

  /** A topic's partitions in their order; none if there is no such topic. */
  public static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .sorted(Comparator.comparingInt(TopicPartition::partition))
        .toList();
  }

  /** Passes on all of a topic, and leaves the consumer with its partitions. */
  public static void read(
      Consumer<byte[], byte[]> consumer,
      String topic,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    read(consumer, partitions(consumer, topic), Map.of(), each);
  }

  /** Passes on what a topic got from a time on. */
  public static void since(
      Consumer<byte[], byte[]> consumer,
      String topic,
      Instant time,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions(consumer, topic).forEach(it -> times.put(it, time.toEpochMilli()));
    Map<TopicPartition, Long> ends = consumer.endOffsets(times.keySet());
    Map<TopicPartition, Long> starts = new HashMap<>();
    consumer
        .offsetsForTimes(times)
        .forEach((it, at) -> starts.put(it, at == null ? ends.get(it) : at.offset()));
    read(consumer, times.keySet(), starts, each);
  }

  /**
   * Passes on what lies in partitions, and leaves the consumer with them.
   *
   * @param starts where to begin; at the oldest message where nothing is said
   */
  public static void read(
      Consumer<byte[], byte[]> consumer,
      Collection<TopicPartition> partitions,
      Map<TopicPartition, Long> starts,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    read(consumer, partitions, starts, Map.of(), each);
  }

  /**
   * Passes on what lies in partitions, and waits for what the reader wrote there itself: a commit
   * has succeeded a moment before others can read what it committed.
   *
   * @param starts where to begin; at the oldest message where nothing is said
   * @param written behind which offsets the reader wrote last; its transactions are over
   * @throws TimeoutException if nothing comes for two minutes
   */
  public static void read(
      Consumer<byte[], byte[]> consumer,
      Collection<TopicPartition> partitions,
      Map<TopicPartition, Long> starts,
      Map<TopicPartition, Long> written,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    starts.forEach(consumer::seek);
    Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
    ends.replaceAll((partition, end) -> Math.max(end, written.getOrDefault(partition, 0L)));
    long latest = System.nanoTime() + LONGEST_WITHOUT_ANY.toNanos();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      ConsumerRecords<byte[], byte[]> come = consumer.poll(POLL);
      come.forEach(each);
      if (!come.isEmpty()) {
        latest = System.nanoTime() + LONGEST_WITHOUT_ANY.toNanos();
      } else if (System.nanoTime() - latest > 0) {
        throw new TimeoutException(
            "nothing came for " + LONGEST_WITHOUT_ANY.toSeconds() + " s of " + ends.keySet());
      }
    }
  }
}
