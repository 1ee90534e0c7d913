package homeroom.delivery.flow;

import homeroom.api.Failure;
import java.time.Instant;
import java.util.Optional;

/**
 * How deliveries to a system stand.
 *
 * @param why the reason, unless the state is {@code OPEN}
 * @param takenUp how many orders were taken up and are not written down as ended
 * @param retrying how many of them failed and are tried again
 * @param retryingSince when the first of those failed first
 */
public record Standing(
    State state,
    Optional<Failure> why,
    int takenUp,
    int retrying,
    Optional<Instant> retryingSince) {

  /** Whether the system is called. */
  public enum State {
    OPEN,
    /** No call has come to anything for some time. */
    FAILING,
    /** It asked for rest. */
    RESTING,
    /** The operator must act; it is only looked at. */
    STOPPED
  }
}
