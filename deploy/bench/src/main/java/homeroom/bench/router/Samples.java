package homeroom.bench.router;

import homeroom.bench.Students;
import homeroom.log.LogReading;
import homeroom.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What the router wrote last to each of its topics and to its store, so that something else can
 * write as much, of the same sizes, and as easy or hard to compress.
 *
 * @param states of records, as they are stored
 * @param messages by where they went
 */
record Samples(List<byte[]> states, Map<Output, List<byte[]>> messages) {

  private static final Duration POLL = Duration.ofMillis(50);

  /** So many of each partition's last messages are looked at. */
  private static final long LAST = 400;

  /**
   * A topic that gets one message for each accepted event.
   *
   * @param system the consumer, of deliveries; empty otherwise
   */
  record Output(Kind kind, String system) {
    enum Kind {
      RECORDS,
      CHANGES,
      MOVEMENTS,
      DELIVERIES
    }

    String topic(Topics topics) {
      return switch (kind) {
        case RECORDS -> topics.records();
        case CHANGES -> topics.changes();
        case MOVEMENTS -> topics.movements();
        case DELIVERIES -> topics.deliveries(system);
      };
    }

    static List<Output> all() {
      List<Output> all = new ArrayList<>();
      for (Kind kind : Kind.values()) {
        if (kind == Kind.DELIVERIES) {
          Students.CONSUMERS.forEach(system -> all.add(new Output(kind, system)));
        } else {
          all.add(new Output(kind, ""));
        }
      }
      return all;
    }
  }

  static Samples take(Cluster cluster, Topics topics) {
    Map<Output, List<byte[]>> messages = new LinkedHashMap<>();
    for (Output output : Output.all()) {
      messages.put(output, values(read(cluster, output.topic(topics), LAST)));
    }
    return new Samples(values(read(cluster, changelog(topics), LAST)), messages);
  }

  /** The mean size of the newest state of every record. */
  static double stateBytes(Cluster cluster, Topics topics) {
    Map<String, Integer> sizes = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> state : read(cluster, changelog(topics), Long.MAX_VALUE)) {
      sizes.put(new String(state.key(), StandardCharsets.UTF_8), state.value().length);
    }
    sizes.keySet().removeIf(key -> key.startsWith("_"));
    return sizes.values().stream().mapToInt(Integer::intValue).average().orElseThrow();
  }

  /** The topic that the store of an application like the router is restored from. */
  static String changelog(Topics topics) {
    return topics.tenant() + ".router-records-changelog";
  }

  private static List<byte[]> values(List<ConsumerRecord<byte[], byte[]>> messages) {
    return messages.stream().map(ConsumerRecord::value).toList();
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(
      Cluster cluster, String topic, long last) {
    List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = cluster.consumer(Map.of())) {
      List<TopicPartition> partitions = LogReading.partitions(consumer, topic);
      consumer.assign(partitions);
      Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      ends.forEach(
          (partition, end) ->
              consumer.seek(partition, Math.max(starts.get(partition), end - last)));
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer.poll(POLL).forEach(messages::add);
      }
    }
    return messages;
  }
}
