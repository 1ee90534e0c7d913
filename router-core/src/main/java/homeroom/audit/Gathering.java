package homeroom.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decides how much of the log makes one portion. In a rush it gathers for a while, so that there
 * are fewer transactions; what comes alone, or is waited for, is taken at once.
 */
final class Gathering {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMillis(300);

  /**
   * Longer than the brokers hold a fetch back, so that nothing within it means nothing is there.
   */
  private static final Duration POLL_FOR_MORE = Duration.ofMillis(200);

  /** In one poll; a change made by a person comes with a few messages. */
  static final int RUSH = 50;

  private static final int ENOUGH = 5_000;

  private final BooleanSupplier atOnce;
  private final LongSupplier nanoTime;

  /**
   * @param atOnce whether somebody waits for what was read
   * @param nanoTime a clock that only goes forward, in nanoseconds from any origin
   */
  Gathering(BooleanSupplier atOnce, LongSupplier nanoTime) {
    this.atOnce = atOnce;
    this.nanoTime = nanoTime;
  }

  /** The next portion, in the log's order within each partition; empty if nothing came. */
  List<ConsumerRecord<byte[], byte[]>> next(Consumer<byte[], byte[]> consumer) {
    List<ConsumerRecord<byte[], byte[]>> gathered = new ArrayList<>();
    long began = nanoTime.getAsLong();
    boolean more = poll(consumer, POLL, gathered) >= RUSH;
    while (more && goesOn(gathered.size(), began)) {
      more = poll(consumer, POLL_FOR_MORE, gathered) > 0;
    }
    return gathered;
  }

  private boolean goesOn(int gathered, long began) {
    return gathered < ENOUGH
        && !atOnce.getAsBoolean()
        && nanoTime.getAsLong() - began < LONGEST.toNanos();
  }

  private static int poll(
      Consumer<byte[], byte[]> consumer,
      Duration patience,
      List<ConsumerRecord<byte[], byte[]>> into) {
    int before = into.size();
    consumer.poll(patience).forEach(into::add);
    return into.size() - before;
  }
}
