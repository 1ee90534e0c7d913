package homeroom.app;

import homeroom.api.Failure;
import homeroom.broker.Checkpoints;
import homeroom.broker.NotForced;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a checkpoint of the embedded broker every few seconds. Thread-safe. */
final class Checkpointing implements AutoCloseable {

  static final Duration EVERY = Duration.ofSeconds(3);

  /** The code of a disk that refuses; nothing that it says of itself afterwards counts. */
  static final String DISK_NOT_WRITTEN = "DISK_NOT_WRITTEN";

  /** After so long people are told that there was none. */
  static final Duration OLD = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(Checkpointing.class);

  /** How long a moment without a write is looked for. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Taking checkpoints;
  private final Duration every;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("checkpoints").unstarted(this::run);
  private final List<Runnable> afterwards = new CopyOnWriteArrayList<>();
  private volatile long safe;
  private volatile boolean broken;
  private boolean old;

  private final Timer timer;

  /** Takes one checkpoint, as {@link Checkpoints} does. */
  interface Taking {
    Optional<Checkpoints.Taken> take(Duration patience) throws IOException;
  }

  /**
   * @param safe a time of {@link System#nanoTime}: what was there before is safe already
   */
  Checkpointing(Taking checkpoints, long safe, MeterRegistry registry) {
    this(checkpoints, safe, EVERY, registry);
  }

  /**
   * The same.
   *
   * @param every how long after the end of one the next one begins
   */
  Checkpointing(Taking checkpoints, long safe, Duration every, MeterRegistry registry) {
    this.checkpoints = checkpoints;
    this.every = every;
    this.safe = safe;
    timer = registry.timer("homeroom.checkpoint");
    Gauge.builder("homeroom.checkpoint.age", () -> age().toMillis() / 1_000.0)
        .baseUnit("seconds")
        .description("How long ago everything was safe from a loss of power.")
        .register(registry);
  }

  void start() {
    thread.start();
  }

  /** What is done after each checkpoint. */
  void then(Runnable step) {
    afterwards.add(step);
  }

  /**
   * A time of {@link System#nanoTime}: what was acknowledged before it outlasts a loss of power.
   */
  long safe() {
    return safe;
  }

  /** What a person should look at. */
  Optional<Failure> concern() {
    if (broken) {
      return Optional.of(
          Failure.of(
              Failure.Kind.CONFIGURATION,
              DISK_NOT_WRITTEN,
              "the disk did not write what it was given; if the machine loses power now, the hub"
                  + " goes back to before that",
              "stop the hub and look at the disk and the system's log; if it is broken, restore the"
                  + " last backup on another one"));
    }
    return age().compareTo(OLD) < 0
        ? Optional.empty()
        : Optional.of(
            Failure.of(
                Failure.Kind.TRANSIENT,
                "CHECKPOINT_OLD",
                "for more than 10 minutes there was no moment without a write; if the machine"
                    + " loses power now, the hub goes back to before that",
                "wait for the end of what is being taken in; if nothing is, see the log"));
  }

  private Duration age() {
    return Duration.ofNanos(System.nanoTime() - safe);
  }

  private void run() {
    try {
      while (!broken && !closing.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        tryToTake();
      }
    } catch (InterruptedException ends) {
      Thread.currentThread().interrupt();
    }
  }

  private void tryToTake() {
    try {
      take();
    } catch (NotForced refused) {
      broken = true;
      LOG.error("no checkpoint is taken any more code={}", DISK_NOT_WRITTEN, refused);
    } catch (IOException | RuntimeException failed) {
      LOG.warn("checkpoint could not be taken code=CHECKPOINT_NOT_TAKEN", failed);
    }
    boolean isOld = age().compareTo(OLD) >= 0;
    if (isOld && !old) {
      LOG.warn(
          "there was no checkpoint for long code=CHECKPOINT_OLD seconds={}", age().toSeconds());
    }
    old = isOld;
  }

  private void take() throws IOException {
    long begun = System.nanoTime();
    Optional<Checkpoints.Taken> taken = checkpoints.take(PATIENCE);
    if (taken.isPresent()) {
      safe = taken.get().nanos();
      afterwards.forEach(Runnable::run);
      timer.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(10_000);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
