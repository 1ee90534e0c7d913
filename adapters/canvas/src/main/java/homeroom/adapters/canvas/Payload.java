package homeroom.adapters.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.RemoteRecord;
import homeroom.api.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Payloads by the fields of a target. */
final class Payload {

  private final String target;
  private final Map<String, Field> fields;

  Payload(String target, List<Field> fields) {
    this.target = target;
    this.fields = fields.stream().collect(Collectors.toMap(Field::name, field -> field));
  }

  /** Whether somebody changed of a record what is about to be written. */
  Surprise surprise() {
    return new Surprise(target);
  }

  /** What an update writes: the changed fields. */
  Map<Field, Value> changed(Delivery delivery) throws AdapterFailure {
    Map<Field, Value> changed = all(delivery);
    changed.keySet().removeIf(field -> !delivery.changed().contains(field.name()));
    return changed;
  }

  /** Everything, in the configuration's order. */
  Map<Field, Value> all(Delivery delivery) throws AdapterFailure {
    Map<Field, Value> all = new LinkedHashMap<>();
    for (Map.Entry<String, Value> entry : delivery.payload().entrySet()) {
      Field field = fields.get(entry.getKey());
      if (field == null) {
        throw misconfigured("CANVAS_UNKNOWN_FIELD", entry.getKey(), "is no field of");
      }
      all.put(field, entry.getValue());
    }
    return all;
  }

  /** A text, or nothing if the payload has none or clears it. */
  static Optional<String> text(Delivery delivery, String name) {
    return Optional.ofNullable(delivery.payload().get(name))
        .filter(value -> !value.isNull())
        .map(Value::toString)
        .filter(text -> !text.isEmpty());
  }

  /** A text that names the record or its place and must be mapped. */
  String needed(Delivery delivery, String name) throws AdapterFailure {
    return text(delivery, name)
        .orElseThrow(() -> misconfigured("CANVAS_FIELD_MISSING", name, "has no value and names"));
  }

  private AdapterFailure misconfigured(String code, String field, String why) {
    return new AdapterFailure(
        Failure.of(
            Failure.Kind.CONFIGURATION,
            code,
            "delivering to " + target + ": " + field + " " + why + " " + target,
            "Map " + field + " for this system as the list of Canvas's fields says."));
  }

  /** The fields that Canvas does not already show as wanted. */
  static Map<Field, Value> differing(Map<Field, Value> wanted, JsonNode held) {
    Map<Field, Value> differing = new LinkedHashMap<>(wanted);
    differing.entrySet().removeIf(entry -> entry.getKey().holds(held, entry.getValue()));
    return differing;
  }

  /** The parameters of a group for a request's body; what goes into the path stays out. */
  static ObjectNode parameters(Map<Field, Value> values, String group) {
    ObjectNode parameters = Canvas.object();
    values.forEach(
        (field, value) -> {
          if (field.name().startsWith(group + ".") && field.kind() != Field.Kind.PATH) {
            parameters.set(field.parameter(), field.json(value));
          }
        });
    return parameters;
  }

  /** A record as Canvas shows it, with the fields that are asked for. */
  RemoteRecord record(JsonNode held, Set<String> wanted) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (String name : wanted) {
      Field field = fields.get(name);
      if (field != null) {
        values.put(name, field.value(held));
      }
    }
    return new RemoteRecord(held.path("id").asText(), values);
  }
}
