package homeroom.stream.killed;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Authority;
import homeroom.authority.Comparison;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldType;
import homeroom.authority.Fields;
import homeroom.authority.Refusals;
import homeroom.authority.Resolution;
import homeroom.planning.ConsumerMapping;
import homeroom.planning.Rules;
import homeroom.planning.Subscription;
import homeroom.stream.RulesSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Three sources that share the fields of students, and two consumers. The LMS takes a student after
 * the identity provider, and a seat after its student. People decide about phone numbers.
 */
public final class StoryRules implements RulesSource {

  static final List<String> SOURCES = List.of("sis", "lms", "office");
  static final List<String> CONSUMERS = List.of("idp", "lms");

  /** Nobody is late while the story lasts. */
  private static final Duration WITHIN = Duration.ofDays(36_500);

  private static final Rules RULES =
      new Rules(
          "c1",
          Map.of(
              "student",
              entity(
                  "student",
                  text("familyName", Resolution.RANK, "sis"),
                  text("preferredName", Resolution.RANK, "lms", "sis"),
                  text("phone", new Resolution.Manual(WITHIN, Resolution.RANK), "sis", "office"),
                  text(FieldRules.EXISTS, Resolution.RANK, "sis")),
              "seat",
              entity(
                  "seat", reference("student"), text(FieldRules.EXISTS, Resolution.RANK, "sis"))),
          Map.of(
              "student",
              List.of(
                  students("idp", List.of(), "familyName", "preferredName"),
                  students("lms", List.of("idp"), "familyName", "phone", "preferredName")),
              "seat",
              List.of(seats("lms"))));

  @Override
  public Optional<Rules> rules(String configuration) {
    return configuration.equals(RULES.configuration()) ? Optional.of(RULES) : Optional.empty();
  }

  @Override
  public Rules newest() {
    return RULES;
  }

  /** What a consumer is to hold of a record; empty if it does not take such ones. */
  static Optional<Map<String, Value>> due(
      String system, RecordKey record, Map<String, Value> canonical) {
    return RULES.subscriptions().get(record.entity()).stream()
        .filter(it -> it.system().equals(system))
        .map(it -> ((Same) it.mapping()).payload(record, canonical))
        .findFirst();
  }

  private static EntityRules entity(String name, FieldRules... fields) {
    Map<String, FieldRules> byName = new LinkedHashMap<>();
    Stream.of(fields).forEach(field -> byName.put(field.name(), field));
    return new EntityRules(name, byName);
  }

  private static FieldRules text(String name, Resolution resolution, String... systems) {
    return new FieldRules(
        name,
        FieldType.TEXT,
        Optional.empty(),
        Comparison.EXACT,
        Stream.of(systems).map(Authority::always).toList(),
        resolution,
        Refusals.REVERT,
        Optional.empty(),
        Optional.empty());
  }

  private static FieldRules reference(String to) {
    return Fields.reference(to, to, "sis");
  }

  private static Subscription students(String system, List<String> after, String... fields) {
    return new Subscription(system, "student", "users", new Same(Set.of(fields)), List.of(), after);
  }

  private static Subscription seats(String system) {
    return new Subscription(
        system,
        "seat",
        "seats",
        new Same(Set.of("student")),
        List.of(new Subscription.Reference("student", "student")),
        List.of());
  }

  /** Fields under their own names. */
  private record Same(Set<String> inputs) implements ConsumerMapping {
    @Override
    public Map<String, Value> payload(RecordKey record, Map<String, Value> canonical) {
      Map<String, Value> payload = new LinkedHashMap<>();
      payload.put("id", Value.text(record.toString()));
      new TreeSet<>(inputs)
          .forEach(name -> payload.put(name, canonical.getOrDefault(name, Value.NULL)));
      return payload;
    }

    @Override
    public boolean selects(RecordKey record, Map<String, Value> canonical) {
      return true;
    }
  }
}
