package homeroom.reconcile;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.authority.Fields;
import homeroom.planning.ConsumerMapping;
import homeroom.planning.Rules;
import homeroom.planning.Subscription;
import homeroom.planning.Subscription.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A learning management system that is told of students, classes, and who sits where. */
final class SomeRules {

  private SomeRules() {}

  static Rules rules() {
    return of(
        subscription("class", "sections", named("id", "title")),
        subscription("student", "users", named("id", "name"), new Reference("class", "class")),
        subscription(
            "seat",
            "seats",
            new Telling(Optional.empty(), List.of("class", "person")),
            new Reference("class", "class"),
            new Reference("person", "student")),
        subscription("note", "notes", new Telling(Optional.empty(), List.of("text"))));
  }

  /** Of which every version is kept. */
  static Rules histories() {
    return of(
        new Subscription(
            "lms", "student", "users", named("id", "name"), List.of(), List.of(), true, true));
  }

  private static ConsumerMapping named(String key, String... fields) {
    return new Telling(Optional.of(key), List.of(fields));
  }

  private static Subscription subscription(
      String entity, String target, ConsumerMapping mapping, Reference... references) {
    return new Subscription("lms", entity, target, mapping, List.of(references), List.of());
  }

  private static Rules of(Subscription... subscriptions) {
    Map<String, EntityRules> entities = new LinkedHashMap<>();
    Map<String, List<Subscription>> by = new LinkedHashMap<>();
    for (Subscription subscription : subscriptions) {
      String entity = subscription.entity();
      entities.put(
          entity,
          new EntityRules(
              entity, Map.of(FieldRules.EXISTS, Fields.text(FieldRules.EXISTS, "sis"))));
      by.put(entity, List.of(subscription));
    }
    return new Rules("rules", entities, by);
  }

  private record Telling(Optional<String> keyName, List<String> fields) implements ConsumerMapping {

    @Override
    public Set<String> inputs() {
      return Set.copyOf(fields);
    }

    @Override
    public Map<String, Set<String>> madeOf() {
      Map<String, Set<String>> madeOf = new LinkedHashMap<>();
      fields.forEach(field -> madeOf.put(field, Set.of(field)));
      return madeOf;
    }

    @Override
    public Map<String, Value> payload(RecordKey record, Map<String, Value> canonical) {
      Map<String, Value> payload = new LinkedHashMap<>();
      keyName.ifPresent(name -> payload.put(name, Value.text(record.key())));
      fields.forEach(field -> payload.put(field, canonical.getOrDefault(field, Value.NULL)));
      return payload;
    }

    @Override
    public boolean selects(RecordKey record, Map<String, Value> canonical) {
      return true;
    }
  }
}
