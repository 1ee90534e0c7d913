package homeroom.ingest;

import homeroom.log.LogReading;
import homeroom.planning.OwnIds;
import homeroom.schema.Accepted;
import homeroom.schema.BatchReport;
import homeroom.schema.Boundary;
import homeroom.schema.DataEvent;
import homeroom.schema.DeliveryReceipt;
import homeroom.schema.ReceiptOutcome;
import homeroom.schema.SourceCursor;
import homeroom.wire.Topics;
import homeroom.wire.WireFormat;
import homeroom.wire.WireFormatException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/** Reads back from the log what a source last said and how far it was read. */
final class SourceLog {

  private static final String BOUNDARY = Boundary.class.getSimpleName();

  private final Topics topics;
  private final String system;
  private final String bootstrapServers;
  private final Function<String, Map<TopicPartition, Long>> written;

  /**
   * @param written behind which offsets of a topic this hub wrote for the source last
   */
  SourceLog(
      Topics topics,
      String system,
      String bootstrapServers,
      Function<String, Map<TopicPartition, Long>> written) {
    this.written = written;
    this.topics = topics;
    this.system = system;
    this.bootstrapServers = bootstrapServers;
  }

  /** How far the source has been read. */
  Optional<SourceCursor> cursor() {
    Map<String, SourceCursor> cursors = new HashMap<>();
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      read(
          consumer,
          topics.cursors(),
          Map.of(),
          record -> {
            if (record.value() != null && key(record).equals(system)) {
              cursors.put(system, WireFormat.decode(record.value(), SourceCursor.class));
            }
          });
    }
    return Optional.ofNullable(cursors.get(system));
  }

  /**
   * What the source last said about each record.
   *
   * @param to which holds nothing yet
   */
  void snapshot(CurrentRecords to) {
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      read(
          consumer,
          topics.snapshot(system),
          Map.of(),
          record -> {
            if (record.value() == null) {
              to.remove(key(record));
            } else {
              to.put(key(record), WireFormat.decode(record.value(), Accepted.class));
            }
          });
    }
  }

  /**
   * A receipt of a delivery that the system confirmed.
   *
   * @param record the record's key
   * @param ownId the key of the system's own id for it
   */
  record Confirmed(
      String record, Optional<String> ownId, int partition, long offset, ReceiptOutcome outcome) {

    /** Whether it came after a place up to which receipts were read. */
    boolean isAfter(List<Long> ends) {
      return partition < ends.size() && offset >= ends.get(partition);
    }
  }

  /** The ids of the source's events that the log got from a time on. */
  Set<String> eventsSince(Instant time) {
    Set<String> ids = new HashSet<>();
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      LogReading.since(
          consumer,
          topics.events(system),
          time,
          message -> {
            if (!isBoundary(message.value())) {
              ids.add(WireFormat.decode(message.value(), DataEvent.class).getEventId());
            }
          });
    }
    return ids;
  }

  /** Where the receipts end now, per partition. */
  List<Long> receiptEnds() {
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = LogReading.partitions(consumer, topics.receipts(system));
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      return partitions.stream().map(ends::get).toList();
    }
  }

  /**
   * Passes on the deliveries that the system confirmed.
   *
   * @param from per partition, where to go on reading
   * @return per partition, where to go on next time
   */
  List<Long> confirmed(List<Long> from, java.util.function.Consumer<Confirmed> each) {
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      Map<TopicPartition, Long> starts = new HashMap<>();
      for (int partition = 0; partition < from.size(); partition++) {
        starts.put(new TopicPartition(topics.receipts(system), partition), from.get(partition));
      }
      return read(
          consumer,
          topics.receipts(system),
          starts,
          message -> {
            DeliveryReceipt receipt = WireFormat.decode(message.value(), DeliveryReceipt.class);
            if (receipt.getOutcome() != ReceiptOutcome.REFUSED) {
              each.accept(
                  new Confirmed(
                      key(message),
                      ownId(receipt),
                      message.partition(),
                      message.offset(),
                      receipt.getOutcome()));
            }
          });
    }
  }

  /**
   * Passes on the records that the system confirmed a delivery of since a time.
   *
   * @return false if the log does not reach back so far
   */
  boolean confirmedSince(Instant since, java.util.function.Consumer<String> each) {
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      Map<Integer, Long> oldest = new HashMap<>();
      read(
          consumer,
          topics.receipts(system),
          Map.of(),
          message -> {
            oldest.putIfAbsent(message.partition(), message.timestamp());
            if (!Instant.ofEpochMilli(message.timestamp()).isBefore(since)) {
              DeliveryReceipt receipt = WireFormat.decode(message.value(), DeliveryReceipt.class);
              if (receipt.getOutcome() != ReceiptOutcome.REFUSED) {
                each.accept(key(message));
                ownId(receipt).ifPresent(each);
              }
            }
          });
      return consumer.beginningOffsets(consumer.assignment()).entrySet().stream()
          .filter(begin -> begin.getValue() > 0)
          .map(begin -> oldest.get(begin.getKey().partition()))
          .allMatch(first -> first != null && first <= since.toEpochMilli());
    }
  }

  /** Which rows that were rejected since a time were never taken in. */
  NeverUsed neverUsedSince(Instant time) {
    return NeverUsed.since(time, topics, system, this::consumer);
  }

  private Optional<String> ownId(DeliveryReceipt receipt) {
    return Optional.ofNullable(receipt.getRemoteId())
        .map(id -> OwnIds.key(receipt.getEntity(), system, id).toString());
  }

  /** What became of the source's batches, each as it was taken in last. */
  List<BatchReport> reports() {
    Map<String, BatchReport> reports = new HashMap<>();
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      read(
          consumer,
          topics.batches(),
          Map.of(),
          record -> {
            if (record.value() == null) {
              reports.remove(key(record));
            } else {
              reports.put(key(record), WireFormat.decode(record.value(), BatchReport.class));
            }
          });
    }
    return reports.values().stream().filter(it -> it.getSystem().equals(system)).toList();
  }

  /**
   * An event as it lies in the log.
   *
   * @param overtaken whether the source spoke of the same record behind it
   * @param misplaced whether it lies in a partition that its key does not belong to, so that nobody
   *     can tell what came behind it
   */
  record Again(byte[] key, byte[] value, boolean overtaken, boolean misplaced) {}

  /** One event of the source; empty if it is not in the log any more. */
  Optional<Again> event(int partition, long offset) {
    TopicPartition from = new TopicPartition(topics.events(system), partition);
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    int partitions;
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      partitions = LogReading.partitions(consumer, topics.events(system)).size();
      read(
          consumer,
          topics.events(system),
          Map.of(from, offset),
          message -> {
            boolean first = message.partition() == partition && message.offset() == offset;
            if (first || isBehind(message, found)) {
              found.add(message);
            }
          });
    }
    return found.stream()
        .filter(message -> message.key() != null && message.value() != null)
        .filter(message -> !isBoundary(message.value()))
        .findFirst()
        .map(
            message ->
                new Again(
                    message.key(),
                    message.value(),
                    found.size() > 1,
                    Utils.toPositive(Utils.murmur2(message.key())) % partitions != partition));
  }

  /** What is no message of ours is no boundary either. */
  private static boolean isBoundary(byte[] value) {
    try {
      return WireFormat.typeOf(value).equals(BOUNDARY);
    } catch (WireFormatException other) {
      return false;
    }
  }

  private static boolean isBehind(
      ConsumerRecord<byte[], byte[]> message, List<ConsumerRecord<byte[], byte[]>> found) {
    return !found.isEmpty()
        && message.partition() == found.getFirst().partition()
        && Arrays.equals(message.key(), found.getFirst().key());
  }

  /** Reads to the end; per partition, where to go on next time. */
  private List<Long> read(
      Consumer<byte[], byte[]> consumer,
      String topic,
      Map<TopicPartition, Long> starts,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    List<TopicPartition> partitions = LogReading.partitions(consumer, topic);
    LogReading.read(consumer, partitions, starts, written.apply(topic), each);
    return partitions.stream().map(consumer::position).toList();
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), StandardCharsets.UTF_8);
  }

  private Consumer<byte[], byte[]> consumer() {
    return LogReading.consumer(bootstrapServers);
  }
}
