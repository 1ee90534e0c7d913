package homeroom.app.chaos;

import java.util.List;

/**
 * What the hub wrote into a field of a consumer, one value after the other.
 *
 * @param field the consumer's
 */
record Written(String system, String record, String field, List<String> values) {

  /** How the values stand to those that were true. */
  enum Order {
    /** Each was true, and none came after a newer one. */
    FORWARD,
    /** An older value came after a newer one. */
    BACK,
    /** A value was never true. */
    STRANGE
  }

  Written {
    values = List.copyOf(values);
  }

  /**
   * @param truth what was true of the field, the oldest first; the same value may come again
   */
  Order against(List<String> truth) {
    int at = 0;
    for (String value : values) {
      if (!truth.contains(value)) {
        return Order.STRANGE;
      }
      while (at < truth.size() && !truth.get(at).equals(value)) {
        at++;
      }
      if (at == truth.size()) {
        return Order.BACK;
      }
    }
    return Order.FORWARD;
  }
}
