package homeroom.planning;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Canonical;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldState;
import homeroom.authority.FieldType;
import homeroom.authority.Identity;
import homeroom.authority.RecordState;
import homeroom.authority.Reference;
import homeroom.authority.Rekeying;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds which records a record refers to, so that each of them tells it when its key changes. For
 * one configuration; thread-safe.
 */
final class References {

  private final Map<String, List<FieldRules>> fields = new HashMap<>();
  private final Map<String, Rekeying> rekeying = new HashMap<>();
  private final Dependents dependents;

  References(Rules rules, Dependents dependents) {
    this.dependents = dependents;
    for (EntityRules entity : rules.entities().values()) {
      fields.put(
          entity.entity(),
          entity.fields().values().stream()
              .filter(field -> field.type() == FieldType.REFERENCE)
              .filter(field -> field.refersTo().isPresent())
              .sorted((one, other) -> one.name().compareTo(other.name()))
              .toList());
      List<Subscription> all = rules.subscriptions().getOrDefault(entity.entity(), List.of());
      rekeying.put(
          entity.entity(),
          new Rekeying(
              (system, field) -> told(all, system, field),
              (system, field) -> takesReferred(all, system, field)));
    }
  }

  private static boolean told(List<Subscription> all, String system, String field) {
    return all.stream()
        .anyMatch(it -> it.system().equals(system) && it.mapping().inputs().contains(field));
  }

  private static boolean takesReferred(List<Subscription> all, String system, String field) {
    return all.stream()
        .filter(it -> it.system().equals(system))
        .flatMap(it -> it.references().stream())
        .anyMatch(reference -> reference.field().equals(field));
  }

  /** Writes keys that changed into records of an entity. */
  Rekeying rekeying(String entity) {
    return rekeying.get(entity);
  }

  /**
   * A decision with what it means for the records that are referred to, and for those that refer to
   * this key.
   *
   * @param before the state before the decision
   */
  Decision follow(RecordKey record, RecordState before, Decision decision) {
    RecordState next = decision.next();
    if (OwnIds.isOne(record) || asBefore(record, before, next)) {
      return decision;
    }
    List<Reference> now = new ArrayList<>(references(record, next));
    now.addAll(stillAtConsumers(record, before, next, keys(now)));
    Identity identity = next.identity().references(now);
    Set<String> followed = keys(before.identity().references());
    Set<String> wanted = keys(now);
    Set<String> added = without(inTruth(now), inTruth(before.identity().references()));
    List<Effect> effects = new ArrayList<>();
    for (Effect effect : decision.effects()) {
      boolean asks = effect instanceof Effect.Ask ask && added.remove(ask.parent());
      effects.add(asks ? ((Effect.Ask) effect).following() : effect);
    }
    added.forEach(key -> effects.add(new ReferenceEffect.Follow(key)));
    without(followed, wanted).forEach(key -> effects.add(new ReferenceEffect.Unfollow(key)));
    String key = record.toString();
    if (!identity.now(key).equals(before.identity().now(key))) {
      effects.add(new ReferenceEffect.Spread());
    }
    return new Decision(next.with(identity), effects);
  }

  /** What it refers to no more in truth, but at a consumer that has not heard of that yet. */
  private List<Reference> stillAtConsumers(
      RecordKey record, RecordState before, RecordState next, Set<String> now) {
    return before.identity().references().stream()
        .filter(known -> !now.contains(known.said()))
        .filter(
            known ->
                dependents.refersTo(record, next, known.said())
                    || dependents.refersTo(record, next, known.now()))
        .map(Reference::former)
        .toList();
  }

  /** Whether it refers to what it referred to, and no key of it or of that ever moved. */
  private boolean asBefore(RecordKey record, RecordState before, RecordState next) {
    if (next.identity() != before.identity()) {
      return false;
    }
    if (before.identity().references().stream().anyMatch(Reference::isFormer)) {
      return false;
    }
    if (next.fields() == before.fields()) {
      return true;
    }
    List<Reference> known = before.identity().references();
    int there = 0;
    for (FieldRules field : fields.get(record.entity())) {
      FieldState now = field(field.name(), next.fields());
      if (now != field(field.name(), before.fields())) {
        return false;
      }
      there += now != null && parent(field, now).isPresent() ? 1 : 0;
    }
    // After new rules other fields may refer to something than did before.
    return there == known.size() && known.stream().noneMatch(Reference::moved);
  }

  private static @Nullable FieldState field(String name, List<FieldState> fields) {
    for (FieldState field : fields) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    return null;
  }

  private static Set<String> without(Set<String> keys, Set<String> others) {
    Set<String> rest = new TreeSet<>(keys);
    rest.removeAll(others);
    return rest;
  }

  /** What a field says again is followed anew, to be told the key that it has by now. */
  private static Set<String> inTruth(List<Reference> references) {
    return keys(references.stream().filter(known -> !known.isFormer()).toList());
  }

  private static Set<String> keys(List<Reference> references) {
    return references.stream().map(Reference::said).collect(Collectors.toCollection(TreeSet::new));
  }

  private List<Reference> references(RecordKey record, RecordState state) {
    Identity identity = state.identity();
    if (identity.movedTo().isPresent()) {
      String to = identity.movedTo().get();
      return List.of(
          identity
              .reference(Reference.MOVED_TO)
              .filter(known -> known.said().equals(to))
              .orElseGet(() -> Reference.to(Reference.MOVED_TO, to)));
    }
    List<Reference> references = new ArrayList<>();
    for (FieldRules field : fields.get(record.entity())) {
      state
          .field(field.name())
          .flatMap(now -> parent(field, now))
          .map(
              key ->
                  identity
                      .reference(field.name())
                      .filter(known -> known.now().equals(key))
                      .filter(known -> !rekeying(record.entity()).isSaidAnew(state, known))
                      .orElseGet(() -> Reference.to(field.name(), key)))
          .ifPresent(references::add);
    }
    return references;
  }

  private static Optional<String> parent(FieldRules field, FieldState state) {
    return state
        .current()
        .map(Canonical::value)
        .filter(value -> value instanceof Value.Text(var key) && !key.isEmpty())
        .map(value -> field.refersTo().orElseThrow() + "/" + ((Value.Text) value).text());
  }
}
