package homeroom.planning;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Alias;
import homeroom.authority.Canonical;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldState;
import homeroom.authority.Identity;
import homeroom.authority.Provenance;
import homeroom.authority.RecordState;
import homeroom.authority.Rekeying;
import homeroom.authority.SystemState;
import homeroom.planning.Effect.Moved;
import homeroom.planning.Effect.Moved.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What decisions about one key have in common: its rules, and how they are written down. */
final class KeySite {

  private final DecisionEngine engine;
  private final RecordKey record;
  private final EntityRules entity;

  KeySite(DecisionEngine engine, RecordKey record, EntityRules entity) {
    this.engine = engine;
    this.record = record;
    this.entity = entity;
  }

  String key() {
    return record.toString();
  }

  EntityRules entity() {
    return entity;
  }

  String configuration() {
    return engine.rules().configuration();
  }

  /** The systems that are told of such records. */
  Set<String> consumers() {
    Set<String> systems = new TreeSet<>();
    engine
        .rules()
        .subscriptions()
        .getOrDefault(record.entity(), List.of())
        .forEach(subscription -> systems.add(subscription.system()));
    return systems;
  }

  /** The consumers at which other records may wait for such a one. */
  Set<String> parentAt() {
    Set<String> systems = consumers();
    systems.removeIf(system -> !engine.isParent(record.entity(), system));
    return systems;
  }

  /** Writes keys that changed into what refers to them. */
  Rekeying rekeying() {
    return engine.references().rekeying(record.entity());
  }

  Decision usual(RecordState state, Input input) {
    return engine.usual(record, state, state, input, entity);
  }

  /**
   * @param before the state in which the input found the record, where the key's own step changed
   *     it since
   */
  Decision usual(RecordState before, RecordState state, Input input) {
    return engine.usual(record, before, state, input, entity);
  }

  /** What follows from a record's arrival under this key. */
  Decision taken(
      RecordState before,
      RecordState next,
      Input input,
      List<? extends Effect> first,
      List<? extends Effect> last) {
    Decision usual = usual(before, next, input);
    List<Effect> effects = new ArrayList<>(first);
    effects.addAll(usual.effects());
    effects.addAll(last);
    return new Decision(usual.next(), effects);
  }

  /** Whether the delivery that is answered is under way, or was handed over and not seen since. */
  boolean isOpen(RecordState state, Input.Answered answered) {
    return state
        .system(answered.system())
        .filter(
            it ->
                Stream.concat(
                        it.open().stream().map(SystemState.Open::deliveryId),
                        it.handed().stream().map(SystemState.Handed::deliveryId))
                    .anyMatch(answered.deliveryId()::equals))
        .isPresent();
  }

  Decision pass(RecordState state, String to, List<String> path) {
    List<String> longer = new ArrayList<>(path);
    if (!longer.contains(key())) {
      longer.add(key());
    }
    return new Decision(state, List.of(new KeyEffect.Pass(to, longer)));
  }

  /** The key before this one on a way, which is looked at backwards once its end was reached. */
  Optional<String> back(List<String> path) {
    int here = path.contains(key()) ? path.indexOf(key()) : path.size();
    return here == 0 ? Optional.empty() : Optional.of(path.get(here - 1));
  }

  /** The answer goes where the delivery went. */
  Decision forwarded(RecordState state, Input.Answered answered, String to, List<String> path) {
    return pass(state.with(state.identity().answeredHere(answered.deliveryId())), to, path);
  }

  /** The key stays what it is, which the one that was to have it is told. */
  Decision keeping(RecordState state, Alias step, String code) {
    Alias kept =
        new Alias(
            Alias.Kind.KEPT, step.from(), step.to(), step.at(), step.by(), step.why(), step.id());
    return new Decision(
        state,
        List.of(
            new KeyEffect.HandOver(step.to(), kept, RecordState.EMPTY, List.of(key())),
            step(step, Outcome.STALE, code, state.version())));
  }

  /** Passes on that a key is free, but where this one has yet to take an object away under it. */
  Decision freeing(RecordState state, KeyInput.Freed freed) {
    List<String> free =
        freed.systems().stream()
            .filter(system -> !freed.key().equals(state.identity().knownAs().get(system)))
            .toList();
    return new Decision(
        state, List.of(new KeyEffect.Free(freed.key(), free, freed.by(), freed.path())));
  }

  /** A key that was split from the record is told that a consumer has the record elsewhere now. */
  List<Effect> freeing(Identity before, Identity now, String system) {
    String was = before.knownAs().get(system);
    if (was == null || was.equals(now.knownAs().get(system))) {
      return List.of();
    }
    return now.history().stream()
        .filter(step -> step.kind() == Alias.Kind.SPLIT && step.from().equals(was))
        .map(Alias::to)
        .distinct()
        .<Effect>map(by -> new KeyEffect.Free(was, List.of(system), by, List.of()))
        .toList();
  }

  /** With the message that teaches a system's own id, if it is another one than before. */
  Decision learning(RecordState before, Decision decision, String system) {
    if (!namesByOwnId(system)) {
      return decision;
    }
    Optional<String> id = remoteId(decision.next(), system);
    if (id.equals(remoteId(before, system))) {
      return decision;
    }
    Optional<KeyEffect.Learn> learn = learn(system, id);
    if (learn.isEmpty()) {
      return decision;
    }
    List<Effect> effects = new ArrayList<>(decision.effects());
    effects.add(learn.get());
    return new Decision(decision.next(), effects);
  }

  private static Optional<String> remoteId(RecordState state, String system) {
    return state.system(system).flatMap(SystemState::remoteId);
  }

  /** Teaches an own id, if the system may name such records by theirs alone. */
  Optional<KeyEffect.Learn> learn(String system, Optional<String> id) {
    return id.filter(any -> namesByOwnId(system))
        .map(own -> new KeyEffect.Learn(OwnIds.key(record.entity(), system, own).toString()));
  }

  private boolean namesByOwnId(String system) {
    return engine.rules().ownIds().getOrDefault(record.entity(), Set.of()).contains(system);
  }

  Optional<Effect> changed(RecordState next, Map<String, Value> after) {
    Map<String, Value> all = new LinkedHashMap<>(after);
    next.field(FieldRules.EXISTS)
        .flatMap(FieldState::current)
        .ifPresent(exists -> all.put(FieldRules.EXISTS, exists.value()));
    return changed(next, Map.of(), all);
  }

  Optional<Effect> changed(RecordState next, Map<String, Value> before, Map<String, Value> after) {
    Optional<Provenance> newest =
        after.keySet().stream()
            .flatMap(name -> next.field(name).flatMap(FieldState::current).stream())
            .max(Comparator.comparingLong(Canonical::version))
            .map(Canonical::provenance);
    return newest.map(
        from -> new Effect.Changed(next.version(), next.exists(), before, after, from));
  }

  Moved step(Alias step, Outcome outcome, String code, long version) {
    return moved(outcome, "", code, version, Optional.of("by " + step.by()), Optional.empty());
  }

  Decision said(
      RecordState state, Outcome outcome, String system, String code, Optional<String> batch) {
    return new Decision(
        state, List.of(moved(outcome, system, code, state.version(), Optional.empty(), batch)));
  }

  static Moved moved(
      Outcome outcome,
      String system,
      String code,
      long version,
      Optional<String> detail,
      Optional<String> batch) {
    return new Moved(
        outcome,
        system,
        Optional.empty(),
        version,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.of(code),
        detail,
        batch,
        0);
  }
}
