package homeroom.delivery;

import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.delivery.EngineStatus.Condition;
import homeroom.delivery.flow.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an engine's status. Thread-safe. */
final class EngineGauge {

  private static final Logger LOG = LoggerFactory.getLogger(EngineGauge.class);

  /** Longer than any wait of a healthy engine: for calls under way, and for the broker. */
  static final Duration SILENCE = Duration.ofMinutes(4);

  static final Failure STALLED =
      Failure.of(
          Kind.DEFECT,
          "DELIVERY_STALLED",
          "the delivery engine is there and has done nothing for minutes, not even looked",
          "nothing is lost; take a thread dump, report it, and restart the hub");

  private final String system;
  private final InstantSource clock;
  private Condition condition = Condition.STARTING;
  private Instant since;
  private Instant alive;
  private Optional<Failure> failure = Optional.empty();
  private long delivered;
  private long refused;
  private long behind;
  private int inFlight;
  private int retrying;
  private Optional<Instant> retryingSince = Optional.empty();
  private Optional<Instant> lastReceipt = Optional.empty();
  private final MinuteRate rate;

  EngineGauge(String system, InstantSource clock) {
    this.system = system;
    this.clock = clock;
    rate = new MinuteRate(clock);
    since = clock.instant();
    alive = since;
  }

  /** The engine went around once more; to be called while it works, whatever comes of it. */
  synchronized void alive() {
    alive = clock.instant();
  }

  /** What an engine said of itself counts only as long as it shows that it is alive. */
  synchronized EngineStatus status() {
    boolean stalled =
        condition != Condition.STOPPED && alive.plus(SILENCE).isBefore(clock.instant());
    return new EngineStatus(
        stalled ? Condition.DOWN : condition,
        stalled ? alive : since,
        stalled ? Optional.of(STALLED) : failure,
        delivered,
        refused,
        behind,
        inFlight,
        retrying,
        retryingSince,
        lastReceipt,
        rate.perSecond());
  }

  /**
   * The engine works; this is how the system stands.
   *
   * @param shut why the breaker is open, if it is
   */
  synchronized void show(Standing standing, Optional<Failure> shut) {
    inFlight = standing.takenUp();
    retrying = standing.retrying();
    retryingSince = standing.retryingSince();
    Optional<Failure> why = standing.why().or(() -> shut);
    become(
        switch (standing.state()) {
          case OPEN -> shut.isPresent() ? Condition.DOWN : Condition.RUNNING;
          case FAILING -> Condition.DOWN;
          case RESTING -> Condition.THROTTLED;
          case STOPPED -> Condition.PAUSED;
        },
        why);
  }

  synchronized void down(Failure why) {
    alive = clock.instant();
    become(Condition.DOWN, Optional.of(why));
  }

  synchronized void stopped() {
    become(Condition.STOPPED, Optional.empty());
  }

  synchronized void ended(int deliveries, int refusals) {
    delivered += deliveries;
    refused += refusals;
    rate.count(deliveries);
    lastReceipt = Optional.of(clock.instant());
  }

  synchronized void behind(long deliveries) {
    behind = deliveries;
  }

  private void become(Condition next, Optional<Failure> why) {
    if (condition != next) {
      tell(next, why);
      condition = next;
      since = clock.instant();
    }
    failure = why;
  }

  private void tell(Condition next, Optional<Failure> why) {
    boolean wasHeldUp = failure.isPresent();
    if (why.isPresent()) {
      LOG.warn(
          "consumer is not delivered to system={} condition={} code={} kind={}",
          system,
          next,
          why.get().code(),
          why.get().kind());
    } else if (wasHeldUp && next == Condition.RUNNING) {
      LOG.info("consumer takes deliveries again system={}", system);
    }
  }
}
