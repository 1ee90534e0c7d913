package homeroom.outage;

import homeroom.wire.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds at what does not work, and writes down what lasts and what is over, on a
 * thread of its own. What cannot be written while the broker is away is written when it is back. A
 * hub that ends in the middle of an outage goes on with it when it starts again.
 */
public final class OutageWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OutageWatch.class);
  private static final Duration USUAL_PAUSE = Duration.ofSeconds(5);

  private final OutageLog log;
  private final Supplier<List<Trouble>> troubles;
  private final InstantSource clock;
  private final Duration pause;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("outages").daemon().unstarted(this::run);
  private Optional<OutageBook> book = Optional.empty();

  /**
   * @param hub the instance of this hub
   * @param troubles what does not work at the moment
   */
  public OutageWatch(
      Topics topics,
      String bootstrapServers,
      String hub,
      Supplier<List<Trouble>> troubles,
      InstantSource clock) {
    this(topics, bootstrapServers, hub, troubles, clock, USUAL_PAUSE);
  }

  /**
   * The same.
   *
   * @param pause between two looks
   */
  OutageWatch(
      Topics topics,
      String bootstrapServers,
      String hub,
      Supplier<List<Trouble>> troubles,
      InstantSource clock,
      Duration pause) {
    this.log = new OutageLog(topics, bootstrapServers, hub);
    this.troubles = troubles;
    this.clock = clock;
    this.pause = pause;
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        tryToLook();
      }
    } catch (InterruptedException ends) {
      Thread.currentThread().interrupt();
    }
  }

  private void tryToLook() {
    try {
      look();
    } catch (KafkaException later) {
      LOG.debug("outages could not be written down", later);
    } catch (RuntimeException defect) {
      LOG.warn("outages could not be looked at code=OUTAGES_DEFECT", defect);
    }
  }

  /** First written down, then true. */
  private void look() {
    OutageBook known = book.orElseGet(() -> OutageBook.of(log.open(), clock.instant()));
    OutageBook.Step step = known.look(troubles.get(), clock.instant());
    if (!step.changed().isEmpty()) {
      log.write(step.changed());
      step.changed().forEach(OutageWatch::tell);
    }
    book = Optional.of(step.book());
  }

  private static void tell(Outage outage) {
    if (outage.endedAt().isPresent()) {
      LOG.info(
          "outage is over system={} code={}", outage.subject().system(), outage.failure().code());
    } else {
      LOG.warn("outage system={} code={}", outage.subject().system(), outage.failure().code());
    }
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join(Duration.ofSeconds(20));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }
}
