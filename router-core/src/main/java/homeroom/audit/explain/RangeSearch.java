package homeroom.audit.explain;

import homeroom.api.Failure;
import homeroom.wire.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a source's events from when the first of some came to when the last did, and the changes
 * from then on.
 *
 * <ul>
 *   <li>At most {@link #MOST_MESSAGES} messages are looked at, and the oldest.
 *   <li>It ends after {@link PartitionSearch#LONGEST}, wherever it is.
 *   <li>In both cases the answer says that it did not come to the end.
 *   <li>One search runs at a time; others wait for their turn.
 * </ul>
 */
public final class RangeSearch implements BatchSearch {

  static final long MOST_MESSAGES = 1_000_000;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Topics topics;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final InstantSource clock;
  private final long most;
  private final Semaphore turn = new Semaphore(1, true);

  /**
   * @param consumers makes a consumer with {@link PartitionSearch#consumerSettings}
   */
  public RangeSearch(
      Topics topics, Supplier<Consumer<byte[], byte[]>> consumers, InstantSource clock) {
    this(topics, consumers, clock, MOST_MESSAGES);
  }

  RangeSearch(
      Topics topics, Supplier<Consumer<byte[], byte[]>> consumers, InstantSource clock, long most) {
    this.topics = topics;
    this.consumers = consumers;
    this.clock = clock;
    this.most = most;
  }

  @Override
  public Found find(Wanted wanted) {
    takeTurn();
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      return new Range(consumer, wanted, clock.instant().plus(PartitionSearch.LONGEST), most, clock)
          .read(
              places(consumer, topics.events(wanted.system())), places(consumer, topics.changes()));
    } catch (KafkaException unreadable) {
      throw new LogFailure(
          Failure.of(
              Failure.Kind.TRANSIENT,
              "BATCH_CHANGES_UNREADABLE",
              "Reading what the log holds about the batch: the broker did not answer.",
              "Ask again in a moment; see homeroom status if it stays so."),
          unreadable);
    } finally {
      turn.release();
    }
  }

  private static List<TopicPartition> places(Consumer<byte[], byte[]> consumer, String topic) {
    return consumer.listTopics().getOrDefault(topic, List.of()).stream()
        .map(it -> new TopicPartition(it.topic(), it.partition()))
        .toList();
  }

  private void takeTurn() {
    try {
      if (turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new LogFailure(
        Failure.of(
            Failure.Kind.THROTTLED,
            "BATCH_CHANGES_BUSY",
            "Reading what the log holds about the batch: somebody else's question is answered.",
            "Ask again in a moment."));
  }
}
