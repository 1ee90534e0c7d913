package homeroom.planning;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldSet;
import homeroom.authority.Layout;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Turns canonical values into what one consumer is told. A pure function, thread-safe.
 *
 * <p>Null in, null out, unless an expression tests for it: an expression that fails because an
 * input is null gives {@link Value#NULL}.
 */
public interface ConsumerMapping {

  /** The canonical fields that the payload depends on. */
  Set<String> inputs();

  /** What the payload calls the natural key, where it holds it. */
  default Optional<String> keyName() {
    return Optional.empty();
  }

  /** The payload's names but the key's, each with the canonical fields that it is made of. */
  default Map<String, Set<String>> madeOf() {
    return Map.of();
  }

  /** The fields that bring the payload to the truth: its inputs, and the record's existence. */
  default FieldSet brings(Layout layout) {
    int exists = layout.of(FieldRules.EXISTS);
    FieldSet inputs = layout.those(inputs());
    return exists < 0 ? inputs : inputs.with(exists);
  }

  /**
   * The payload, all mapped fields in the configuration's order, the natural key first where the
   * configuration names a payload field for it. It is the caller's alone, or nobody can change it.
   *
   * @param record its key
   * @param canonical the values by field; a field that is not there counts as null
   * @throws MappingFailure if an expression does not give a value
   */
  Map<String, Value> payload(RecordKey record, Map<String, Value> canonical) throws MappingFailure;

  /**
   * The names of what is another in a payload because some fields are.
   *
   * @param before the canonical values that the consumer holds
   * @param payload as it is made of the values now
   * @param inputs the fields in which the two differ
   * @throws MappingFailure if an expression does not give a value for what it holds
   */
  default List<String> changed(
      RecordKey record, Map<String, Value> before, Map<String, Value> payload, Set<String> inputs)
      throws MappingFailure {
    if (inputs.isEmpty()) {
      return List.of();
    }
    Map<String, Value> held = payload(record, before);
    return payload.keySet().stream()
        .filter(name -> !Objects.equals(payload.get(name), held.get(name)))
        .toList();
  }

  /**
   * Whether the consumer takes the record at all ({@code where:}).
   *
   * @throws MappingFailure if the condition gives neither true nor false
   */
  boolean selects(RecordKey record, Map<String, Value> canonical) throws MappingFailure;
}
