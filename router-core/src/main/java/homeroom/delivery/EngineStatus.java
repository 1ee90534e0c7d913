package homeroom.delivery;

import homeroom.api.Failure;
import java.time.Instant;
import java.util.Optional;

/**
 * How a delivery engine fares.
 *
 * @param condition what it is doing
 * @param since when it began to
 * @param failure why it cannot deliver, while it cannot
 * @param delivered how many deliveries ended since the hub started
 * @param refused how many of them the consumer refused for good
 * @param behind how many deliveries lie in the log and were not taken up
 * @param inFlight how many were taken up and have no receipt
 * @param retrying how many of these failed and are tried again
 * @param retryingSince when the first of those failed first
 * @param lastReceipt when a delivery last ended
 * @param perSecond how many deliveries ended in a second, over the last minute
 */
public record EngineStatus(
    Condition condition,
    Instant since,
    Optional<Failure> failure,
    long delivered,
    long refused,
    long behind,
    int inFlight,
    int retrying,
    Optional<Instant> retryingSince,
    Optional<Instant> lastReceipt,
    double perSecond) {

  /** The same, which takes deliveries and cannot put them in place. */
  EngineStatus because(Trouble trouble) {
    return new EngineStatus(
        trouble.condition(),
        trouble.since(),
        Optional.of(trouble.failure()),
        delivered,
        refused,
        behind,
        inFlight,
        retrying,
        retryingSince,
        lastReceipt,
        perSecond);
  }

  /** Why what was handed over is not put in place, or its answers are not read. */
  record Trouble(Failure failure, Instant since) {

    Condition condition() {
      return switch (failure.kind()) {
        case CREDENTIAL, CONFIGURATION, CONTENT -> Condition.PAUSED;
        case TRANSIENT, THROTTLED, UNKNOWN, DEFECT -> Condition.DOWN;
      };
    }
  }

  /** What an engine is doing. */
  public enum Condition {
    STARTING,
    RUNNING,
    /** The consumer cannot be delivered to; the engine goes on trying. */
    DOWN,
    /** The system asked for rest; the engine calls again when it is over. */
    THROTTLED,
    /** The operator must act; the engine looks now and then and goes on by itself. */
    PAUSED,
    STOPPED
  }
}
