package homeroom.config.mapping;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.planning.ConsumerMapping;
import homeroom.planning.MappingFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A consumer mapping as the configuration describes it. */
public final class PayloadMapping implements ConsumerMapping {

  private final String keyName;
  private final Optional<String> keyField;
  private final Optional<Condition> where;
  private final List<PayloadField> fields;
  private final Set<String> inputs;

  /**
   * @param keyName what expressions call the natural key
   * @param keyField the payload's name for the natural key
   * @param where which records are taken
   * @param fields in the configuration's order
   */
  public PayloadMapping(
      String keyName,
      Optional<String> keyField,
      Optional<Condition> where,
      List<PayloadField> fields) {
    this.keyName = keyName;
    this.keyField = keyField;
    this.where = where;
    this.fields = List.copyOf(fields);
    this.inputs = inputs(keyName, where, fields);
  }

  private static Set<String> inputs(
      String keyName, Optional<Condition> where, List<PayloadField> fields) {
    return Stream.concat(
            where.stream().flatMap(condition -> condition.expression().inputs().stream()),
            fields.stream().flatMap(field -> field.inputs().stream()))
        .filter(name -> !name.equals(keyName))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Set<String> inputs() {
    return inputs;
  }

  @Override
  public Map<String, Value> payload(RecordKey record, Map<String, Value> canonical)
      throws MappingFailure {
    Map<String, Value> payload = LinkedHashMap.newLinkedHashMap(fields.size() + 1);
    keyField.ifPresent(name -> payload.put(name, Value.text(record.key())));
    Inputs names = names(record, canonical);
    for (PayloadField field : fields) {
      payload.put(field.name(), field.of(names));
    }
    return payload;
  }

  @Override
  public List<String> changed(
      RecordKey record, Map<String, Value> before, Map<String, Value> payload, Set<String> inputs)
      throws MappingFailure {
    List<String> changed = new ArrayList<>();
    Inputs held = names(record, before);
    for (PayloadField field : fields) {
      if (field.dependsOn(inputs) && !field.of(held).equals(payload.get(field.name()))) {
        changed.add(field.name());
      }
    }
    return changed;
  }

  @Override
  public boolean selects(RecordKey record, Map<String, Value> canonical) throws MappingFailure {
    return where.isEmpty() || where.get().holds(names(record, canonical));
  }

  private Inputs names(RecordKey record, Map<String, Value> canonical) {
    return name -> name.equals(keyName) ? Value.text(record.key()) : canonical.get(name);
  }
}
