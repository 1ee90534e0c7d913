package homeroom.api;

import java.util.List;

/**
 * Brings one system up to date.
 *
 * <ol>
 *   <li>The same delivery may come again, after a crash or an unknown outcome; the second time
 *       changes nothing and is answered {@code Applied} with effect {@code UNCHANGED} or what the
 *       first one did.
 *   <li>A record is created only after asking whether it is there, by natural key.
 *   <li>There is exactly one receipt for each delivery, in any order. One delivery that cannot be
 *       done never takes another with it.
 *   <li>Only {@link Delivery#changed} is written when the record is there.
 *   <li>What the system lets people change and then tells of is looked at before it is written.
 *       What was not {@link Delivery#expected} there is not written over, and nothing else is
 *       written either: the answer is {@link Outcome.ChangedMeanwhile}. Where the system can write
 *       on a condition, that is used, so that nothing slips in between; where it cannot, the moment
 *       between the look and the write remains.
 *   <li>A call that was sent and not answered is {@code UNKNOWN}, never {@code TRANSIENT}.
 *   <li>Nothing is retried in here; when and how often is the hub's business.
 *   <li>{@code probe} changes nothing at the system.
 * </ol>
 *
 * <p>Thread-safe: the hub calls {@code deliver} from many virtual threads at once, never for the
 * same record.
 */
public interface ConsumerAdapter extends AutoCloseable {

  /** How many deliveries are worth handing over in one call. */
  default int batchSize() {
    return 1;
  }

  /**
   * Does the deliveries.
   *
   * @throws AdapterFailure if none of them could be tried, or the outcome of all is unknown
   */
  List<Receipt> deliver(List<Delivery> deliveries) throws AdapterFailure;

  /**
   * Whether the system can be reached, knows us, and lets us do what we must. After a delivery
   * failed with {@code CREDENTIAL} or {@code CONFIGURATION} the hub asks this now and then, and
   * delivers again once it says yes.
   */
  Probe probe();

  /**
   * Deliveries come from here on that another hub may have tried before, perhaps without an answer.
   * Whatever was read of the system up to now must not decide about them.
   */
  default void takeOver() {}

  @Override
  default void close() {}
}
