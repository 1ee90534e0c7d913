package homeroom.testkit;

import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Operation;
import java.util.List;

/**
 * A place where things are put for a system to fetch, empty when it is opened, with an adapter in
 * front of it: what {@link HandOverContract} needs of both.
 */
public interface HandOverSystem extends AutoCloseable {

  /** Another adapter in front of the same place, as after a restart. */
  ConsumerAdapter adapter();

  /**
   * A delivery that can be written.
   *
   * @param id the delivery's
   * @param number of the record
   * @param value to be found again by {@link #fetched}; at least four letters
   */
  Delivery delivery(String id, int number, Operation operation, String value);

  /** One that cannot be written for what it holds. */
  Delivery refused(String id, int number, String value);

  /** What lies there, in the order in which the system fetches it; also what is unfinished. */
  List<String> there();

  /** Everything that the system reads of a record, fetching in its order: a value, or "gone". */
  List<String> fetched(int number);

  /** The system fetches all that is there. */
  void take();

  /** Nothing can be put there any more. */
  void goDown();

  /** It can again. */
  void comeBack();

  @Override
  void close();
}
