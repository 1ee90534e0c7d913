package homeroom.planning;

import homeroom.api.Evidence;
import homeroom.api.Operation;
import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Base;
import homeroom.authority.Canonical;
import homeroom.authority.DeliveryIds;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldSet;
import homeroom.authority.RecordDraft;
import homeroom.authority.SystemDraft;
import homeroom.authority.SystemState;
import homeroom.authority.Truth;
import homeroom.planning.Effect.Moved.Due;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds what one record owes its consumers, and makes at most one delivery open for each.
 *
 * <p>What changes while a delivery is open is owed and leaves as one when the answer comes, so that
 * order and "never an old value over a newer one" need nothing further.
 */
final class DeliveryPlanner {

  private final RecordKey record;
  private final RecordDraft draft;
  private final String cause;
  private final Look look;
  private final Map<String, Map<String, Value>> shown;

  /** How closely to look. */
  enum Look {
    /** At what versions say has changed. */
    CHANGES,
    /** Payloads are compared even where versions say that nothing changed. */
    RULES,
    /** The same, and what was refused is tried again. */
    LEDGER
  }

  private final List<Effect> sends = new ArrayList<>();
  private final List<Due> due = new ArrayList<>();
  private final List<Effect> problems = new ArrayList<>();
  private final Truth canonical;
  private final FieldSet known;
  private final int existence;
  private final DeliveryIds.Cause ids;
  private final Waits waits;
  private final Function<String, Set<String>> children;
  private @Nullable Instant validFrom;
  private List<Subscription> subscriptions = List.of();

  /**
   * @param children by system, the entities whose records may refer to this one there
   * @param shown by consumer, what it was just found to hold, by its own names
   */
  DeliveryPlanner(
      RecordKey record,
      RecordDraft draft,
      String cause,
      Look look,
      Function<String, Set<String>> children,
      Map<String, Map<String, Value>> shown) {
    this.shown = shown;
    this.record = record;
    this.children = children;
    this.draft = draft;
    this.cause = cause;
    this.look = look;
    canonical = Truth.of(draft);
    known = canonical.known();
    existence = draft.indexOf(FieldRules.EXISTS);
    ids = new DeliveryIds.Cause(record.toString(), draft.version(), cause);
    waits = new Waits(record, draft, canonical);
  }

  /**
   * Plans for some of the record's subscriptions.
   *
   * @param all the subscriptions to the record's entity
   * @param which for which of their systems something may follow
   */
  void plan(List<Subscription> all, Predicate<Subscription> which) {
    subscriptions = all;
    for (Subscription subscription : all) {
      if (which.test(subscription)) {
        plan(subscription);
      }
    }
  }

  /** Takes the record away from every consumer that has it, whatever is true of it. */
  void takeAway(List<Subscription> all) {
    subscriptions = all;
    all.stream()
        .filter(it -> draft.system(it.system()).open().isEmpty())
        .forEach(it -> delete(it, draft.system(it.system())));
  }

  /** Orders, and questions to parents. */
  List<Effect> effects() {
    List<Effect> effects = new ArrayList<>(sends);
    effects.addAll(waits.effects());
    effects.addAll(problems);
    return effects;
  }

  /** Whether the mapping gave nothing for a consumer that was planned for. */
  boolean foundUnmappable() {
    return !problems.isEmpty();
  }

  /** What became due at consumers, or began to wait. */
  List<Due> due() {
    return due;
  }

  private void plan(Subscription subscription) {
    SystemDraft consumer = draft.system(subscription.system());
    if (subscription.everyVersion() && look == Look.CHANGES && consumer.open().isPresent()) {
      planBehind(subscription, consumer, consumer.open().get());
      return;
    }
    if (draft.canonical(FieldRules.EXISTS).isEmpty()) {
      // A record of which nobody with a say has spoken is neither brought nor taken away.
      return;
    }
    if (consumer.open().isPresent()) {
      if (look == Look.RULES) {
        compareWithOpen(subscription, consumer, consumer.open().get());
      }
      return;
    }
    if (consumer.left(existence).isPresent()) {
      // It may keep or miss the record against the truth.
      return;
    }
    try {
      if (draft.exists() && subscription.mapping().selects(record, canonical)) {
        planUpsert(subscription, consumer);
      } else {
        deleteAfterChildren(subscription, consumer);
      }
    } catch (MappingFailure failure) {
      problems.add(unmappable(subscription, failure));
    }
  }

  /** A history is told the next version at once; of one record, orders are done in their order. */
  private void planBehind(Subscription subscription, SystemDraft consumer, SystemState.Open open) {
    try {
      if (!draft.exists() || !subscription.mapping().selects(record, canonical)) {
        if (!open.delete()) {
          sendDelete(subscription, consumer);
        }
        return;
      }
      Payload payload = payload(subscription, consumer);
      if (open.delete() || open.payload() != payload.fingerprint()) {
        FieldSet inputs = inputs(subscription, consumer);
        send(subscription, consumer, inputs, consumer.outOfStep(inputs), payload);
      }
    } catch (MappingFailure failure) {
      problems.add(unmappable(subscription, failure));
    }
  }

  /**
   * What is on its way was made by the rules before; by those of now it may be another thing. Also
   * of a record that was deleted meanwhile: it may be there again before the answer comes.
   */
  private void compareWithOpen(
      Subscription subscription, SystemDraft consumer, SystemState.Open open) {
    try {
      boolean same =
          draft.exists()
              && subscription.mapping().selects(record, canonical)
              && payload(subscription, consumer).fingerprint() == open.payload();
      if (!open.delete() && !same) {
        consumer.repair(true);
      }
    } catch (MappingFailure failure) {
      problems.add(unmappable(subscription, failure));
    }
  }

  private Payload payload(Subscription subscription, SystemDraft consumer) throws MappingFailure {
    return Payload.of(subscription.mapping().payload(record, told(consumer)));
  }

  private void planUpsert(Subscription subscription, SystemDraft consumer) throws MappingFailure {
    FieldSet inputs = inputs(subscription, consumer);
    FieldSet outOfStep = consumer.outOfStep(inputs);
    if (look == Look.CHANGES && !consumer.repair() && consumer.present() && outOfStep.isEmpty()) {
      waits.stop(consumer);
      return;
    }
    Payload payload = payload(subscription, consumer);
    long digest = payload.fingerprint();
    if (holdsIt(subscription, consumer, outOfStep, payload)) {
      consumer.settle(draft.version(), inputs);
      consumer.confirmed(digest);
      waits.stop(consumer);
      return;
    }
    boolean handedOver =
        !consumer.repair()
            && consumer.handed().filter(it -> !it.delete() && it.payload() == digest).isPresent();
    // What waits although it was refused is tried again, once what it waits for is there.
    boolean refused =
        look != Look.LEDGER
            && consumer.waitsFor().isEmpty()
            && consumer.refused().filter(it -> it.payload() == digest).isPresent();
    if (handedOver || refused) {
      return;
    }
    List<String> unmet = new ArrayList<>();
    boundary(subscription, consumer).ifPresent(unmet::add);
    unmet.addAll(waits.unmet(subscription, subscriptions, consumer));
    if (unmet.isEmpty()) {
      send(subscription, consumer, inputs, outOfStep, payload);
    } else {
      waits.await(consumer, unmet, waits.references(subscription)).ifPresent(due::add);
    }
  }

  /**
   * What a consumer that is told at boundaries waits for, unless one released the record as it is
   * now. What people ask for is told at once.
   */
  private Optional<String> boundary(Subscription subscription, SystemDraft consumer) {
    return subscription
        .feed()
        .filter(source -> look != Look.LEDGER && !consumer.isReleased(source))
        .map(SystemState.BOUNDARY::concat);
  }

  /** The truth, except where the consumer keeps a value of its own. */
  private Truth told(SystemDraft consumer) {
    if (!consumer.holdsApart()) {
      return canonical;
    }
    Truth.Other told = canonical.other();
    for (int i = 0; i < draft.size(); i++) {
      Optional<Value> kept = consumer.left(i);
      if (kept.isPresent()) {
        told.put(i, kept.get());
      }
    }
    return told.done();
  }

  /** The fields that a delivery brings to the truth. */
  private FieldSet inputs(Subscription subscription, SystemDraft consumer) {
    FieldSet inputs = subscription.mapping().brings(canonical.layout()).intersection(known);
    if (consumer.holdsApart()) {
      for (int i = inputs.next(0); i >= 0; i = inputs.next(i + 1)) {
        if (i != existence && consumer.left(i).isPresent()) {
          inputs = inputs.without(i);
        }
      }
    }
    return inputs;
  }

  private boolean holdsIt(
      Subscription subscription, SystemDraft consumer, FieldSet outOfStep, Payload payload)
      throws MappingFailure {
    if (!consumer.present() || consumer.repair() || differs(consumer, outOfStep)) {
      return false;
    }
    if (consumer.confirmed() != 0) {
      return consumer.confirmed() == payload.fingerprint();
    }
    Optional<Held> held = held(consumer, outOfStep);
    return held.isPresent() && changed(subscription, payload, held).isEmpty();
  }

  /** Whether it holds something of its own, though it may have confirmed the same payload. */
  private static boolean differs(SystemDraft consumer, FieldSet outOfStep) {
    if (!consumer.holdsApart()) {
      return false;
    }
    for (int i = outOfStep.next(0); i >= 0; i = outOfStep.next(i + 1)) {
      if (consumer.differs(i)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What a consumer holds, as far as its payload depends on it.
   *
   * @param values the truth, but for what it holds apart
   * @param outOfStep the fields in which it holds something else than the truth
   */
  private record Held(Truth values, FieldSet outOfStep) {}

  /** What the consumer holds already; empty if it cannot be told. */
  private Optional<Held> held(SystemDraft consumer, FieldSet outOfStep) {
    if (!consumer.present()) {
      return Optional.empty();
    }
    Truth.Other holds = canonical.other();
    for (int i = outOfStep.next(0); i >= 0; i = outOfStep.next(i + 1)) {
      Optional<Base> base = consumer.base(i);
      if (base.isEmpty() && !consumer.confirmedWithout(i)) {
        return Optional.empty();
      }
      holds.put(i, base.map(Base::value).orElse(Value.NULL));
    }
    return Optional.of(new Held(holds.done(), outOfStep));
  }

  private void send(
      Subscription subscription,
      SystemDraft consumer,
      FieldSet inputs,
      FieldSet outOfStep,
      Payload payload)
      throws MappingFailure {
    List<String> references = waits.references(subscription);
    String id = ids.to(subscription.system());
    Optional<Held> held = comparable(consumer, outOfStep);
    FieldSet settles = held.isPresent() ? outOfStep : inputs;
    List<String> changed = changed(subscription, payload, held);
    consumer.open(
        Optional.of(
            new SystemState.Open(
                id, draft.version(), settles, payload.fingerprint(), false, references)));
    sends.add(
        new Effect.Send(
            id,
            subscription.system(),
            subscription.target(),
            Operation.UPSERT,
            payload,
            changed,
            names(settles),
            !consumer.present(),
            consumer.remoteId(),
            draft.version(),
            cause,
            consumer.epoch(),
            validFrom(),
            expected(subscription, consumer, changed, held.isPresent())));
    waits.stop(consumer);
    consumer.repair(false);
    due.add(new Due(subscription.system(), Optional.of(id), List.of()));
  }

  private Map<String, Set<Value>> expected(
      Subscription subscription, SystemDraft consumer, List<String> changed, boolean certain) {
    if (subscription.watched().isEmpty()) {
      return Map.of();
    }
    Map<String, Set<Value>> expected =
        new Expectation(record, draft, told(consumer), subscription, consumer).of(changed, certain);
    Map<String, Value> seen = shown.getOrDefault(subscription.system(), Map.of());
    expected.forEach((name, all) -> Optional.ofNullable(seen.get(name)).ifPresent(all::add));
    return expected;
  }

  /** When the newest version became so. */
  private Instant validFrom() {
    if (validFrom == null) {
      long newest = 0;
      validFrom = Instant.EPOCH;
      for (int i = 0; i < draft.size(); i++) {
        Optional<Canonical> current = draft.field(i).current();
        if (current.isPresent() && current.get().version() > newest) {
          newest = current.get().version();
          validFrom = current.get().provenance().occurredAt();
        }
      }
    }
    return validFrom;
  }

  /** What the consumer holds, so that only the rest need be written; empty if it is uncertain. */
  private Optional<Held> comparable(SystemDraft consumer, FieldSet outOfStep) {
    // What was handed over and not shown may still come to be held, so that nothing is certain.
    boolean uncertain =
        look != Look.CHANGES
            || consumer.repair()
            || consumer.handed().isPresent()
            || consumer.open().isPresent();
    return uncertain ? Optional.empty() : held(consumer, outOfStep);
  }

  /** The names of what is to be written. */
  private List<String> changed(Subscription subscription, Payload payload, Optional<Held> held)
      throws MappingFailure {
    if (held.isEmpty()) {
      return payload.names();
    }
    Set<String> inputs = Set.copyOf(names(held.get().outOfStep()));
    return subscription.mapping().changed(record, held.get().values(), payload, inputs);
  }

  /** Nothing that a consumer has is to refer to what it has no more. */
  private void deleteAfterChildren(Subscription subscription, SystemDraft consumer) {
    Set<String> first = subscription.childrenFirst() ? children.apply(consumer.system()) : Set.of();
    boolean left = consumer.waitsForChildren() && consumer.met().containsAll(consumer.waitsFor());
    Optional<String> boundary =
        isDue(consumer) ? boundary(subscription, consumer) : Optional.empty();
    if (boundary.isPresent()) {
      waits.await(consumer, List.of(boundary.get()), List.of()).ifPresent(due::add);
    } else if (first.isEmpty() || subscription.everyVersion() || left || !isDue(consumer)) {
      delete(subscription, consumer);
    } else {
      waits.awaitChildren(consumer, first).ifPresent(due::add);
    }
  }

  private boolean isDue(SystemDraft consumer) {
    boolean handedOver =
        !consumer.repair() && consumer.handed().filter(SystemState.Handed::delete).isPresent();
    // What waits for its children was found due before, whatever was refused before that.
    boolean refused =
        look != Look.LEDGER
            && !consumer.waitsForChildren()
            && consumer.refused().filter(SystemState.Refused::deletion).isPresent();
    return mayHaveIt(consumer) && !handedOver && !refused;
  }

  private void delete(Subscription subscription, SystemDraft consumer) {
    boolean isDue = isDue(consumer);
    waits.stop(consumer);
    if (isDue) {
      sendDelete(subscription, consumer);
    }
  }

  private void sendDelete(Subscription subscription, SystemDraft consumer) {
    String id = ids.to(subscription.system());
    // A key that was given up may have to take away what never was its own record.
    FieldSet exists = existence < 0 ? FieldSet.NONE : FieldSet.NONE.with(existence);
    consumer.open(
        Optional.of(
            new SystemState.Open(
                id, draft.version(), exists, SystemState.DELETION, true, List.of())));
    sends.add(
        new Effect.Send(
            id,
            subscription.system(),
            subscription.target(),
            Operation.DELETE,
            deletedPayload(subscription),
            List.of(),
            names(exists),
            false,
            consumer.remoteId(),
            draft.version(),
            cause,
            consumer.epoch(),
            validFrom()));
    consumer.repair(false);
    due.add(new Due(subscription.system(), Optional.of(id), List.of()));
  }

  /**
   * What it refused may have arrived at an earlier try, of which the answer was lost; and a
   * delivery may have brought back what the system deleted just before.
   */
  private static boolean mayHaveIt(SystemDraft consumer) {
    return consumer.present()
        || consumer.repair()
        || consumer.refused().filter(it -> !it.deletion()).isPresent();
  }

  /** The last payload, by which a consumer without ids of its own finds what to deactivate. */
  private Payload deletedPayload(Subscription subscription) {
    try {
      return Payload.of(subscription.mapping().payload(record, canonical));
    } catch (MappingFailure unmappable) {
      return Payload.NONE;
    }
  }

  private List<String> names(FieldSet indexes) {
    List<String> names = new ArrayList<>();
    for (int i = indexes.next(0); i >= 0; i = indexes.next(i + 1)) {
      names.add(draft.field(i).name());
    }
    return names;
  }

  private Effect unmappable(Subscription subscription, MappingFailure failure) {
    return new Effect.Moved(
        Effect.Moved.Outcome.QUARANTINED,
        subscription.system(),
        Optional.empty(),
        draft.version(),
        List.of(failure.field()),
        List.of(),
        Optional.empty(),
        Optional.of(failure.code()),
        Optional.ofNullable(failure.getMessage()),
        Optional.empty(),
        0,
        Evidence.of(Evidence.Category.MAPPING));
  }
}
