package homeroom.alert;

import homeroom.alert.grouping.Alert;
import homeroom.alert.grouping.AlertText;

/** Takes messages to people. Thread-safe; calls block. */
interface Sender extends AutoCloseable {

  /**
   * Returns once the receiver has it.
   *
   * @throws NotSent if it does not, or that is not known
   */
  void send(Alert alert, AlertText text) throws NotSent;

  @Override
  void close();
}
