package homeroom.app.cases;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.config.Configuration;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Reading;
import homeroom.config.yaml.YamlNode;
import homeroom.planning.MappingFailure;
import homeroom.planning.Subscription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The names that a case about one record may use; others are told as problems. */
final class Vocabulary {

  private static final String EXISTENCE = "existence";

  private final Configuration configuration;
  private final RecordKey record;
  private final EntityRules entity;
  private final Reading reading;

  private Vocabulary(Configuration configuration, RecordKey record, Reading reading) {
    this.configuration = configuration;
    this.record = record;
    this.entity = configuration.rules().entities().get(record.entity());
    this.reading = reading;
  }

  /** For a record as it is written; empty if there is no such entity. */
  static Optional<Vocabulary> of(
      Configuration configuration, String written, Place place, Reading reading) {
    RecordKey record;
    try {
      record = RecordKey.parse(written);
    } catch (IllegalArgumentException wrong) {
      reading.problems().error(place, "this names no record", "Write entity/key: student/1000231");
      return Optional.empty();
    }
    if (!configuration.rules().entities().containsKey(record.entity())) {
      reading
          .problems()
          .unknown(
              place,
              "there is no entity " + record.entity(),
              record.entity(),
              configuration.entityNames());
      return Optional.empty();
    }
    return Optional.of(new Vocabulary(configuration, record, reading));
  }

  RecordKey record() {
    return record;
  }

  Reading reading() {
    return reading;
  }

  /** The systems that tell of the entity. */
  Set<String> sources() {
    return sources(configuration, record.entity());
  }

  /** The systems that tell of an entity. */
  static Set<String> sources(Configuration configuration, String entity) {
    Set<String> names = new TreeSet<>();
    for (var source : configuration.sources()) {
      if (source.policy().mappings().stream()
          .anyMatch(mapping -> mapping.entity().equals(entity))) {
        names.add(source.system());
      }
    }
    return names;
  }

  /** The systems that are told of the entity. */
  Set<String> consumers() {
    Set<String> names = new TreeSet<>();
    subscriptions().forEach(subscription -> names.add(subscription.system()));
    return names;
  }

  private List<Subscription> subscriptions() {
    return configuration.rules().subscriptions().getOrDefault(record.entity(), List.of());
  }

  /** Tells if a system is none that is told of the entity. */
  boolean isConsumer(String system, Place place) {
    return isAmong(consumers(), system, place, "is not told of ");
  }

  /** Tells if a system is none that tells of the entity. */
  boolean isSource(String system, Place place) {
    return isAmong(sources(), system, place, "tells nothing of ");
  }

  /** Tells if there is no such system. */
  boolean isSystem(String system, Place place) {
    if (configuration.systems().containsKey(system)) {
      return true;
    }
    reading
        .problems()
        .unknown(place, "there is no system " + system, system, configuration.systems().keySet());
    return false;
  }

  private boolean isAmong(Set<String> names, String system, Place place, String otherwise) {
    if (!isSystem(system, place)) {
      return false;
    }
    if (!names.contains(system)) {
      reading.problems().unknown(place, system + " " + otherwise + record.entity(), system, names);
    }
    return names.contains(system);
  }

  /** Values by field, as they are written. */
  Map<String, Value> values(YamlNode.Mapping mapping) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (YamlNode.Entry entry : mapping.entries()) {
      field(entry.key(), entry.place())
          .flatMap(field -> Literals.read(entry.value(), field.type(), reading))
          .ifPresent(value -> values.put(entry.key(), value));
    }
    return values;
  }

  /** A field by its name; a reserved one has none. */
  Optional<FieldRules> field(String name, Place place) {
    Set<String> names = names();
    if (!names.contains(name)) {
      reading.problems().unknown(place, record.entity() + " has no field " + name, name, names);
      return Optional.empty();
    }
    return Optional.of(entity.fields().get(name));
  }

  /** A field of which something can be decided, whether the record exists among them. */
  Optional<String> ruled(String name, Place place) {
    Set<String> names = names();
    if (!names.contains(name) && name.equals(EXISTENCE)) {
      return Optional.of(FieldRules.EXISTS);
    }
    return field(name, place).map(FieldRules::name);
  }

  /** A field's name as it is written in cases. */
  static String written(String field) {
    return field.equals(FieldRules.EXISTS) ? EXISTENCE : field;
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>(entity.fields().keySet());
    names.remove(FieldRules.EXISTS);
    return names;
  }

  /** Tells of names that no payload for a system has. */
  void checkPayload(String system, YamlNode.Mapping payload) {
    for (Subscription subscription : subscriptions()) {
      if (subscription.system().equals(system)) {
        payloadNames(subscription).ifPresent(names -> checkPayload(system, names, payload));
      }
    }
  }

  private void checkPayload(String system, Set<String> names, YamlNode.Mapping payload) {
    for (YamlNode.Entry entry : payload.entries()) {
      if (!names.contains(entry.key())) {
        reading
            .problems()
            .unknown(entry.place(), system + " is sent no " + entry.key(), entry.key(), names);
      }
    }
  }

  /** What an empty record would be sent as; empty if its mapping cannot do without values. */
  private Optional<Set<String>> payloadNames(Subscription subscription) {
    try {
      return Optional.of(subscription.mapping().payload(record, Map.of()).keySet());
    } catch (MappingFailure needsValues) {
      return Optional.empty();
    }
  }
}
