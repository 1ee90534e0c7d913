package homeroom.planning;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.FieldState;
import homeroom.authority.Held;
import homeroom.authority.RecordState;
import homeroom.authority.SystemState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what records refer to at consumers, which is not always what they refer to in truth: a
 * consumer may have the record still, or not have heard of its new parent yet. For one
 * configuration; thread-safe.
 */
final class Dependents {

  private final Map<String, List<Subscription>> referring = new HashMap<>();
  private final Map<String, Map<String, Set<String>>> children = new HashMap<>();

  Dependents(Rules rules) {
    rules
        .subscriptions()
        .forEach(
            (entity, all) -> {
              referring.put(entity, all.stream().filter(it -> !it.references().isEmpty()).toList());
              all.forEach(this::noteChildren);
            });
  }

  private void noteChildren(Subscription subscription) {
    for (Subscription.Reference reference : subscription.references()) {
      children
          .computeIfAbsent(reference.entity(), none -> new HashMap<>())
          .computeIfAbsent(subscription.system(), none -> new TreeSet<>())
          .add(subscription.entity());
    }
  }

  /** The entities whose records may refer to one of an entity at a system. */
  Set<String> childrenOf(String entity, String system) {
    return children.getOrDefault(entity, Map.of()).getOrDefault(system, Set.of());
  }

  /** Whether a record refers to another one at any system that takes it. */
  boolean refersTo(RecordKey record, RecordState state, String parent) {
    return of(record).stream().anyMatch(it -> refersTo(record, state, it.system(), parent));
  }

  /** Whether a record refers to another one at a system, by its key now or by the one as said. */
  boolean refersTo(RecordKey record, RecordState state, String system, String parent) {
    Set<String> there = at(record, state, system);
    return there.contains(parent)
        || state.identity().references().stream()
            .anyMatch(known -> known.now().equals(parent) && there.contains(known.said()));
  }

  /** A decision, with the systems at which the record referred to something and does no more. */
  Decision left(RecordKey record, RecordState before, Decision decision) {
    RecordState next = decision.next();
    List<Effect> left = new ArrayList<>();
    for (Subscription subscription : of(record)) {
      String system = subscription.system();
      Optional<SystemState> was = before.system(system);
      if (was.isPresent() && !same(was, next.system(system))) {
        Set<String> there = new TreeSet<>(at(record, before, system));
        there.removeAll(at(record, next, system));
        if (!there.isEmpty()) {
          left.add(new Effect.Left(system));
        }
      }
    }
    if (left.isEmpty()) {
      return decision;
    }
    List<Effect> effects = new ArrayList<>(decision.effects());
    effects.addAll(left);
    return new Decision(next, effects);
  }

  private static boolean same(Optional<SystemState> was, Optional<SystemState> is) {
    return is.isPresent() && was.get() == is.get();
  }

  private List<Subscription> of(RecordKey record) {
    return referring.getOrDefault(record.entity(), List.of());
  }

  /** The keys, {@code entity/key}, that a record may refer to at a system. */
  private Set<String> at(RecordKey record, RecordState state, String system) {
    Set<String> keys = new TreeSet<>();
    for (Subscription subscription : of(record)) {
      if (subscription.system().equals(system)) {
        state
            .system(system)
            .filter(Dependents::mayHaveIt)
            .ifPresent(known -> add(subscription, state, known, keys));
      }
    }
    return keys;
  }

  private static void add(
      Subscription subscription, RecordState state, SystemState system, Set<String> keys) {
    subscription.references().forEach(it -> add(it, state, system, keys));
    system.open().ifPresent(open -> keys.addAll(open.references()));
  }

  /** A deletion that was handed over is all that can be done; nobody shows that it was read. */
  private static boolean mayHaveIt(SystemState system) {
    if (system.open().isPresent()) {
      return true;
    }
    if (system.handed().filter(SystemState.Handed::delete).isPresent() && !system.repair()) {
      return false;
    }
    return system.present()
        || system.repair()
        || system.refused().filter(it -> !it.deletion()).isPresent();
  }

  private static void add(
      Subscription.Reference reference, RecordState state, SystemState system, Set<String> keys) {
    for (int i = 0; i < state.fields().size(); i++) {
      FieldState field = state.fields().get(i);
      if (field.name().equals(reference.field())) {
        held(field, i, system).flatMap(value -> key(reference, value)).ifPresent(keys::add);
        system
            .handed()
            .flatMap(handed -> field.at(handed.version()))
            .flatMap(then -> key(reference, then.value()))
            .ifPresent(keys::add);
      }
    }
  }

  /** What it is known to hold; of a field of which nothing is known, it may hold the truth. */
  private static Optional<Value> held(FieldState field, int index, SystemState system) {
    Held other = system.held().get(index);
    if (other != null) {
      return Optional.of(other.value());
    }
    return (system.known().contains(index) ? field.at(system.version()) : field.current())
        .map(then -> then.value());
  }

  private static Optional<String> key(Subscription.Reference reference, Value value) {
    return value instanceof Value.Text(var key) && !key.isEmpty()
        ? Optional.of(reference.entity() + "/" + key)
        : Optional.empty();
  }
}
