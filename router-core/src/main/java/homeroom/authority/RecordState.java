package homeroom.authority;

import homeroom.api.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of one record: the truth, where it came from, and what each system holds.
 *
 * @param version goes up by one with each accepted event; 0 before the first
 * @param fields in the order in which they were first seen; only ever grows
 * @param systems in the order in which they were first heard of
 * @param identity its other keys
 */
public record RecordState(
    long version, List<FieldState> fields, List<SystemState> systems, Identity identity) {

  /** A record of which nothing was ever heard. */
  public static final RecordState EMPTY = new RecordState(0, List.of(), List.of());

  public RecordState {
    fields = List.copyOf(fields);
    systems = List.copyOf(systems);
  }

  /** A record that never had another key. */
  public RecordState(long version, List<FieldState> fields, List<SystemState> systems) {
    this(version, fields, systems, Identity.NONE);
  }

  public RecordState with(Identity other) {
    return identity.equals(other) ? this : new RecordState(version, fields, systems, other);
  }

  RecordState with(List<SystemState> others) {
    return new RecordState(version, fields, others, identity);
  }

  /** Whether anything was ever said of it, or told to anybody. */
  public boolean isUnheardOf() {
    return fields.isEmpty() && systems.isEmpty();
  }

  /** Whether the record exists, as far as the hub holds to be true. */
  public boolean exists() {
    return field(FieldRules.EXISTS)
        .flatMap(FieldState::current)
        .map(current -> current.value().equals(Value.flag(true)))
        .orElse(false);
  }

  public Optional<FieldState> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  public Optional<SystemState> system(String name) {
    return systems.stream().filter(system -> system.system().equals(name)).findFirst();
  }

  /** Whether the record is there, and a system has it under its key: what a child asks. */
  public boolean standsAt(String system) {
    return !identity.knownAs().containsKey(system)
        && exists()
        && system(system).map(SystemState::stands).orElse(false);
  }

  /** The golden values by field, without the reserved ones. */
  public Map<String, Value> values() {
    Map<String, Value> values = new LinkedHashMap<>();
    for (FieldState field : fields) {
      if (!field.name().startsWith("_")) {
        field.current().ifPresent(current -> values.put(field.name(), current.value()));
      }
    }
    return values;
  }
}
