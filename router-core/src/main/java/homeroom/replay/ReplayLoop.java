package homeroom.replay;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives one replay, from wherever it is, until it is over or the hub ends. */
final class ReplayLoop implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayLoop.class);
  private static final int MOST_AT_ONCE = 500;

  /** A change that comes meanwhile waits behind these, and behind no more. */
  private static final int MOST_OPEN = 500;

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  /**
   * How long nothing may be answered before it is looked whether all is decided: a command that the
   * router put into the quarantine never is.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration LOOK_AT_OTHERS = Duration.ofSeconds(2);

  /** A hub that goes on with a replay writes down how far it is much more often. */
  private static final Duration LEFT_ALONE = Duration.ofSeconds(30);

  private final Replays replays;
  private final ReplayRecords records;
  private final String id;
  private final int atOnce;
  private final RateLimiter limiter;
  private final CountDownLatch closing;
  private boolean current;
  private long decided = -1;
  private Instant decidedSince = Instant.EPOCH;
  private Optional<ReplayRecords.ToldUntilNow> told = Optional.empty();

  ReplayLoop(
      Replays replays, ReplayRecords records, String id, int perSecond, CountDownLatch closing) {
    this.replays = replays;
    this.records = records;
    this.id = id;
    this.closing = closing;
    atOnce = Math.clamp(perSecond / 4, 1, MOST_AT_ONCE);
    limiter =
        RateLimiter.of(
            id,
            RateLimiterConfig.custom()
                .limitForPeriod(perSecond)
                .limitRefreshPeriod(Duration.ofSeconds(1))
                .timeoutDuration(Duration.ofSeconds(10))
                .build());
  }

  @Override
  public void run() {
    try {
      while (closing.getCount() > 0) {
        ReplayJob job = replays.find(id).orElseThrow();
        if (job.status().isOver()) {
          return;
        }
        advanceOrWatch(job);
      }
    } catch (InterruptedException ends) {
      Thread.currentThread().interrupt();
    }
  }

  private void advanceOrWatch(ReplayJob job) throws InterruptedException {
    try {
      advanceOrWait(job);
    } catch (ProducerFencedException elsewhere) {
      LOG.warn("replay goes on in another hub code=REPLAY_TAKEN_OVER replay={}", id);
      watch();
    }
  }

  /** The other hub may leave before the replay is over; then this one goes on with it again. */
  private void watch() throws InterruptedException {
    Instant moved = replays.now();
    Instant updated = Instant.MIN;
    while (moved.plus(LEFT_ALONE).isAfter(replays.now())) {
      rest(LOOK_AT_OTHERS);
      try {
        ReplayJob job = replays.lookAt(id);
        if (job.status().isOver()) {
          return;
        }
        if (!job.updatedAt().equals(updated)) {
          updated = job.updatedAt();
          moved = replays.now();
        }
      } catch (RuntimeException notNow) {
        LOG.warn("log of replays cannot be read code=REPLAY_INTERRUPTED replay={}", id);
      }
    }
    current = false;
    readAgainOrLater();
  }

  private void readAgainOrLater() {
    try {
      readAgain();
    } catch (ProducerFencedException another) {
      LOG.warn("replay goes on in another hub code=REPLAY_TAKEN_OVER replay={}", id);
    }
  }

  private void advanceOrWait(ReplayJob job) throws InterruptedException {
    try {
      advance(job);
    } catch (ProducerFencedException elsewhere) {
      throw elsewhere;
    } catch (RuntimeException failed) {
      if (closing.getCount() == 0) {
        return;
      }
      LOG.warn(
          "replay will be tried again code=REPLAY_INTERRUPTED replay={} cause={}",
          id,
          failed.getClass().getSimpleName());
      rest(AFTER_FAILURE);
      readAgain();
    }
  }

  private void readAgain() {
    try {
      replays.readAgain(id);
    } catch (ProducerFencedException elsewhere) {
      throw elsewhere;
    } catch (RuntimeException stillNot) {
      LOG.warn("log of replays cannot be read code=REPLAY_INTERRUPTED replay={}", id);
    }
  }

  private void advance(ReplayJob job) throws InterruptedException {
    if (!current) {
      catchUp();
    }
    List<ReplayRecords.Found> found = records.after(job.selection(), job.last(), atOnce);
    if (!found.isEmpty()) {
      if (isFull(job)) {
        rest(LOOK_AGAIN);
      } else if (limiter.acquirePermission(found.size())) {
        replays.ask(job.asked(found, replays.now()), found);
      }
    } else if (isDecided(job)) {
      replays.ask(job.next(replays.now()), List.of());
    } else {
      rest(LOOK_AGAIN);
    }
  }

  /** Whether the system has enough to do; what is void sends nothing. */
  private boolean isFull(ReplayJob job) {
    return job.status() == ReplayJob.Status.SENDING
        && records.open(job.order().system()) >= MOST_OPEN;
  }

  /** Records that the query store does not know yet would be passed over. */
  private void catchUp() throws InterruptedException {
    try {
      records.caughtUp().get();
      current = true;
    } catch (ExecutionException closed) {
      throw new IllegalStateException("the query store cannot be read", closed);
    }
  }

  /** Whether the router answered for all that was asked of it in this part. */
  private boolean isDecided(ReplayJob job) throws InterruptedException {
    long now = answers(job);
    if (now != decided) {
      decided = now;
      decidedSince = replays.now();
      told = Optional.empty();
    }
    return now >= job.written()
        || (decidedSince.plus(PATIENCE).isBefore(replays.now()) && isUnanswerable(job));
  }

  private long answers(ReplayJob job) {
    boolean voiding = job.status() == ReplayJob.Status.VOIDING;
    return records.decided(id).entrySet().stream()
        .filter(it -> it.getKey().startsWith("REPLAY_") != voiding)
        .mapToLong(it -> it.getValue())
        .sum();
  }

  /** Whether no more answers can come, because the router has done all that it was told. */
  private boolean isUnanswerable(ReplayJob job) throws InterruptedException {
    if (told.isEmpty()) {
      told = Optional.of(records.toldUntilNow());
    }
    if (!told.get().isDecided()) {
      return false;
    }
    catchUp();
    long now = answers(job);
    if (now != decided) {
      return false;
    }
    LOG.warn(
        "replay goes on without answers code=REPLAY_UNANSWERED replay={} missing={}",
        id,
        job.written() - now);
    return true;
  }

  private void rest(Duration time) throws InterruptedException {
    if (closing.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException();
    }
  }
}
