package homeroom.delivery;

import homeroom.api.Outcome;
import homeroom.delivery.flow.Commit;
import homeroom.delivery.flow.Ended;
import homeroom.delivery.flow.Flow;
import homeroom.delivery.flow.Mark;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership in the group, from joining it to leaving or losing it: feeds the courier from the
 * log, and writes down on a steady beat what ended.
 */
final class DeliverySession implements ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(DeliverySession.class);
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration WAITING = Duration.ofMillis(50);
  private static final Duration BUSY = Duration.ofMillis(10);

  /** A transaction costs the broker the same whether it holds one receipt or a hundred. */
  private static final Duration BEAT = Duration.ofMillis(100);

  private static final int MANY = 500;

  /**
   * How long a partition that goes to another hub is held for the sake of calls under way: that hub
   * must not call for a record while this one still does.
   */
  static final Duration HAND_OVER = Courier.HANGS;

  private final String topic;
  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final Courier courier;
  private final ReceiptWriter receipts;
  private final EngineGauge gauge;
  private long committedAt = System.nanoTime();
  private boolean over;

  DeliverySession(
      String topic,
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      Courier courier,
      ReceiptWriter receipts,
      EngineGauge gauge) {
    this.topic = topic;
    this.consumer = consumer;
    this.producer = producer;
    this.courier = courier;
    this.receipts = receipts;
    this.gauge = gauge;
  }

  void run(CountDownLatch stop) throws InterruptedException {
    consumer.subscribe(List.of(topic), this);
    try {
      while (stop.getCount() > 0) {
        take(consumer.poll(patience()));
        gauge.alive();
        if (!consumer.assignment().isEmpty()) {
          courier.look();
          gauge.behind(behind());
          breathe();
          commitInTime();
        }
      }
      courier.close();
      commit();
    } finally {
      over = true;
    }
  }

  private Duration patience() {
    return courier.busy() ? BUSY : courier.waiting() ? WAITING : IDLE;
  }

  private void take(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
        if (take(record) == Flow.Take.NO_ROOM) {
          consumer.seek(partition, record.offset());
          break;
        }
      }
    }
  }

  private Flow.Take take(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key() == null ? new byte[0] : record.key();
    byte[] message = record.value() == null ? new byte[0] : record.value();
    return courier.take(
        record.partition(), record.offset(), new String(key, StandardCharsets.UTF_8), message);
  }

  /** Reads on only where there is room. */
  private void breathe() {
    List<TopicPartition> full = new ArrayList<>();
    List<TopicPartition> roomy = new ArrayList<>();
    for (TopicPartition partition : consumer.assignment()) {
      (courier.takes(partition.partition()) ? roomy : full).add(partition);
    }
    consumer.pause(full);
    consumer.resume(roomy);
  }

  /**
   * A busy broker may hand out more than it says is committed, and says nothing newer until more is
   * written; less than nothing is nothing.
   */
  private long behind() {
    long behind = 0;
    for (TopicPartition partition : consumer.assignment()) {
      behind += Math.max(0, consumer.currentLag(partition).orElse(0));
    }
    return behind;
  }

  private void commitInTime() {
    if (courier.ended() >= MANY || System.nanoTime() - committedAt >= BEAT.toNanos()) {
      pass();
      commit();
    }
  }

  /**
   * The ends of transactions lie in the log as well. Where they were not passed, a place behind the
   * last order looks cut off once the log is, though nothing was lost.
   */
  private void pass() {
    for (TopicPartition partition : consumer.assignment()) {
      try {
        courier.passed(partition.partition(), consumer.position(partition, Duration.ZERO));
      } catch (TimeoutException notYet) {
        LOG.trace("place not known yet topic={} partition={}", topic, partition.partition());
      }
    }
  }

  private void commit() {
    Commit commit = courier.commit();
    if (commit.isEmpty()) {
      return;
    }
    producer.beginTransaction();
    commit.ended().forEach(ended -> producer.send(receipts.receipt(ended)));
    producer.sendOffsetsToTransaction(offsets(commit), consumer.groupMetadata());
    producer.commitTransaction();
    committedAt = System.nanoTime();
    List<Outcome> outcomes =
        commit.ended().stream().map(Ended::outcome).flatMap(it -> it.stream()).toList();
    if (!outcomes.isEmpty()) {
      int refused = (int) outcomes.stream().filter(Outcome.Failed.class::isInstance).count();
      gauge.ended(outcomes.size(), refused);
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets(Commit commit) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    commit
        .marks()
        .forEach(
            (partition, mark) ->
                offsets.put(
                    new TopicPartition(topic, partition),
                    new OffsetAndMetadata(mark.offset(), mark.metadata())));
    return offsets;
  }

  /** Takes over partitions where they were left; where that is not known, nothing is done. */
  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    Set<TopicPartition> all = new HashSet<>(partitions);
    Map<TopicPartition, OffsetAndMetadata> left = consumer.committed(all);
    Map<TopicPartition, Long> starts = consumer.beginningOffsets(all);
    Set<TopicPartition> unknown = new HashSet<>();
    Map<TopicPartition, Long> cut = new HashMap<>();
    for (TopicPartition partition : all) {
      OffsetAndMetadata at = left.get(partition);
      if (at == null) {
        unknown.add(partition);
      } else if (at.offset() < starts.get(partition)) {
        cut.put(partition, at.offset());
      } else {
        courier.assign(partition.partition(), new Mark(at.offset(), at.metadata()));
      }
    }
    if (!unknown.isEmpty()) {
      throw new NoOffsetForPartitionException(unknown);
    }
    if (!cut.isEmpty()) {
      throw new OffsetOutOfRangeException(cut);
    }
    LOG.debug("partitions assigned topic={} count={}", topic, partitions.size());
  }

  /** Before partitions go to another hub, what is under way ends and is written down. */
  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    if (!over && !partitions.isEmpty()) {
      letGo(partitions, true);
    }
  }

  /** They went already: what ended is not ours to write down, but no call may outlast its wait. */
  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    if (!over && !partitions.isEmpty()) {
      letGo(partitions, false);
    }
  }

  private void letGo(Collection<TopicPartition> partitions, boolean ours) {
    try {
      courier.halt(HAND_OVER);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (ours) {
      commit();
    }
    courier.letGo(partitions.stream().map(TopicPartition::partition).toList());
    courier.go();
  }
}
