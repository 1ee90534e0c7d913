package homeroom.testkit;

import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Failure.Kind;
import homeroom.api.Operation;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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

  /** Ways in which nothing can be put there any more, by what they are called. */
  Map<String, Trouble> troubles();

  /**
   * One of them.
   *
   * @param kind who must act, as the adapter is to tell it
   * @param probed whether a probe sees it too; some show only to whoever writes
   * @param begins given the ids of the deliveries that come then
   * @param ends when all is well again
   */
  record Trouble(Kind kind, boolean probed, Consumer<List<String>> begins, Runnable ends) {}

  @Override
  void close();
}
