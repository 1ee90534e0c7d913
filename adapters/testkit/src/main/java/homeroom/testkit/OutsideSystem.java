package homeroom.testkit;

import homeroom.api.ConsumerAdapter;
import homeroom.api.Value;
import java.util.Map;
import java.util.Optional;

/**
 * An outside system, empty when it is opened, with an adapter in front of it: what {@link
 * ConsumerContract} needs to know of both.
 */
public interface OutsideSystem extends AutoCloseable {

  /** The adapter under test; always the same one. It reads back too if it can. */
  ConsumerAdapter adapter();

  /** What the records are called over there. */
  String target();

  /** A complete payload that the system takes, different for each number, the same each time. */
  Map<String, Value> payload(int number);

  /** The name in the payload by which a record is found again in a snapshot. */
  String keyField();

  /** The name of something in the payload that may be changed to {@link #another another} value. */
  String changeable();

  /** The name of another one. */
  String alsoChangeable();

  /** A value of which both may be made, different for each number and in no payload. */
  default Value another(int number) {
    return Value.text("Changed " + number);
  }

  /** The name in the payload of something that may be cleared. */
  String clearable();

  /** The payload for a number, made so that the system refuses it for what it holds. */
  Map<String, Value> refused(int number);

  /** How many records the system holds, active or not, counted without the adapter. */
  int count();

  /** Makes the system unreachable. */
  void goDown();

  /** Makes it reachable again. */
  void comeBack();

  /**
   * Makes the system do what it is asked and then cut the connection instead of answering, until it
   * comes back.
   *
   * @return false if this system cannot do that
   */
  default boolean loseAnswers() {
    return false;
  }

  /** An adapter in front of the same system with a credential that is wrong, if there is one. */
  default Optional<ConsumerAdapter> stranger() {
    return Optional.empty();
  }

  @Override
  void close();

  /**
   * Whether the adapter reads a known record before it updates it, and so can tell that nothing
   * differed. One that does not saves a request for every update.
   */
  default boolean isReadBeforeUpdates() {
    return true;
  }
}
