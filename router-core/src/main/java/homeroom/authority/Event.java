package homeroom.authority;

import homeroom.api.Value;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a source asserts about one record.
 *
 * @param eventId the same for the same assertion, however often it is sent
 * @param system the source
 * @param fields by name, existence among them; an absent field asserts nothing, null clears
 * @param occurredAt when it became true, as the source says; decides which authority holds
 * @param echo whether the source's feed marks it as our own write
 * @param delivery which delivery it reports back, where the feed says so
 * @param seenAt when the hub saw it
 * @param sequence the source's own order of this record's events
 */
public record Event(
    String eventId,
    String system,
    Map<String, Value> fields,
    Instant occurredAt,
    Instant seenAt,
    boolean echo,
    Optional<String> delivery,
    OptionalLong sequence) {
  public Event {
    fields = Map.copyOf(fields);
  }

  /** The same, of other fields. */
  public Event with(Map<String, Value> others) {
    return new Event(eventId, system, others, occurredAt, seenAt, echo, delivery, sequence);
  }

  /** Seen when it happened. */
  public Event(
      String eventId,
      String system,
      Map<String, Value> fields,
      Instant occurredAt,
      boolean echo,
      Optional<String> delivery,
      OptionalLong sequence) {
    this(eventId, system, fields, occurredAt, occurredAt, echo, delivery, sequence);
  }
}
