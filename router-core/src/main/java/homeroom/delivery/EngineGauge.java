package homeroom.delivery;

import homeroom.api.Failure;
import homeroom.delivery.EngineStatus.Condition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an engine's status. Thread-safe. */
final class EngineGauge {

  private static final Logger LOG = LoggerFactory.getLogger(EngineGauge.class);

  private final String system;
  private final InstantSource clock;
  private Condition condition = Condition.STARTING;
  private Instant since;
  private Optional<Failure> failure = Optional.empty();
  private long delivered;
  private long refused;
  private long behind;
  private int inFlight;
  private Optional<Instant> lastReceipt = Optional.empty();
  private final MinuteRate rate;

  EngineGauge(String system, InstantSource clock) {
    this.system = system;
    this.clock = clock;
    rate = new MinuteRate(clock);
    since = clock.instant();
  }

  synchronized EngineStatus status() {
    return new EngineStatus(
        condition,
        since,
        failure,
        delivered,
        refused,
        behind,
        inFlight,
        lastReceipt,
        rate.perSecond());
  }

  synchronized void running() {
    if (condition == Condition.DOWN) {
      LOG.info("consumer takes deliveries again system={}", system);
    }
    become(Condition.RUNNING, Optional.empty());
  }

  synchronized void down(Failure why) {
    if (condition != Condition.DOWN) {
      LOG.warn(
          "consumer cannot be delivered to system={} code={} kind={}",
          system,
          why.code(),
          why.kind());
    }
    become(Condition.DOWN, Optional.of(why));
  }

  synchronized void stopped() {
    become(Condition.STOPPED, Optional.empty());
  }

  synchronized void taken(int deliveries) {
    inFlight = deliveries;
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
      condition = next;
      since = clock.instant();
    }
    failure = why;
  }
}
