package homeroom.stream.killed;

import homeroom.live.LiveBroker;
import homeroom.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * What a router has not committed yet. Offsets alone do not tell: behind its last input may lie
 * what counts for nothing, of transactions that were given up. Not thread-safe.
 */
final class Unread implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(10);

  private final String group;
  private final List<TopicPartition> inputs;
  private final List<TopicPartition> outputs;
  private final KafkaConsumer<byte[], byte[]> committed = LiveBroker.consumer("read_committed");

  Unread(Topics topics) {
    group = topics.tenant() + ".router";
    Stream<String> events = StoryRules.SOURCES.stream().map(topics::events);
    Stream<String> receipts = StoryRules.CONSUMERS.stream().map(topics::receipts);
    Stream<String> own = Stream.of(topics.commands(), topics.links());
    inputs =
        Stream.of(events, receipts, own)
            .flatMap(it -> it)
            .flatMap(topic -> LiveBroker.partitions(topic).stream())
            .toList();
    Stream<TopicPartition> stores =
        Stream.of("records", "waiting", "kept")
            .map(it -> group + "-" + it + "-changelog")
            .flatMap(topic -> LiveBroker.ofTasks(topic).stream());
    Stream<TopicPartition> told =
        Stream.of(topics.movements(), topics.links())
            .flatMap(topic -> LiveBroker.partitions(topic).stream());
    outputs = Stream.concat(told, stores).toList();
    committed.assign(inputs);
  }

  /** Whether every input is decided, for good. */
  boolean none() {
    Map<TopicPartition, OffsetAndMetadata> read = offsets();
    Map<TopicPartition, Long> ends = LiveBroker.ends(inputs);
    for (TopicPartition input : inputs) {
      OffsetAndMetadata next = read.get(input);
      committed.seek(input, next == null ? 0 : next.offset());
    }
    // What is at the end and undecided is waited for until the next look.
    if (!LiveBroker.ends(inputs, IsolationLevel.READ_COMMITTED).equals(ends)) {
      return false;
    }
    while (inputs.stream().anyMatch(it -> committed.position(it) < ends.get(it))) {
      if (!committed.poll(POLL).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Whether there are outputs that do not count, and may never do. */
  boolean halfWritten() {
    return !LiveBroker.ends(outputs, IsolationLevel.READ_COMMITTED)
        .equals(LiveBroker.ends(outputs));
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets() {
    try {
      return LiveBroker.admin()
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof GroupIdNotFoundException) {
        return Map.of();
      }
      throw new IllegalStateException("asking how far the router is", failed.getCause());
    } catch (InterruptedException stopped) {
      throw new IllegalStateException("asking how far the router is", stopped);
    }
  }

  @Override
  public void close() {
    committed.close();
  }
}
