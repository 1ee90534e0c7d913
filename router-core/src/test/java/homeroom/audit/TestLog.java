package homeroom.audit;

import homeroom.wire.Topics;
import homeroom.wire.WireFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** The topics of one tenant in memory, and consumers that read them. Thread-safe. */
final class TestLog {

  static final String TENANT = "cedar";
  static final Topics TOPICS = new Topics(TENANT);

  private final int partitions;
  private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> messages =
      new HashMap<>();

  TestLog(int partitions) {
    this.partitions = partitions;
    for (String topic : new LogReader(TENANT).topics()) {
      for (int partition = 0; partition < partitions; partition++) {
        messages.put(new TopicPartition(topic, partition), new ArrayList<>());
      }
    }
  }

  void add(String topic, String key, @Nullable SpecificRecord value) {
    addBytes(topic, key, value == null ? null : WireFormat.encode(value));
  }

  synchronized void addBytes(String topic, String key, byte @Nullable [] value) {
    var partition = new TopicPartition(topic, Math.floorMod(key.hashCode(), partitions));
    List<ConsumerRecord<byte[], byte[]>> list = messages.get(partition);
    list.add(
        new ConsumerRecord<>(
            topic,
            partition.partition(),
            list.size(),
            Samples.NOON.toEpochMilli(),
            TimestampType.LOG_APPEND_TIME,
            key.length(),
            value == null ? -1 : value.length,
            key.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            value,
            new RecordHeaders(),
            Optional.empty()));
  }

  /** The same, without what came last in each partition; it may be all. */
  synchronized TestLog losing(Random random) {
    TestLog left = new TestLog(partitions);
    messages.forEach(
        (partition, list) ->
            left.messages.put(
                partition, new ArrayList<>(list.subList(0, random.nextInt(list.size() + 1)))));
    return left;
  }

  synchronized Map<TopicPartition, Long> ends() {
    return messages.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, list -> (long) list.getValue().size()));
  }

  /** Everything from these offsets on, at most {@code limit} messages of each partition. */
  synchronized List<ConsumerRecord<byte[], byte[]>> after(
      Map<TopicPartition, Long> offsets, int limit) {
    return messages.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
        .flatMap(
            entry ->
                entry.getValue().stream()
                    .skip(offsets.getOrDefault(entry.getKey(), 0L))
                    .limit(limit))
        .toList();
  }

  /** A consumer that sees what is in the log when it polls. */
  MockConsumer<byte[], byte[]> consumer() {
    return new MockConsumer<>("none") {
      {
        for (String topic : new LogReader(TENANT).topics()) {
          updatePartitions(
              topic,
              messages.keySet().stream()
                  .filter(partition -> partition.topic().equals(topic))
                  .map(p -> new PartitionInfo(topic, p.partition(), null, null, null))
                  .toList());
        }
        updateBeginningOffsets(
            messages.keySet().stream().collect(Collectors.toMap(p -> p, _ -> 0L)));
        updateEndOffsets(ends());
      }

      @Override
      public synchronized org.apache.kafka.clients.consumer.ConsumerRecords<byte[], byte[]> poll(
          java.time.Duration timeout) {
        updateEndOffsets(ends());
        Map<TopicPartition, Long> positions =
            assignment().stream().collect(Collectors.toMap(p -> p, this::position));
        after(positions, 50).forEach(this::addRecord);
        return super.poll(timeout);
      }

      /** As they are now, also where something came since the last poll. */
      @Override
      public synchronized Map<TopicPartition, Long> endOffsets(
          Collection<TopicPartition> partitions) {
        updateEndOffsets(ends());
        return super.endOffsets(partitions);
      }
    };
  }
}
