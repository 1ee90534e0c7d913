package homeroom.stream;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.authority.Fields;
import homeroom.planning.ConsumerMapping;
import homeroom.planning.Rules;
import homeroom.planning.Subscription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Two configurations of one district, in which the SIS decides about students and the LMS takes
 * them: the first tells it their names, the second their mail addresses as well.
 */
record LiveRules() implements RulesSource {

  static final String FIRST = "c1";
  static final String SECOND = "c2";

  @Override
  public Optional<Rules> rules(String configuration) {
    return switch (configuration) {
      case FIRST -> Optional.of(rules(FIRST, "name"));
      case SECOND -> Optional.of(rules(SECOND, "email", "name"));
      default -> Optional.empty();
    };
  }

  @Override
  public Rules newest() {
    return rules(FIRST, "name");
  }

  private static Rules rules(String configuration, String... takes) {
    return new Rules(
        configuration,
        Map.of(
            "student",
            new EntityRules(
                "student",
                Map.of(
                    "name",
                    Fields.text("name", "sis"),
                    "email",
                    Fields.text("email", "sis"),
                    FieldRules.EXISTS,
                    Fields.text(FieldRules.EXISTS, "sis")))),
        Map.of(
            "student",
            List.of(
                new Subscription(
                    "lms", "student", "users", new Same(List.of(takes)), List.of(), List.of()))));
  }

  private record Same(List<String> fields) implements ConsumerMapping {
    @Override
    public Set<String> inputs() {
      return Set.copyOf(fields);
    }

    @Override
    public Map<String, Value> payload(RecordKey record, Map<String, Value> canonical) {
      Map<String, Value> payload = new LinkedHashMap<>();
      fields.forEach(name -> payload.put(name, canonical.getOrDefault(name, Value.NULL)));
      return payload;
    }

    @Override
    public boolean selects(RecordKey record, Map<String, Value> canonical) {
      return true;
    }
  }
}
