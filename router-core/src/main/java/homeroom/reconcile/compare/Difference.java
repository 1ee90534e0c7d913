package homeroom.reconcile.compare;

import homeroom.api.Value;
import java.util.Optional;

/**
 * A field in which the two sides differ.
 *
 * @param should what should be there: the hub's value, or of a batch the file's; empty where values
 *     are not told
 * @param is what is there instead
 * @param decider the system whose value the hub holds, where a batch says another
 * @param rule why it holds that
 */
public record Difference(
    String field,
    Optional<String> should,
    Optional<String> is,
    Optional<String> decider,
    Optional<String> rule) {

  static Difference of(String field, Value should, Value is) {
    return new Difference(field, text(should), text(is), Optional.empty(), Optional.empty());
  }

  Difference decidedBy(Optional<String> system, Optional<String> why) {
    return new Difference(field, should, is, system, why);
  }

  Difference withoutValues() {
    return new Difference(field, Optional.empty(), Optional.empty(), decider, rule);
  }

  private static Optional<String> text(Value value) {
    return Optional.of(value.isNull() ? "" : value.toString());
  }

  /** Values stay out of logs. */
  @Override
  public String toString() {
    return "Difference[field=" + field + "]";
  }
}
