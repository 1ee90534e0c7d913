package homeroom.planning;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Arbiter;
import homeroom.authority.Asserted;
import homeroom.authority.AuthorityEngine;
import homeroom.authority.DeliveryIds;
import homeroom.authority.Dispute;
import homeroom.authority.EntityRules;
import homeroom.authority.Event;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldState;
import homeroom.authority.Judgement;
import homeroom.authority.RecordDraft;
import homeroom.authority.RecordState;
import homeroom.authority.Restatement;
import homeroom.authority.Ruling;
import homeroom.authority.Settlement;
import homeroom.authority.SystemDraft;
import homeroom.authority.SystemState;
import homeroom.planning.DeliveryPlanner.Look;
import homeroom.planning.Effect.Moved;
import homeroom.planning.Effect.Moved.Outcome;
import homeroom.planning.Replaying.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides what follows from one input for one record: the next state, and every effect. A pure
 * function of rules, state and input, which is what makes replay safe.
 */
public final class DecisionEngine {

  private final Rules rules;

  private final References references;

  private final Dependents dependents;

  /** By entity, the systems where other records may wait for one of it. */
  private final Map<String, Set<String>> waitedFor = new HashMap<>();

  private final Map<String, Set<String>> fed = new HashMap<>();

  public DecisionEngine(Rules rules) {
    this.rules = rules;
    rules
        .subscriptions()
        .forEach(
            (entity, all) -> {
              Set<String> sources =
                  all.stream()
                      .flatMap(it -> it.feed().stream())
                      .collect(Collectors.toCollection(TreeSet::new));
              if (!sources.isEmpty()) {
                fed.put(entity, sources);
              }
            });
    dependents = new Dependents(rules);
    references = new References(rules, dependents);
    for (List<Subscription> subscriptions : rules.subscriptions().values()) {
      for (Subscription subscription : subscriptions) {
        for (Subscription.Reference reference : subscription.references()) {
          waitedFor
              .computeIfAbsent(reference.entity(), none -> new TreeSet<>())
              .add(subscription.system());
        }
      }
    }
  }

  /** Whether anything may wait for records of an entity at a system. */
  boolean isParent(String entity, String system) {
    return waitedFor.getOrDefault(entity, Set.of()).contains(system);
  }

  /**
   * Whether a record refers to another one at a system, as far as is known of what the system has.
   *
   * @param parent {@code entity/key}
   */
  public boolean refersTo(RecordKey record, RecordState state, String system, String parent) {
    return dependents.refersTo(record, state, system, parent);
  }

  /** The sources at whose boundaries alone somebody is told of records of an entity. */
  public Set<String> fedAt(String entity) {
    return fed.getOrDefault(entity, Set.of());
  }

  /** Those of them whose next boundary may release something of a record. */
  public Set<String> awaitsBoundaries(RecordKey record, RecordState state) {
    Set<String> sources = new TreeSet<>();
    for (Subscription one : rules.subscriptions().getOrDefault(record.entity(), List.of())) {
      one.feed()
          .filter(
              source ->
                  state
                      .system(one.system())
                      .filter(
                          it ->
                              it.waitsFor().contains(SystemState.BOUNDARY + source)
                                  || (it.open().isPresent()
                                      && !it.isReleased(source, state.version())))
                      .isPresent())
          .ifPresent(sources::add);
    }
    return sources;
  }

  /** What records refer to. */
  References references() {
    return references;
  }

  /** The rules that are decided by. */
  public Rules rules() {
    return rules;
  }

  /**
   * What follows from an input.
   *
   * @throws UnknownEntityException if the rules know nothing of the record's entity
   */
  public Decision decide(RecordKey record, RecordState state, Input input) {
    EntityRules entity = rules.entities().get(record.entity());
    if (entity == null) {
      throw new UnknownEntityException(record.entity());
    }
    KeySite site = new KeySite(this, record, entity);
    if (OwnIds.isOne(record)) {
      return new OwnIdDecision(site, state).decide(input);
    }
    Decision decision =
        state
            .identity()
            .movedTo()
            .map(to -> new GoneDecision(site, state, to).decide(input))
            .orElseGet(() -> new KeyDecision(site, state).decide(input));
    return dependents.left(record, state, references.follow(record, state, decision));
  }

  /**
   * What follows for the record that is known under this key, whatever its other keys are.
   *
   * @param before the state in which the input found the record
   * @param state the same, after what the input meant for its keys
   */
  Decision usual(
      RecordKey record, RecordState before, RecordState state, Input input, EntityRules entity) {
    Asserted said = Asserted.NOTHING;
    if (input instanceof Input.Told told) {
      said = Asserted.of(entity, state, told.event());
      Optional<Restatement> restated = Restatement.of(entity, state, told.event(), said);
      if (restated.isPresent()) {
        return nothingNew(told, restated.get());
      }
    }
    return new OneDecision(record, new RecordDraft(state), input, said, entity).decide(before);
  }

  /** What was owed before was planned for before. */
  private static Decision nothingNew(Input.Told told, Restatement restated) {
    Moved unchanged =
        Movements.told(
            told, Said.NOTHING_NEW, restated.next().version(), restated.fields(), List.of());
    return new Decision(restated.next(), List.of(unchanged));
  }

  private final class OneDecision {
    private final RecordKey record;
    private final RecordDraft draft;
    private final Input input;
    private final Asserted said;
    private final EntityRules entity;
    private final List<Effect> effects = new ArrayList<>();

    OneDecision(
        RecordKey record, RecordDraft draft, Input input, Asserted said, EntityRules entity) {
      this.record = record;
      this.draft = draft;
      this.input = input;
      this.said = said;
      this.entity = entity;
    }

    Decision decide(RecordState before) {
      Set<String> there = whereChildrenCanGoOn(before::standsAt);
      switch (input) {
        case Input.Told told -> told(told);
        case Input.Answered answered -> answered(answered, before);
        case Input.ParentArrived arrived -> arrived(arrived);
        case Input.ParentLeaving leaving -> leaving(leaving);
        case Input.ChildrenLeft left -> childrenLeft(left);
        case Input.BoundaryPassed boundary -> boundaryPassed(boundary);
        case Input.Reconsidered reconsidered -> reconsidered();
        case Input.Reissued reissued -> reissued(reissued);
        case Input.Voided voided -> voided(voided);
        case Input.Resolved resolved -> resolved(resolved);
        case KeyInput key -> ofKeys(key);
      }
      whereChildrenCanGoOn(draft::standsAt).stream()
          .filter(system -> !there.contains(system))
          .map(Effect.Arrived::new)
          .forEach(effects::add);
      return new Decision(draft.freeze(), effects);
    }

    /** The systems that have the record under its key, and where others may wait for it. */
    private Set<String> whereChildrenCanGoOn(Predicate<String> present) {
      Set<String> waited = waitedFor.getOrDefault(record.entity(), Set.of());
      Set<String> systems = waited.isEmpty() ? Set.of() : new TreeSet<>();
      for (String system : waited) {
        if (present.test(system)) {
          systems.add(system);
        }
      }
      return systems;
    }

    private DeliveryPlanner plan(Look look, Predicate<Subscription> which) {
      DeliveryPlanner plan =
          new DeliveryPlanner(
              record,
              draft,
              input.id(),
              look,
              system -> dependents.childrenOf(record.entity(), system),
              shown());
      List<Subscription> all = subscriptions();
      if (draft.identity().movedTo().isEmpty()) {
        plan.plan(all, which.and(it -> !draft.identity().isOccupied(it.system())));
      } else {
        plan.takeAway(all);
      }
      return plan;
    }

    /** What a system showed just now is no surprise when it is written next. */
    private Map<String, Map<String, Value>> shown() {
      return input instanceof Input.Answered answered && answered.found().isPresent()
          ? Map.of(answered.system(), answered.found().get().shown())
          : Map.of();
    }

    private List<Subscription> subscriptions() {
      return rules.subscriptions().getOrDefault(record.entity(), List.of());
    }

    private void told(Input.Told told) {
      Event event = told.event();
      long before = draft.version();
      Map<String, Dispute> waiting = disputes();
      FirstWords first = FirstWords.of(draft, event, said, subscriptions());
      Judgement judgement =
          new AuthorityEngine(entity, rules.configuration(), record.toString())
              .judge(draft, event, said);
      switch (judgement) {
        case Judgement.Duplicate d -> effects.add(whole(told, Outcome.DUPLICATE));
        case Judgement.Stale s -> effects.add(whole(told, Outcome.STALE));
        case Judgement.Decided(var rulings) -> {
          decided(told, rulings, before, first);
          withdrawn(waiting);
        }
      }
    }

    private Map<String, Dispute> disputes() {
      Map<String, Dispute> disputes = Map.of();
      for (int i = 0; i < draft.size(); i++) {
        FieldState field = draft.field(i);
        if (field.dispute().isPresent()) {
          disputes = disputes.isEmpty() ? new TreeMap<>() : disputes;
          disputes.put(field.name(), field.dispute().get());
        }
      }
      return disputes;
    }

    /** A wait that ended without a person is written down as well. */
    private void withdrawn(Map<String, Dispute> waiting) {
      Map<String, Dispute> now = disputes();
      waiting.forEach(
          (field, dispute) -> {
            if (!now.containsKey(field)) {
              draft
                  .canonical(field)
                  .ifPresent(held -> effects.add(Conflicts.withdrawn(field, dispute, held)));
            }
          });
    }

    private Moved whole(Input.Told told, Outcome outcome) {
      return Movements.told(
          told, new Said(outcome, Optional.empty()), draft.version(), List.of(), List.of());
    }

    private void decided(
        Input.Told told, List<Ruling> rulings, long versionBefore, FirstWords first) {
      if (draft.version() > versionBefore) {
        effects.add(Changes.told(draft, rulings));
      }
      conflicts(told.event(), rulings);
      boolean changed = draft.version() > versionBefore;
      String system = told.event().system();
      DeliveryPlanner plan =
          plan(
              Look.CHANGES,
              it -> changed || it.system().equals(system) || it.after().contains(system));
      effects.addAll(plan.effects());
      effects.addAll(Movements.told(told, rulings, draft.version(), plan.due(), first));
    }

    /** One for each field; of fields that were decided together, the first stands for all. */
    private void conflicts(Event event, List<Ruling> rulings) {
      Set<String> groups = new HashSet<>();
      for (Ruling ruling : rulings) {
        if (ruling instanceof Ruling.Conflicted conflicted
            && conflicted.group().map(groups::add).orElse(true)) {
          effects.add(Conflicts.decided(record, event, conflicted));
        }
        if (ruling instanceof Ruling.Disputed disputed && disputed.opened()) {
          Dispute dispute = disputed.dispute();
          effects.add(Conflicts.held(disputed.field(), dispute, disputed.held()));
          effects.add(new Effect.Remind(disputed.field(), dispute.id(), dispute.due()));
        }
      }
    }

    private void resolved(Input.Resolved resolved) {
      Arbiter.By by =
          new Arbiter.By(
              resolved.commandId(),
              resolved.person().map(person -> "decided by " + person).orElse("nobody decided"),
              rules.configuration());
      FieldRules field = entity.fields().get(resolved.field());
      Optional<Settlement> settlement =
          field == null
              ? Optional.empty()
              : new Arbiter(draft, field)
                  .settle(resolved.conflict(), resolved.choice(), by, resolved.at());
      if (settlement.isEmpty()) {
        effects.add(Movements.resolved(resolved, Outcome.STALE, draft.version(), List.of()));
        return;
      }
      settlement
          .get()
          .now()
          .ifPresent(
              now ->
                  effects.add(
                      Changes.settled(draft, resolved.field(), settlement.get().held(), now)));
      effects.add(Conflicts.settled(resolved.field(), settlement.get(), by.name()));
      DeliveryPlanner plan = plan(Look.CHANGES, any -> true);
      effects.addAll(plan.effects());
      effects.add(Movements.resolved(resolved, Outcome.ACCEPTED, draft.version(), plan.due()));
    }

    private void answered(Input.Answered answered, RecordState before) {
      SystemDraft consumer = draft.system(answered.system());
      Optional<SystemState.Open> open =
          consumer.open().filter(it -> it.deliveryId().equals(answered.deliveryId()));
      if (open.isEmpty()) {
        notNewest(answered, consumer);
        return;
      }
      boolean changed =
          answered
              .said()
              .flatMap(said -> unexpected(answered, said, open.get()))
              .filter(said -> found(said, Asserted.of(entity, before, said)))
              .isPresent();
      consumer.open(Optional.empty());
      boolean first =
          consumer.epoch() == 0 && FirstWords.isFirst(draft, consumer, answered.result());
      Ledger.settle(answered, consumer, open.get());
      // The truth is what it was: of the others only those go on that wait for this system.
      String system = answered.system();
      DeliveryPlanner plan =
          plan(
              Look.CHANGES,
              it -> changed || it.system().equals(system) || it.after().contains(system));
      effects.addAll(plan.effects());
      long version = changed ? draft.version() : open.get().version();
      Moved ended = Movements.answered(answered, version, plan.due());
      effects.add(first ? ended.with(FirstContact.TOLD.code()) : ended);
    }

    /**
     * Of what was found, what would have been written over, and what nothing was known of. Of the
     * rest, and of what the system said itself meanwhile, its own word may be newer than the look.
     */
    private Optional<Event> unexpected(
        Input.Answered answered, Event event, SystemState.Open open) {
      Set<String> fields = new HashSet<>();
      for (Subscription one : subscriptions()) {
        if (one.system().equals(answered.system())) {
          answered
              .found()
              .orElseThrow()
              .shown()
              .keySet()
              .forEach(name -> fields.addAll(one.watched().getOrDefault(name, Set.of())));
        }
      }
      SystemDraft consumer = draft.system(answered.system());
      event.fields().keySet().stream()
          .filter(field -> draft.indexOf(field) < 0 || !consumer.knows(draft.indexOf(field)))
          .forEach(fields::add);
      fields.removeIf(
          field -> draft.indexOf(field) >= 0 && open.doubtful().contains(draft.indexOf(field)));
      fields.add(FieldRules.EXISTS);
      Map<String, Value> found = new HashMap<>(event.fields());
      found.keySet().retainAll(fields);
      return found.size() > 1 ? Optional.of(event.with(found)) : Optional.empty();
    }

    /**
     * An adapter looked before it wrote, and found what nobody had told. It is judged as if the
     * system had said it while the delivery was under way: an earlier try may have arrived.
     *
     * @return whether the truth changed
     */
    private boolean found(Event event, Asserted said) {
      long before = draft.version();
      Input.Told told = new Input.Told(event, Optional.empty());
      Map<String, Dispute> waiting = disputes();
      FirstWords first = FirstWords.of(draft, event, said, subscriptions());
      Judgement judgement =
          new AuthorityEngine(entity, rules.configuration(), record.toString())
              .judge(draft, event, said);
      if (judgement instanceof Judgement.Decided(var rulings)) {
        if (draft.version() > before) {
          effects.add(Changes.told(draft, rulings));
        }
        conflicts(event, rulings);
        effects.addAll(Movements.told(told, rulings, draft.version(), List.of(), first));
        withdrawn(waiting);
      }
      return draft.version() > before;
    }

    /** Of a history an earlier version ended; of others nobody waited for it any more. */
    private void notNewest(Input.Answered answered, SystemDraft consumer) {
      Optional<SystemState.Handed> handed =
          consumer.handed().filter(it -> it.deliveryId().equals(answered.deliveryId()));
      if (handed.isPresent()) {
        answeredLater(answered, consumer, handed.get());
        return;
      }
      boolean history =
          subscriptions().stream()
              .anyMatch(it -> it.system().equals(answered.system()) && it.everyVersion());
      Optional<Long> version = DeliveryIds.version(answered.deliveryId()).filter(any -> history);
      if (version.isEmpty()) {
        effects.add(Movements.stale(answered, draft.version()));
        return;
      }
      Ledger.earlier(answered, consumer);
      effects.add(Movements.answered(answered, version.get(), List.of()));
    }

    /** The system took what was handed over, or refused it. */
    private void answeredLater(
        Input.Answered answered, SystemDraft consumer, SystemState.Handed handed) {
      if (!Ledger.later(answered, consumer, handed)) {
        effects.add(Movements.stale(answered, draft.version()));
        return;
      }
      String system = answered.system();
      DeliveryPlanner plan =
          plan(Look.CHANGES, it -> it.system().equals(system) || it.after().contains(system));
      effects.addAll(plan.effects());
      effects.add(Movements.answered(answered, handed.version(), plan.due()));
    }

    private void arrived(Input.ParentArrived arrived) {
      Set<String> complete = new HashSet<>();
      for (String system : arrived.systems()) {
        SystemDraft consumer = draft.system(system);
        if (consumer.waitsFor().contains(arrived.parent())) {
          List<String> met = new ArrayList<>(consumer.met());
          met.add(arrived.parent());
          consumer.met(met);
          if (waitsForNothingMore(consumer)) {
            complete.add(system);
          }
        }
      }
      DeliveryPlanner plan = plan(Look.CHANGES, it -> complete.contains(it.system()));
      effects.addAll(plan.effects());
      Movements.released(draft.version(), plan.due()).ifPresent(effects::add);
    }

    /** Where the record still waits for others, it has to ask for this one again. */
    private void leaving(Input.ParentLeaving leaving) {
      List<String> again = new ArrayList<>();
      for (String system : leaving.systems()) {
        SystemDraft consumer = draft.system(system);
        if (consumer.met().contains(leaving.parent())) {
          consumer.met(
              consumer.met().stream().filter(met -> !met.equals(leaving.parent())).toList());
          if (!consumer.waitsFor().isEmpty()) {
            consumer.waitsFor(with(consumer.waitsFor(), leaving.parent()));
            again.add(system);
          }
        }
      }
      if (!again.isEmpty()) {
        effects.add(new Effect.Ask(leaving.parent(), again));
      }
    }

    private static List<String> with(List<String> awaited, String parent) {
      return Stream.concat(awaited.stream(), Stream.of(parent)).distinct().toList();
    }

    private void childrenLeft(Input.ChildrenLeft left) {
      Set<String> complete = new HashSet<>();
      for (String system : left.systems()) {
        SystemDraft consumer = draft.system(system);
        if (consumer.waitsForChildren()) {
          List<String> met = new ArrayList<>(consumer.met());
          met.addAll(consumer.waitsFor());
          consumer.met(met);
          complete.add(system);
        }
      }
      DeliveryPlanner plan = plan(Look.CHANGES, it -> complete.contains(it.system()));
      // Should it be due once more, they are asked once more.
      complete.forEach(system -> draft.system(system).metNothing());
      effects.addAll(plan.effects());
      Movements.released(draft.version(), plan.due()).ifPresent(effects::add);
    }

    /** What is under way was released before; what is owed behind it is released now. */
    private void boundaryPassed(Input.BoundaryPassed boundary) {
      Set<String> released = new HashSet<>();
      for (Subscription one : subscriptions()) {
        if (awaits(one, boundary.source(), draft.system(one.system()))) {
          draft.system(one.system()).release(boundary.source());
          released.add(one.system());
        }
      }
      DeliveryPlanner plan = plan(Look.CHANGES, it -> released.contains(it.system()));
      effects.addAll(plan.effects());
      effects.addAll(Movements.passed(boundary, draft.version(), plan.due()));
    }

    private static boolean awaits(Subscription one, String source, SystemDraft consumer) {
      return one.feed().equals(Optional.of(source))
          && (consumer.open().isPresent()
              || consumer.waitsFor().contains(SystemState.BOUNDARY + source));
    }

    private boolean waitsForNothingMore(SystemDraft consumer) {
      return consumer.waitsFor().stream()
          .allMatch(awaited -> consumer.met().contains(awaited) || Waits.isThere(awaited, draft));
    }

    /** The key's own step was done before; what it makes due follows. */
    private void ofKeys(KeyInput key) {
      DeliveryPlanner plan = plan(Look.CHANGES, any -> true);
      effects.addAll(plan.effects());
      effects.add(KeySaid.moved(key, draft.version(), plan.due()));
    }

    private void reissued(Input.Reissued reissued) {
      String system = reissued.system();
      boolean subscribed = isSubscribed(system);
      if (subscribed) {
        draft.system(system).tellAgain(reissued.epoch());
      }
      DeliveryPlanner plan = plan(Look.LEDGER, it -> it.system().equals(system));
      effects.addAll(plan.effects());
      effects.add(
          Replaying.reissued(reissued, draft.version(), plan.due(), standing(system, plan)));
    }

    private Standing standing(String system, DeliveryPlanner plan) {
      if (plan.foundUnmappable()) {
        return Standing.UNMAPPED;
      }
      return isSubscribed(system)
          ? Replaying.standing(draft.system(system))
          : Standing.NOTHING_OWED;
    }

    private void voided(Input.Voided voided) {
      boolean subscribed = isSubscribed(voided.system());
      boolean now = subscribed && voids(draft.system(voided.system()), voided);
      effects.add(Replaying.voided(voided, draft.version(), now, draft.exists()));
    }

    private static boolean voids(SystemDraft consumer, Input.Voided voided) {
      return voided.seen()
          ? consumer.miss(voided.epoch())
          : consumer.beginEpoch(voided.epoch(), voided.gone());
    }

    private boolean isSubscribed(String system) {
      return subscriptions().stream().anyMatch(it -> it.system().equals(system));
    }

    private void reconsidered() {
      DeliveryPlanner plan = plan(Look.RULES, any -> true);
      effects.addAll(plan.effects());
      Movements.released(draft.version(), plan.due()).ifPresent(effects::add);
    }
  }
}
