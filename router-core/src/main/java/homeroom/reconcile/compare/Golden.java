package homeroom.reconcile.compare;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the hub holds of a record.
 *
 * @param exists whether it does
 */
public record Golden(RecordKey record, long version, boolean exists, Map<String, Held> fields) {

  /**
   * A field's value and why it holds that.
   *
   * @param system who said so
   */
  public record Held(Value value, String system, String rule) {}

  public Golden {
    fields = Map.copyOf(fields);
  }

  /** The record whose key was given up, and whose fields go on under another. */
  public Golden leftBehind(RecordKey formerly) {
    return new Golden(formerly, version, false, fields);
  }

  Map<String, Value> values() {
    Map<String, Value> values = new LinkedHashMap<>();
    fields.forEach((name, held) -> values.put(name, held.value()));
    return values;
  }

  /** Whether any of it is what a source said. */
  boolean isFrom(String system) {
    return fields.values().stream().anyMatch(held -> held.system().equals(system));
  }

  @Override
  public String toString() {
    return "Golden[" + record.entity() + ", version=" + version + "]";
  }
}
