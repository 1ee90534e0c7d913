package homeroom.api;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one consumer is to be told about one record.
 *
 * @param id the same for every attempt at this delivery, and only for those
 * @param record what it is about
 * @param target what it is called over there: a table, a resource, a file
 * @param operation {@code UPSERT}: the record shall be there with this payload; {@code DELETE}: it
 *     shall be deactivated, or removed where the consumer knows nothing softer
 * @param payload all mapped fields by the consumer's names, in the configuration's order; {@link
 *     Value#NULL} clears
 * @param changed the names in {@code payload} that differ from what the consumer is known to hold;
 *     an update writes these and leaves the others alone; all of them when {@code creates}
 * @param creates whether the hub believes that the record is not there; the adapter asks all the
 *     same
 * @param remoteId the consumer's own id for the record, where a receipt taught it
 * @param version of the golden record that this brings
 * @param formerKey the natural key under which the consumer has the record, if it is not the
 *     record's key any more: the same object is to go on under the new one, and nothing may stay
 *     behind under the old
 * @param validFrom when that which this brings became so, as its source says; what a history keeps
 * @param expected for names in {@code changed} of which the system itself speaks, the values that
 *     the hub knows it may hold: what it said last, and what it was told. Where it holds something
 *     else that is not in the payload either, somebody changed it there and the hub has not heard
 *     of it. A name that is not here is written without looking
 */
public record Delivery(
    String id,
    RecordKey record,
    String target,
    Operation operation,
    Map<String, Value> payload,
    Set<String> changed,
    boolean creates,
    Optional<String> remoteId,
    long version,
    Optional<String> formerKey,
    Instant validFrom,
    Map<String, Set<Value>> expected) {

  /**
   * To a consumer that has the record under its present key if it has it, keeps no history of it,
   * and does not speak of what is written.
   */
  public Delivery(
      String id,
      RecordKey record,
      String target,
      Operation operation,
      Map<String, Value> payload,
      Set<String> changed,
      boolean creates,
      Optional<String> remoteId,
      long version) {
    this(
        id,
        record,
        target,
        operation,
        payload,
        changed,
        creates,
        remoteId,
        version,
        Optional.empty(),
        Instant.EPOCH,
        Map.of());
  }

  public Delivery {
    payload = Collections.unmodifiableMap(new LinkedHashMap<>(payload));
    changed = Set.copyOf(changed);
    expected =
        expected.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, one -> Set.copyOf(one.getValue())));
  }

  /** The same, to a consumer that has the record under another key. */
  public Delivery formerly(String key) {
    return new Delivery(
        id,
        record,
        target,
        operation,
        payload,
        changed,
        creates,
        remoteId,
        version,
        Optional.of(key),
        validFrom,
        expected);
  }

  /** The same, of what became so at a time. */
  public Delivery since(Instant time) {
    return new Delivery(
        id, record, target, operation, payload, changed, creates, remoteId, version, formerKey,
        time, expected);
  }

  /** The same, as to what the system may hold. */
  public Delivery expecting(Map<String, Set<Value>> values) {
    return new Delivery(
        id, record, target, operation, payload, changed, creates, remoteId, version, formerKey,
        validFrom, values);
  }
}
