package homeroom.config.mapping;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.FieldSet;
import homeroom.authority.Layout;
import homeroom.authority.PerLayout;
import homeroom.authority.Truth;
import homeroom.planning.ConsumerMapping;
import homeroom.planning.MappingFailure;
import homeroom.planning.Payload;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
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
  private final Payload.Shape shape;

  /** By input, the places of the payload that depend on it, without the key's. */
  private final Map<String, BitSet> dependents;

  private final PerLayout<Bound> bound = new PerLayout<>(this::bind);

  /**
   * @param columns for each field where it stands in a record, if it is taken as it is; else -1
   */
  private record Bound(int[] columns, FieldSet brings) {}

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
    shape =
        new Payload.Shape(
            Stream.concat(keyField.stream(), fields.stream().map(PayloadField::name)).toList());
    dependents = dependents(fields);
  }

  private static Map<String, BitSet> dependents(List<PayloadField> fields) {
    Map<String, BitSet> dependents = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      for (String input : fields.get(i).inputs()) {
        dependents.computeIfAbsent(input, none -> new BitSet()).set(i);
      }
    }
    return dependents;
  }

  private Bound bind(Layout layout) {
    int[] columns = new int[fields.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] =
          fields.get(i).column().filter(name -> !name.equals(keyName)).map(layout::of).orElse(-1);
    }
    return new Bound(columns, ConsumerMapping.super.brings(layout));
  }

  @Override
  public FieldSet brings(Layout layout) {
    return bound.of(layout).brings();
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
  public Optional<String> keyName() {
    return keyField;
  }

  @Override
  public Map<String, Set<String>> madeOf() {
    return fields.stream().collect(Collectors.toMap(PayloadField::name, this::canonical));
  }

  private Set<String> canonical(PayloadField field) {
    return field.inputs().stream()
        .filter(name -> !name.equals(keyName))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The payload's names that are made of any of these fields, each with all that it is made of. */
  public Map<String, Set<String>> madeOf(Set<String> some) {
    return fields.stream()
        .filter(field -> field.inputs().stream().anyMatch(some::contains))
        .collect(Collectors.toMap(PayloadField::name, this::canonical));
  }

  @Override
  public Payload payload(RecordKey record, Map<String, Value> canonical) throws MappingFailure {
    Truth truth = Truth.of(canonical);
    Payload.Filling payload = shape.fill();
    if (keyField.isPresent()) {
      payload.add(Value.text(record.key()));
    }
    int[] columns = bound.of(truth.layout()).columns();
    Inputs names = names(record, truth);
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] >= 0) {
        payload.add(truth, columns[i]);
      } else {
        payload.add(fields.get(i).of(names));
      }
    }
    return payload.build();
  }

  @Override
  public List<String> changed(
      RecordKey record, Map<String, Value> before, Map<String, Value> payload, Set<String> inputs)
      throws MappingFailure {
    BitSet mayDiffer = new BitSet(fields.size());
    for (String input : inputs) {
      BitSet dependent = dependents.get(input);
      if (dependent != null) {
        mayDiffer.or(dependent);
      }
    }
    List<String> changed = new ArrayList<>();
    Inputs held = names(record, before);
    for (int i = mayDiffer.nextSetBit(0); i >= 0; i = mayDiffer.nextSetBit(i + 1)) {
      PayloadField field = fields.get(i);
      if (!field.of(held).equals(payload.get(field.name()))) {
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
