package homeroom.testkit;

import homeroom.api.ConsumerAdapter;
import homeroom.testkit.wire.Fault.Ending.Answered;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** An outside system that is spoken to over HTTP: what {@link HttpConsumerContract} needs of it. */
public interface HttpSystem extends OutsideSystem {

  /** Where the system listens, as the adapter is told it. */
  URI url();

  /**
   * Another adapter in front of the same system; the contract closes it.
   *
   * @param url where it finds the system
   * @param deadline how long a call may take
   */
  ConsumerAdapter adapter(URI url, Duration deadline);

  /** Answers beside 429 by which this system says that it is asked too much. */
  default List<Answered> throttles() {
    return List.of();
  }
}
