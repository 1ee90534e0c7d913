package homeroom.reconcile.compare;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.planning.ConsumerMapping;
import homeroom.planning.MappingFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells some fields under their own names, of records that are not said to be hidden. */
record SomeMapping(Optional<String> keyName, List<String> fields) implements ConsumerMapping {

  @Override
  public Set<String> inputs() {
    return Set.copyOf(fields);
  }

  @Override
  public Map<String, Set<String>> madeOf() {
    return fields.stream().collect(Collectors.toMap(Function.identity(), Set::of));
  }

  @Override
  public Map<String, Value> payload(RecordKey record, Map<String, Value> canonical)
      throws MappingFailure {
    Map<String, Value> payload = new LinkedHashMap<>();
    keyName.ifPresent(name -> payload.put(name, Value.text(record.key())));
    for (String field : fields) {
      Value value = canonical.getOrDefault(field, Value.NULL);
      if (value.equals(Value.text("impossible"))) {
        throw new MappingFailure("MAPPING_TABLE", field, "no row of the table");
      }
      payload.put(field, value);
    }
    return payload;
  }

  @Override
  public boolean selects(RecordKey record, Map<String, Value> canonical) {
    return !canonical.containsKey("hidden");
  }
}
