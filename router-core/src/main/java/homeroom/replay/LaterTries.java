package homeroom.replay;

import homeroom.replay.ReplayOrder.Doubt;
import homeroom.replay.ReplayOrder.Reach;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again by itself for what was given up although trying again might have helped: a part of a
 * system was out of order while others worked, say. After an hour, then after four, then daily,
 * until it is delivered or has been asked for {@link #MOST} times within a month. Each is a replay
 * of what is owed, as if a person had retried the cause.
 */
public final class LaterTries implements AutoCloseable {

  /** How often one cause is asked for by itself in a month. */
  static final int MOST = 9;

  /** Whose these replays are. */
  static final String PERSON = "homeroom";

  private static final Logger LOG = LoggerFactory.getLogger(LaterTries.class);
  private static final Duration LOOK = Duration.ofMinutes(1);
  private static final Duration MONTH = Duration.ofDays(30);
  private static final List<Duration> PAUSES =
      List.of(Duration.ofHours(1), Duration.ofHours(4), Duration.ofDays(1));
  private static final int PER_SECOND = 50;

  private final Replays replays;
  private final Supplier<List<GivenUp>> givenUp;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("later-tries").daemon().factory());

  /**
   * Deliveries that were given up for one cause.
   *
   * @param cause as in {@link ReplayOrder#refusal()}
   * @param since when the first of them was
   */
  public record GivenUp(String system, String cause, Instant since) {}

  /**
   * @param givenUp what there is now, of systems that are delivered to
   */
  public LaterTries(Replays replays, Supplier<List<GivenUp>> givenUp, InstantSource clock) {
    this.replays = replays;
    this.givenUp = givenUp;
    this.clock = clock;
  }

  public void start() {
    thread.scheduleWithFixedDelay(
        this::tryToLook, LOOK.toSeconds(), LOOK.toSeconds(), TimeUnit.SECONDS);
  }

  private void tryToLook() {
    try {
      look();
    } catch (RuntimeException notNow) {
      LOG.warn("what was given up could not be looked at code=LATER_TRIES", notNow);
    }
  }

  /** Asks again for what is due. */
  void look() {
    Instant now = clock.instant();
    for (GivenUp one : givenUp.get()) {
      if (isDue(one, replays.list(), now)) {
        ask(one);
      }
    }
  }

  private void ask(GivenUp one) {
    try {
      ReplayJob job = replays.start(order(one));
      LOG.info("what was given up is tried again cause={} replay={}", one.cause(), job.id());
    } catch (ReplayRefused notNow) {
      // Another goes on, or the broker is away: it stays due.
      LOG.debug("what was given up could not be tried again cause={}", one.cause(), notNow);
    }
  }

  private static ReplayOrder order(GivenUp one) {
    return new ReplayOrder(
        one.system(),
        new Reach.All(),
        new Doubt.None(),
        Optional.empty(),
        Optional.empty(),
        true,
        Optional.of(one.cause()),
        PER_SECOND,
        PERSON);
  }

  /**
   * @param jobs all there were
   */
  static boolean isDue(GivenUp one, List<ReplayJob> jobs, Instant now) {
    List<Instant> asked =
        jobs.stream()
            .filter(job -> job.order().person().equals(PERSON))
            .filter(job -> job.order().refusal().equals(Optional.of(one.cause())))
            .map(ReplayJob::startedAt)
            .filter(at -> at.plus(MONTH).isAfter(now))
            .toList();
    Duration pause = PAUSES.get(Math.min(asked.size(), PAUSES.size() - 1));
    Instant latest = asked.stream().reduce(one.since(), (a, b) -> a.isAfter(b) ? a : b);
    return asked.size() < MOST && !latest.plus(pause).isAfter(now);
  }

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
