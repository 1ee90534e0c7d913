package homeroom.stream.killed;

import homeroom.live.LiveBroker;
import homeroom.schema.DeliveryOrder;
import homeroom.wire.Topics;
import homeroom.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** All consumers, and the receipts that they write. Not thread-safe. */
final class Consumers implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(10);

  private final Topics topics;
  private final KafkaConsumer<byte[], byte[]> deliveries = LiveBroker.consumer("read_committed");
  private final Map<String, AnsweringConsumer> consumers = new LinkedHashMap<>();

  Consumers(Topics topics) {
    this.topics = topics;
    StoryRules.CONSUMERS.forEach(system -> consumers.put(system, new AnsweringConsumer()));
    deliveries.assign(StoryRules.CONSUMERS.stream().flatMap(this::partitions).toList());
    deliveries.seekToBeginning(deliveries.assignment());
  }

  private Stream<TopicPartition> partitions(String system) {
    return LiveBroker.partitions(topics.deliveries(system)).stream();
  }

  AnsweringConsumer consumer(String system) {
    return consumers.get(system);
  }

  /** From now on it answers nothing. */
  void stops(String system) {
    deliveries.pause(partitions(system).toList());
  }

  void goesOn(String system) {
    deliveries.resume(partitions(system).toList());
  }

  /** Does what there is to do; whether there was nothing. */
  boolean answer() {
    var told = deliveries.poll(POLL);
    told.forEach(this::answer);
    return told.isEmpty();
  }

  private void answer(ConsumerRecord<byte[], byte[]> message) {
    DeliveryOrder order = WireFormat.decode(message.value(), DeliveryOrder.class);
    String record = new String(message.key(), StandardCharsets.UTF_8);
    consumers
        .get(order.getSystem())
        .carryOut(order)
        .ifPresent(
            receipt -> LiveBroker.write(topics.receipts(order.getSystem()), record, receipt));
  }

  /** Whether all that lies there is done, besides what is for those that have stopped. */
  boolean idle() {
    List<TopicPartition> awake =
        deliveries.assignment().stream().filter(it -> !deliveries.paused().contains(it)).toList();
    Map<TopicPartition, Long> ends = LiveBroker.ends(awake);
    return awake.stream().allMatch(it -> deliveries.position(it) >= ends.get(it));
  }

  @Override
  public void close() {
    deliveries.close();
  }
}
