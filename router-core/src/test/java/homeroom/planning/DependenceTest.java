package homeroom.planning;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Authority;
import homeroom.authority.Comparison;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DependenceTest {

  private static final EntityRules STUDENT =
      entity(
          Map.of(
              "name",
              List.of("sis"),
              "email",
              List.of("idp"),
              "nick",
              List.of("lms", "sis"),
              "bus",
              List.of("portal"),
              FieldRules.EXISTS,
              List.of("sis")));

  private static EntityRules entity(Map<String, List<String>> authorities) {
    Map<String, FieldRules> fields = new HashMap<>();
    authorities.forEach(
        (field, systems) ->
            fields.put(
                field,
                new FieldRules(
                    field,
                    FieldType.TEXT,
                    Optional.empty(),
                    Comparison.EXACT,
                    systems.stream().map(Authority::always).toList())));
    return new EntityRules("student", fields);
  }

  private static Subscription takes(String system, String... fields) {
    return new Subscription(
        system, "student", "students", new Inputs(Set.of(fields)), List.of(), List.of());
  }

  private record Inputs(Set<String> inputs) implements ConsumerMapping {
    @Override
    public Map<String, Value> payload(RecordKey record, Map<String, Value> canonical) {
      throw new UnsupportedOperationException("nothing is mapped");
    }

    @Override
    public boolean selects(RecordKey record, Map<String, Value> canonical) {
      throw new UnsupportedOperationException("nothing is mapped");
    }
  }

  @Test
  void shouldNameWhoMayDecideWhatIsMappedAndWhetherItExists() {
    Rules rules =
        new Rules(
            "c1",
            Map.of("student", STUDENT),
            Map.of("student", List.of(takes("idp", "name"), takes("lms", "email", "nick"))));

    assertThat(Dependence.of(rules))
        .containsExactly(
            new Dependence("idp", Map.of("sis", Set.of("student"))),
            new Dependence("lms", Map.of("idp", Set.of("student"), "sis", Set.of("student"))));
  }

  @Test
  void shouldNotCallASystemDependentOnItself() {
    Rules rules =
        new Rules(
            "c1", Map.of("student", STUDENT), Map.of("student", List.of(takes("sis", "bus"))));

    assertThat(Dependence.of(rules).stream().flatMap(it -> Stream.of(it.sources().keySet())))
        .containsExactly(Set.of("portal"));
  }
}
