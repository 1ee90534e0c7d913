package homeroom.audit;

import java.time.Instant;

/**
 * A field of a golden record: what it holds and why.
 *
 * @param type {@code text}, {@code flag}, {@code whole}, {@code decimal}, {@code day}, {@code
 *     moment}, {@code items} or {@code null}
 * @param value as JSON
 * @param version of the record when the field last changed
 * @param system who said so
 * @param rule why it was accepted
 * @param event what it said so with
 * @param configuration the configuration that decided
 * @param occurredAt when the source says that it became true
 */
public record FieldEntry(
    String name,
    String type,
    String value,
    long version,
    String system,
    String rule,
    String event,
    String configuration,
    Instant occurredAt) {

  /** Values stay out of logs. */
  @Override
  public String toString() {
    return "FieldEntry[name=" + name + ", version=" + version + ", system=" + system + "]";
  }
}
