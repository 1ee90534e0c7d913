package homeroom.bench.router;

import homeroom.log.LogReading;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Counts what is committed to a topic. */
public final class Tally implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Duration patience;

  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private long counted;

  public Tally(Cluster cluster, String topic) {
    this(cluster, topic, PATIENCE);
  }

  /**
   * @param patience how long nothing may come while something is awaited
   */
  Tally(Cluster cluster, String topic, Duration patience) {
    this.topic = topic;
    this.patience = patience;
    consumer = cluster.consumer(Map.of());
    consumer.assign(LogReading.partitions(consumer, topic));
    consumer.seekToBeginning(LogReading.partitions(consumer, topic));
  }

  /** Counts only what comes from now on. */
  public Tally afterWhatIsThere() {
    consumer.seekToEnd(consumer.assignment());
    consumer.assignment().forEach(consumer::position);
    return this;
  }

  /**
   * Waits until so many more are committed.
   *
   * @return when they were, by the clock of {@link System#nanoTime}
   * @throws IllegalStateException if nothing comes for too long, or more than was expected
   */
  public long await(long more) {
    long expected = counted + more;
    long last = System.nanoTime();
    while (counted < expected) {
      int came = consumer.poll(POLL).count();
      counted += came;
      if (came > 0) {
        last = System.nanoTime();
      } else if (System.nanoTime() - last > patience.toNanos()) {
        throw new IllegalStateException(
            "%s stopped growing at %,d of %,d messages".formatted(topic, counted, expected));
      }
    }
    if (counted > expected) {
      throw new IllegalStateException(
          "%s has %,d messages where %,d belong".formatted(topic, counted, expected));
    }
    return last;
  }

  /** Whether nothing is in the topic that has not been counted. */
  public boolean isComplete() {
    return consumer.poll(Duration.ofMillis(500)).isEmpty();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
