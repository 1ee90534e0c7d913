package homeroom.simulation;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Authority;
import homeroom.authority.Breaker;
import homeroom.authority.Comparison;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldType;
import homeroom.authority.Refusal;
import homeroom.authority.Refusals;
import homeroom.authority.Resolution;
import homeroom.planning.ConsumerMapping;
import homeroom.planning.Rules;
import homeroom.planning.Subscription;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules of the simulated district: one field for each way of deciding, and a later change. */
final class School {

  static final RecordKey RECORD = new RecordKey("student", "123");

  /** The field of which a system may keep its own value. */
  static final String LEFT = "locker";

  /** The field that a value of nothing does not clear. */
  static final String UNLESS_BLANK = "phone";

  /** The fields that are decided as one. */
  static final Set<String> GROUP = Set.of("street", "city");

  /** The fields that are decided by rank alone, each for itself. */
  static final Set<String> RANKED = Set.of("family", "preferred", "email", "school");

  /** What each system takes. */
  static final Map<String, List<String>> TAKES =
      Map.of(
          "sis",
          List.of(
              "bus",
              "city",
              "email",
              "family",
              "locker",
              "nick",
              "note",
              "phone",
              "preferred",
              "street"),
          "lms",
          List.of(
              "bus",
              "city",
              "email",
              "family",
              "locker",
              "nick",
              "note",
              "phone",
              "preferred",
              "school",
              "street"),
          "idp",
          List.of("bus", "email", "nick", "note", "preferred"),
          "office",
          List.of("family", "note", "preferred"),
          "warehouse",
          List.of("email", "family", "note", "preferred"));

  private static final Resolution PEOPLE =
      new Resolution.Manual(Duration.ofHours(1), Resolution.RANK);
  private static final Resolution LATEST = new Resolution.MostRecent(Duration.ofMinutes(5));

  /**
   * The rules of a district.
   *
   * @param first as it begins
   * @param second as it goes on: other ranks, more who may decide, and another mapping
   */
  record Book(Rules first, Rules second) {}

  private static final Book DECIDED = new Book(rules("c1", false, false), rules("c2", true, false));
  private static final Book CLAIMING = new Book(rules("c1", false, true), rules("c2", true, true));

  /**
   * The rules of a district.
   *
   * @param wide whether a field may wait for people, or a system keep its own value, though rows
   *     are told as a whole
   */
  static Book book(Shape shape, boolean wide) {
    return wide || !shape.wholeRows() ? CLAIMING : DECIDED;
  }

  private School() {}

  private static Rules rules(String configuration, boolean later, boolean claims) {
    return new Rules(
        configuration,
        Map.of("student", new EntityRules("student", fields(later, claims))),
        Map.of(
            "student",
            TAKES.keySet().stream().sorted().map(name -> subscription(name, later)).toList()));
  }

  private static Map<String, FieldRules> fields(boolean later, boolean claims) {
    Map<String, FieldRules> fields = new HashMap<>();
    List.of(
            later ? ranked("family", "sis", "lms") : ranked("family", "sis"),
            later ? ranked("preferred", "sis", "lms") : ranked("preferred", "lms", "sis"),
            later ? ranked("email", "lms", "idp", "sis") : ranked("email", "idp", "lms", "sis"),
            noted(later, claims),
            by(LATEST, "lms sis", "nick"),
            by(new Resolution.UnlessBlank(), "sis lms", UNLESS_BLANK),
            grouped("street"),
            grouped("city"),
            leaving(claims),
            breaking(claims),
            new FieldRules(
                "school",
                FieldType.REFERENCE,
                Optional.of("org"),
                Comparison.EXACT,
                List.of(Authority.always("sis"))),
            later
                ? ranked(FieldRules.EXISTS, "lms", "sis")
                : ranked(FieldRules.EXISTS, "sis", "office"))
        .forEach(field -> fields.put(field.name(), field));
    return fields;
  }

  private static FieldRules ranked(String name, String... systems) {
    return of(name, systems, Resolution.RANK, Refusals.REVERT, Optional.empty(), Optional.empty());
  }

  private static FieldRules by(Resolution resolution, String systems, String name) {
    return of(
        name, systems.split(" "), resolution, Refusals.REVERT, Optional.empty(), Optional.empty());
  }

  private static FieldRules grouped(String name) {
    return of(
        name,
        new String[] {"sis", "lms"},
        Resolution.RANK,
        Refusals.REVERT,
        Optional.of("address"),
        Optional.empty());
  }

  private static FieldRules leaving(boolean claims) {
    return of(
        LEFT,
        new String[] {"sis"},
        Resolution.RANK,
        claims ? new Refusals(Refusal.REVERT, Map.of("lms", Refusal.LEAVE)) : Refusals.REVERT,
        Optional.empty(),
        Optional.empty());
  }

  private static FieldRules noted(boolean later, boolean claims) {
    return claims
        ? by(PEOPLE, later ? "sis lms idp" : "idp lms sis", "note")
        : by(Resolution.RANK, later ? "sis lms" : "lms sis", "note");
  }

  private static FieldRules breaking(boolean claims) {
    return of(
        "bus",
        new String[] {"sis", "lms"},
        Resolution.RANK,
        Refusals.REVERT,
        Optional.empty(),
        claims ? Optional.of(new Breaker(2, Duration.ofHours(1))) : Optional.empty());
  }

  private static FieldRules of(
      String name,
      String[] systems,
      Resolution resolution,
      Refusals refusals,
      Optional<String> group,
      Optional<Breaker> breaker) {
    return new FieldRules(
        name,
        FieldType.TEXT,
        Optional.empty(),
        Comparison.EXACT,
        List.of(systems).stream().map(Authority::always).toList(),
        resolution,
        refusals,
        group,
        breaker);
  }

  private static Subscription subscription(String system, boolean later) {
    List<String> fields = TAKES.get(system);
    return new Subscription(
        system,
        "student",
        "people",
        system.equals("warehouse")
            ? new Merged(Set.copyOf(fields), later ? ", " : " ")
            : new Same(Set.copyOf(fields)),
        fields.contains("school")
            ? List.of(new Subscription.Reference("school", "org"))
            : List.of(),
        system.equals("lms") ? List.of("idp") : List.of(),
        true,
        false,
        system.equals("warehouse")
            ? Map.of()
            : fields.stream().collect(Collectors.toMap(field -> field, Set::of)));
  }

  static Subscription subscription(Rules rules, String system) {
    return rules.subscriptions().get("student").stream()
        .filter(it -> it.system().equals(system))
        .findFirst()
        .orElseThrow();
  }

  static boolean isField(String name) {
    return TAKES.values().stream().anyMatch(fields -> fields.contains(name));
  }

  static FieldRules field(Rules rules, String field) {
    return rules.entities().get("student").fields().get(field);
  }

  /** The rank of a system in a field, 0 the highest; -1 if it may not decide. */
  static int rank(Rules rules, String field, String system) {
    return field(rules, field).authority().stream().map(Authority::system).toList().indexOf(system);
  }

  /** Every field under its own name. */
  private record Same(Set<String> inputs) implements ConsumerMapping {
    @Override
    public Map<String, Value> payload(RecordKey record, Map<String, Value> canonical) {
      Map<String, Value> payload = new LinkedHashMap<>();
      inputs.stream()
          .sorted()
          .forEach(name -> payload.put(name, canonical.getOrDefault(name, Value.NULL)));
      return payload;
    }

    @Override
    public boolean selects(RecordKey record, Map<String, Value> canonical) {
      return true;
    }
  }

  /** Two fields in one, so that nobody can tell from the payload what became of either. */
  private record Merged(Set<String> inputs, String between) implements ConsumerMapping {
    @Override
    public Map<String, Value> payload(RecordKey record, Map<String, Value> canonical) {
      Map<String, Value> payload = new LinkedHashMap<>();
      payload.put(
          "display", Value.text(canonical.get("preferred") + between + canonical.get("family")));
      payload.put("email", canonical.getOrDefault("email", Value.NULL));
      payload.put("note", canonical.getOrDefault("note", Value.NULL));
      return payload;
    }

    @Override
    public boolean selects(RecordKey record, Map<String, Value> canonical) {
      return true;
    }
  }
}
