package homeroom.planning;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.RecordDraft;
import homeroom.authority.SystemDraft;
import homeroom.authority.SystemState;
import homeroom.planning.Effect.Moved.Due;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must be there before a record can be told: its parents, and systems that go first; and what
 * must be gone before it can be taken away: its children.
 */
final class Waits {

  /** Marks, among what a record waits for, a system that must have the record first. */
  private static final String AFTER = "after:";

  private final RecordKey record;
  private final RecordDraft draft;
  private final Map<String, Value> canonical;
  private final List<String> asksChildren = new ArrayList<>();
  private final Map<String, List<String>> asks = new TreeMap<>();
  private final Map<String, List<String>> withdrawals = new TreeMap<>();

  /**
   * @param canonical what is true, by field
   */
  Waits(RecordKey record, RecordDraft draft, Map<String, Value> canonical) {
    this.record = record;
    this.draft = draft;
    this.canonical = canonical;
  }

  /** Questions to parents and children, and questions that are taken back. */
  List<Effect> effects() {
    List<Effect> effects = new ArrayList<>();
    asks.forEach((parent, systems) -> effects.add(new Effect.Ask(parent, systems)));
    withdrawals.forEach((parent, systems) -> effects.add(new Effect.Withdraw(parent, systems)));
    if (!asksChildren.isEmpty()) {
      effects.add(new Effect.AskChildren(asksChildren));
    }
    return effects;
  }

  /** Parents of which it is not known that they are there: all for a create, new ones otherwise. */
  List<String> unmet(Subscription subscription, List<Subscription> all, SystemDraft consumer)
      throws MappingFailure {
    if (subscription.references().isEmpty() && subscription.after().isEmpty()) {
      return List.of();
    }
    List<String> unmet = new ArrayList<>();
    if (!consumer.present()) {
      for (String before : subscription.after()) {
        if (takes(before, all) && !draft.presentAt(before)) {
          unmet.add(AFTER + before);
        }
      }
    }
    for (Subscription.Reference reference : subscription.references()) {
      parent(reference)
          .filter(parent -> !consumer.met().contains(parent))
          .filter(parent -> !consumer.present() || isNew(reference, consumer))
          .ifPresent(unmet::add);
    }
    return unmet.stream().distinct().toList();
  }

  /** A system that does not take this record will never have it, and nobody waits for it. */
  private boolean takes(String system, List<Subscription> all) throws MappingFailure {
    for (Subscription other : all) {
      if (other.system().equals(system)) {
        return other.mapping().selects(record, canonical);
      }
    }
    return false;
  }

  /** Whether what is awaited is a system that must have the record first, and has it. */
  static boolean isThere(String awaited, RecordDraft draft) {
    return awaited.startsWith(AFTER) && draft.presentAt(awaited.substring(AFTER.length()));
  }

  private boolean isNew(Subscription.Reference reference, SystemDraft consumer) {
    return !consumer.inStep(draft.indexOf(reference.field()));
  }

  /** The parents that a record points to. */
  List<String> references(Subscription subscription) {
    if (subscription.references().isEmpty()) {
      return List.of();
    }
    return subscription.references().stream()
        .map(this::parent)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private Optional<String> parent(Subscription.Reference reference) {
    return canonical.get(reference.field()) instanceof Value.Text(var key) && !key.isEmpty()
        ? Optional.of(reference.entity() + "/" + key)
        : Optional.empty();
  }

  /**
   * What is due later, if the consumer did not wait for just that before.
   *
   * @param parents those that the record points to; of others it is not told when they leave
   */
  Optional<Due> await(SystemDraft consumer, List<String> unmet, List<String> parents) {
    List<String> before = consumer.waitsFor();
    List<String> met = consumer.met();
    consumer.metNothingBut(parents);
    if (unmet.equals(before)) {
      return Optional.empty();
    }
    unmet.stream()
        .filter(parent -> !before.contains(parent) && isRecord(parent))
        .forEach(parent -> add(asks, parent, consumer));
    before.stream()
        .filter(parent -> !unmet.contains(parent) && !met.contains(parent))
        .forEach(parent -> withdraw(parent, consumer));
    consumer.waitsFor(unmet);
    return Optional.of(new Due(consumer.system(), Optional.empty(), unmet));
  }

  /**
   * What is due later because others at the consumer may refer to the record, if it did not wait
   * for just that before.
   *
   * @param children the entities whose records may refer to it there
   */
  Optional<Due> awaitChildren(SystemDraft consumer, Set<String> children) {
    Optional<Due> due =
        await(consumer, children.stream().map(SystemState.CHILDREN::concat).toList(), List.of());
    due.ifPresent(_ -> asksChildren.add(consumer.system()));
    return due;
  }

  private static boolean isRecord(String awaited) {
    return !awaited.startsWith(AFTER)
        && !awaited.startsWith(SystemState.CHILDREN)
        && !awaited.startsWith(SystemState.BOUNDARY);
  }

  /** The consumer waits for nothing any more. */
  void stop(SystemDraft consumer) {
    consumer.waitsFor().stream()
        .filter(parent -> !consumer.met().contains(parent))
        .forEach(parent -> withdraw(parent, consumer));
    consumer.waitsFor(List.of());
    consumer.metNothing();
  }

  private void withdraw(String parent, SystemDraft consumer) {
    if (isRecord(parent)) {
      add(withdrawals, parent, consumer);
    }
  }

  private static void add(Map<String, List<String>> byParent, String parent, SystemDraft consumer) {
    byParent.computeIfAbsent(parent, none -> new ArrayList<>()).add(consumer.system());
  }
}
