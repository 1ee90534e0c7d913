package homeroom.stream;

/**
 * Counts what the router takes. Thread-safe; the counts are of this process and include repeats.
 */
public interface RouterMeter {

  /** Nothing is counted. */
  RouterMeter NONE = (system, type) -> {};

  /**
   * One input was decided.
   *
   * @param system whose topic it came from; the topic's own name when it is no system's
   * @param type what it was: {@code DataEvent}, {@code DeliveryReceipt}, {@code Link}, {@code
   *     Command}
   */
  void took(String system, String type);
}
