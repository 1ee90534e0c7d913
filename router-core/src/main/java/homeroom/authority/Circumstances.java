package homeroom.authority;

import homeroom.api.Value;
import java.time.Instant;
import java.util.Map;

/**
 * Under what circumstances something was said, which decides whose right holds.
 *
 * @param at when it became true, as the source says
 * @param record what was true of the record before, by field
 * @param event what was said, by field
 * @param system who said it
 */
public record Circumstances(
    Instant at, Map<String, Value> record, Map<String, Value> event, String system) {
  public Circumstances {
    record = Map.copyOf(record);
    event = Map.copyOf(event);
  }

  /** Of a time alone. */
  public static Circumstances at(Instant at) {
    return new Circumstances(at, Map.of(), Map.of(), "");
  }
}
