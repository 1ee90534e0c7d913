package homeroom.audit.explain;

import homeroom.api.Failure;
import homeroom.api.RecordKey;
import homeroom.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/**
 * Reads, of every topic that holds something about records, the one partition that a record's key
 * belongs to, and keeps that record's messages only.
 *
 * <ul>
 *   <li>At most {@link #MOST_MESSAGES} messages are looked at, and the newest: if there are more
 *       since the time that is asked for, the search begins later and says so.
 *   <li>At most {@link #MOST_KEPT} of the record's own messages are kept of each kind, the newest.
 *   <li>It ends after {@link #LONGEST}, wherever it is, and says so.
 *   <li>Two searches run at a time; others wait for their turn.
 * </ul>
 */
public final class PartitionSearch implements LogSearch {

  static final long MOST_MESSAGES = 1_000_000;
  static final int MOST_KEPT = 1_000;
  static final Duration LONGEST = Duration.ofSeconds(10);

  private static final int AT_A_TIME = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Topics topics;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final InstantSource clock;
  private final long most;
  private final Semaphore turns = new Semaphore(AT_A_TIME, true);

  /**
   * @param consumers makes a consumer with {@link #consumerSettings}
   */
  public PartitionSearch(
      Topics topics, Supplier<Consumer<byte[], byte[]>> consumers, InstantSource clock) {
    this(topics, consumers, clock, MOST_MESSAGES);
  }

  PartitionSearch(
      Topics topics, Supplier<Consumer<byte[], byte[]>> consumers, InstantSource clock, long most) {
    this.topics = topics;
    this.consumers = consumers;
    this.clock = clock;
    this.most = most;
  }

  /** What a consumer needs besides the addresses and credentials of the brokers. */
  public static Map<String, Object> consumerSettings() {
    return Map.ofEntries(
        Map.entry("isolation.level", "read_committed"),
        Map.entry("enable.auto.commit", false),
        Map.entry("allow.auto.create.topics", false),
        Map.entry("auto.offset.reset", "earliest"),
        Map.entry("max.poll.records", 20_000),
        Map.entry("fetch.max.wait.ms", 10),
        Map.entry("fetch.max.bytes", 8 * 1024 * 1024),
        Map.entry(
            "key.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer"),
        Map.entry(
            "value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer"));
  }

  @Override
  public RecordLog find(RecordKey record, Instant from) {
    takeTurn();
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      byte[] key = record.toString().getBytes(StandardCharsets.UTF_8);
      List<TopicPartition> places = places(consumer, key);
      if (places.isEmpty()) {
        return new RecordKeeper(MOST_KEPT).found(RecordLog.Reach.WHOLE);
      }
      return new Stretch(consumer, places, from, clock, most).read(key);
    } catch (KafkaException unreadable) {
      throw new LogFailure(
          Failure.of(
              Failure.Kind.TRANSIENT,
              "EXPLAIN_LOG_UNREADABLE",
              "Reading what the log holds about the record: the broker did not answer.",
              "Ask again in a moment; see homeroom status if it stays so."),
          unreadable);
    } finally {
      turns.release();
    }
  }

  private void takeTurn() {
    try {
      if (turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new LogFailure(
        Failure.of(
            Failure.Kind.THROTTLED,
            "EXPLAIN_BUSY",
            "Reading what the log holds about the record: others are being explained.",
            "Ask again in a moment."));
  }

  /** Whatever systems there are or were: their topics are still there. */
  private List<TopicPartition> places(Consumer<byte[], byte[]> consumer, byte[] key) {
    return consumer.listTopics().entrySet().stream()
        .filter(topic -> isSearched(topic.getKey()))
        .map(topic -> place(topic.getKey(), topic.getValue(), key))
        .toList();
  }

  private boolean isSearched(String topic) {
    return topic.equals(topics.changes())
        || topic.startsWith(topics.events(""))
        || topic.startsWith(topics.deliveries(""))
        || topic.startsWith(topics.receipts(""));
  }

  private static TopicPartition place(String topic, List<PartitionInfo> partitions, byte[] key) {
    return new TopicPartition(topic, Utils.toPositive(Utils.murmur2(key)) % partitions.size());
  }
}
