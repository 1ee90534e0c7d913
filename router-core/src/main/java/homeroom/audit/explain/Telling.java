package homeroom.audit.explain;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.FieldRules;
import homeroom.planning.ConsumerMapping;
import homeroom.planning.MappingFailure;
import homeroom.planning.Rules;
import homeroom.planning.Subscription;
import homeroom.schema.DeliveryOrder;
import homeroom.wire.Values;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** In which of its own names a consumer was told of a field. */
final class Telling {

  private final FieldStory story;
  private final Map<String, History> histories = new HashMap<>();

  Telling(FieldStory story) {
    this.story = story;
  }

  /**
   * The part of a delivery's payload that depends on the field: what comes out differently when the
   * field is cleared. Empty if the mapping is no longer known.
   */
  Map<String, Value> as(DeliveryOrder order) {
    Map<String, Value> payload = Values.values(order.getPayload());
    Map<String, Value> without = without(order, payload);
    Map<String, Value> as = new LinkedHashMap<>();
    without.forEach(
        (name, value) -> {
          if (payload.containsKey(name) && !Objects.equals(payload.get(name), value)) {
            as.put(name, payload.get(name));
          }
        });
    return as;
  }

  private Map<String, Value> without(DeliveryOrder order, Map<String, Value> payload) {
    Optional<Rules> rules =
        story
            .evidence()
            .configurations()
            .find(order.getConfiguration())
            .flatMap(Configurations.Applied::rules);
    return rules
        .flatMap(it -> story.subscription(it, order.getSystem()))
        .map(Subscription::mapping)
        .flatMap(mapping -> without(order, mapping, payload))
        .orElse(Map.of());
  }

  private Optional<Map<String, Value>> without(
      DeliveryOrder order, ConsumerMapping mapping, Map<String, Value> payload) {
    Map<String, Value> canonical = new LinkedHashMap<>();
    for (String name : mapping.inputs()) {
      histories
          .computeIfAbsent(name, it -> new FieldStory(story.evidence(), it).history())
          .at(order.getVersion())
          .ifPresent(value -> canonical.put(name, value));
    }
    canonical.put(FieldRules.EXISTS, Value.flag(true));
    RecordKey record = new RecordKey(order.getEntity(), order.getKey());
    try {
      // Where an older value is no longer known the mapping gives something else than was sent.
      if (!mapping.payload(record, canonical).equals(payload)) {
        return Optional.empty();
      }
      canonical.put(story.field(), Value.NULL);
      return Optional.of(mapping.payload(record, canonical));
    } catch (MappingFailure cleared) {
      return Optional.empty();
    }
  }
}
