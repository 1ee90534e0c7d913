package homeroom.audit;

import homeroom.api.WithoutText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prunes the query store soon after a start and once a day from then on. What does not work is
 * tried again after an hour; look-ups and the indexer go on meanwhile.
 */
public final class StorePruning implements AutoCloseable {

  /** Until then the hub has other things to do. */
  static final Duration FIRST = Duration.ofMinutes(2);

  static final Duration DAILY = Duration.ofDays(1);
  static final Duration AGAIN = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(StorePruning.class);

  private final ToLongFunction<Instant> prune;
  private final Duration keep;
  private final InstantSource clock;
  private final ScheduledExecutorService thread;

  /**
   * @param prune forgets what is older than a time, and says how many movements that were, as
   *     {@link QueryStore#prune}
   * @param keep for how long movements are kept
   */
  public StorePruning(ToLongFunction<Instant> prune, Duration keep, InstantSource clock) {
    this(
        prune,
        keep,
        clock,
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("query-store-pruning").daemon().factory()));
  }

  StorePruning(
      ToLongFunction<Instant> prune,
      Duration keep,
      InstantSource clock,
      ScheduledExecutorService thread) {
    this.prune = prune;
    this.keep = keep;
    this.clock = clock;
    this.thread = thread;
  }

  public void start() {
    next(FIRST);
  }

  private void next(Duration pause) {
    if (!thread.isShutdown()) {
      thread.schedule(() -> next(tryToPrune()), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /**
   * @return when to come again
   */
  private Duration tryToPrune() {
    try {
      Instant before = before(clock.instant(), keep);
      long forgotten = prune.applyAsLong(before);
      LOG.info("old movements were pruned movements={} before={}", forgotten, before);
      return DAILY;
    } catch (StoreFailure later) {
      failed(String.valueOf(later.getMessage()), later);
      return AGAIN;
    } catch (RuntimeException
        | StackOverflowError
        | OutOfMemoryError
        | LinkageError
        | AssertionError later) {
      // Nobody would notice that the store is not pruned any more.
      failed(later.getClass().getName(), later);
      return AGAIN;
    }
  }

  private void failed(String cause, Throwable later) {
    if (!thread.isShutdown()) {
      LOG.warn(
          "old movements were not pruned code=STORE_NOT_PRUNED cause={}",
          cause,
          new WithoutText(later));
    }
  }

  /** Times before 1970 are none that the store can name. */
  static Instant before(Instant now, Duration keep) {
    Duration age = Duration.between(Instant.EPOCH, now);
    return keep.compareTo(age) >= 0 ? Instant.EPOCH : now.minus(keep);
  }

  /** Ends after the portion at hand. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
