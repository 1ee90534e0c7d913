package homeroom.planning;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Alias;
import homeroom.authority.FieldRules;
import homeroom.authority.Handover;
import homeroom.authority.Identity;
import homeroom.authority.Merger;
import homeroom.authority.RecordDraft;
import homeroom.authority.RecordState;
import homeroom.authority.Rekeying;
import homeroom.authority.SystemState;
import homeroom.planning.Effect.Moved.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what follows from an input for a key that is a record's own. What has nothing to do with
 * other keys goes to the usual decision. For one decision.
 */
final class KeyDecision {

  private final KeySite site;
  private final RecordState state;
  private final Identity identity;

  KeyDecision(KeySite site, RecordState state) {
    this.site = site;
    this.state = state;
    identity = state.identity();
  }

  Decision decide(Input input) {
    return switch (input) {
      case Input.Told told -> told(told);
      case Input.Answered answered -> answered(answered, List.of());
      case Input.Reconsidered reconsidered -> reconsidered(reconsidered);
      case Input.Reissued reissued -> site.usual(state, reissued);
      case Input.Voided voided -> voided(voided);
      case Input.ParentArrived arrived -> site.usual(state, arrived);
      case Input.ParentLeaving leaving -> site.usual(state, leaving);
      case Input.ChildrenLeft left -> site.usual(state, left);
      case Input.BoundaryPassed boundary -> site.usual(state, boundary);
      case Input.Resolved resolved -> site.usual(state, resolved);
      case KeyInput.Passed passed -> passed(passed);
      case KeyInput.Rename rename -> rename(rename);
      case KeyInput.Split split -> notMerged(split.step());
      case KeyInput.HandedOver handed -> handedOver(handed);
      case KeyInput.SplitOff splitOff -> splitOff(splitOff);
      case KeyInput.Returned back -> returned(back);
      case KeyInput.Freed freed -> freed(freed);
      case KeyInput.Learned learned -> new Decision(state, List.of());
      case KeyInput.Known known -> known(known);
    };
  }

  /** What refers to a record says the key that it has now, and consumers are told so. */
  private Decision known(KeyInput.Known known) {
    Rekeying.Rekeyed rekeyed = site.rekeying().rekey(state, known.parent(), known.now());
    if (rekeyed.after().isEmpty()) {
      return new Decision(rekeyed.state(), List.of());
    }
    List<Effect> effects = new ArrayList<>();
    site.changed(rekeyed.state(), rekeyed.before(), rekeyed.after()).ifPresent(effects::add);
    return site.taken(state, rekeyed.state(), known, effects, List.of());
  }

  private Decision told(Input.Told told) {
    Optional<String> unheard =
        told.formerly()
            .filter(former -> !former.equals(site.key()))
            .filter(former -> !identity.heard(former) && !identity.awaits().contains(former));
    if (unheard.isPresent()) {
      // Its word is on its way: the source told the former key as well.
      return kept(identity.awaiting(unheard.get()));
    }
    return identity.awaits().isEmpty()
        ? judged(told, Optional.empty(), told.ownId())
        : kept(identity);
  }

  private Decision kept(Identity now) {
    return new Decision(state.with(now), List.of(new KeyEffect.Keep()));
  }

  /**
   * @param voice the former key under which the source speaks; empty for the record's own
   */
  private Decision judged(Input.Told told, Optional<String> voice, Optional<String> ownId) {
    String system = told.event().system();
    RecordState next =
        site.rekeying().understand(state.with(identity.voice(system, voice)), told.event());
    boolean exists = !Value.flag(false).equals(told.event().fields().get(FieldRules.EXISTS));
    if (ownId.isPresent() && exists && !ownId.equals(remoteId(next, system))) {
      RecordDraft draft = new RecordDraft(next);
      draft.system(system).remoteId(ownId.get());
      next = draft.freeze();
    }
    return site.learning(state, site.usual(next, told), system);
  }

  private Decision answered(Input.Answered answered, List<String> path) {
    if (!site.isOpen(state, answered)) {
      Optional<Identity.Forward> went =
          identity
              .forward(answered.deliveryId())
              .filter(forward -> !forward.to().equals(site.key()));
      if (went.isPresent()) {
        return answersOther(answered, went.get(), path);
      }
      // It may answer what one of the other keys goes on to be responsible for.
      Optional<String> back = site.back(path);
      if (back.isPresent()) {
        return site.pass(state, back.get(), path);
      }
    }
    boolean done =
        site.isOpen(state, answered)
            && switch (answered.result()) {
              case CREATED, UPDATED, UNCHANGED, DELETED, HANDED_OVER -> true;
              case REFUSED, CHANGED_MEANWHILE -> false;
            };
    Identity heard = identity.answeredHere(answered.deliveryId());
    if (!done) {
      RecordState next = state.with(heard);
      return site.usual(
          answered.said().map(said -> site.rekeying().understand(next, said)).orElse(next),
          answered);
    }
    Identity now = heard.knownAs(answered.system(), path.stream().findFirst());
    Decision usual = site.usual(state, state.with(now), answered);
    List<Effect> effects = new ArrayList<>(usual.effects());
    effects.addAll(site.freeing(identity, now, answered.system()));
    return site.learning(state, new Decision(usual.next(), effects), answered.system());
  }

  /** It goes where the delivery went; if it was held up by that, this key's own record is due. */
  private Decision answersOther(Input.Answered answered, Identity.Forward went, List<String> path) {
    boolean sentFromHere = path.isEmpty() && went.own();
    Identity now =
        (sentFromHere ? stillThere(answered) : identity).answeredHere(answered.deliveryId());
    Decision passed = site.pass(state, went.to(), path);
    if (!identity.isOccupied(answered.system()) || now.isOccupied(answered.system())) {
      return new Decision(state.with(now), passed.effects());
    }
    KeyInput.Freed freed =
        new KeyInput.Freed(
            site.key(), List.of(answered.system()), went.to(), List.of(), answered.id());
    return site.taken(state, state.with(now), freed, passed.effects(), List.of());
  }

  /** What was on its way under this key arrived, and is another record's until that moved it. */
  private Identity stillThere(Input.Answered answered) {
    boolean there =
        switch (answered.result()) {
          case CREATED, UPDATED, UNCHANGED, HANDED_OVER, CHANGED_MEANWHILE -> true;
          case DELETED, REFUSED -> false;
        };
    Optional<String> by = identity.splitFrom(site.key()).filter(any -> there);
    return by.map(from -> identity.occupied(List.of(answered.system()), from)).orElse(identity);
  }

  private Decision freed(KeyInput.Freed freed) {
    if (!freed.key().equals(site.key())) {
      return site.freeing(state, freed);
    }
    Identity now = identity.freed(freed.systems(), freed.by());
    return now.equals(identity)
        ? new Decision(state, List.of())
        : site.usual(state, state.with(now), freed);
  }

  /** Sources may have begun to name records by their own ids. */
  private Decision reconsidered(Input.Reconsidered reconsidered) {
    Decision usual = site.usual(state, reconsidered);
    List<Effect> effects = new ArrayList<>(usual.effects());
    for (SystemState system : usual.next().systems()) {
      site.learn(system.system(), system.remoteId()).ifPresent(effects::add);
    }
    return new Decision(usual.next(), effects);
  }

  /** A system that lost the record has nothing of it under a former key either. */
  private Decision voided(Input.Voided voided) {
    boolean lost = voided.gone() && !voided.seen();
    Identity now = lost ? identity.knownAs(voided.system(), Optional.empty()) : identity;
    return site.usual(state.with(now), voided);
  }

  private Decision passed(KeyInput.Passed passed) {
    return switch (passed.input()) {
      case Input.Told told ->
          identity.awaits().isEmpty() ? toldElsewhere(told, passed.path()) : kept(identity);
      case Input.Answered answered -> answered(answered, passed.path());
      case Input.Resolved resolved -> site.usual(state, resolved);
      case Input.ParentArrived arrived -> site.usual(state, arrived);
      case Input.ParentLeaving leaving -> site.usual(state, leaving);
      case Input.ChildrenLeft left -> site.usual(state, left);
      case Input.BoundaryPassed boundary -> site.usual(state, boundary);
      case Input.Reconsidered reconsidered -> reconsidered(reconsidered);
      case Input.Reissued reissued -> site.usual(state, reissued);
      case Input.Voided voided -> voided(voided);
      case KeyInput other -> decide(other);
    };
  }

  private Decision toldElsewhere(Input.Told told, List<String> path) {
    return OwnIds.id(path.getFirst())
        .map(id -> toldByOwnId(told, id, path))
        .orElseGet(() -> toldOfFormer(told, path.getFirst()));
  }

  /** A source that speaks of the record under the key that it has now is not heard under others. */
  private Decision toldOfFormer(Input.Told told, String former) {
    String system = told.event().system();
    boolean speaks = state.system(system).filter(Handover::speaks).isPresent();
    if (!speaks || former.equals(identity.voices().get(system))) {
      return judged(told, Optional.of(former), told.ownId());
    }
    RecordDraft draft = new RecordDraft(state);
    if (draft.system(system).present()) {
      // Should it have been said before what was said under the new key, the truth mends it.
      draft.system(system).repair(true);
    }
    Decision mended = site.usual(state, draft.freeze(), new KeyInput.Passed(List.of(former), told));
    return mended;
  }

  private Decision toldByOwnId(Input.Told told, String id, List<String> path) {
    String system = told.event().system();
    Optional<String> ours = remoteId(state, system);
    if (ours.filter(id::equals).isPresent()) {
      return judged(told, Optional.ofNullable(identity.voices().get(system)), ours);
    }
    // The object went with the record that this one was split from.
    Optional<String> before = identity.wentTo(site.key()).filter(it -> !path.contains(it));
    if (before.isPresent()) {
      return site.pass(state, before.get(), path);
    }
    // Over other keys it came because the object had gone with them, and it did not come here.
    return ours.isEmpty() && path.size() == 1
        ? judged(told, Optional.ofNullable(identity.voices().get(system)), Optional.of(id))
        : site.said(state, Outcome.STALE, system, "OWN_ID_REPLACED", told.batch());
  }

  private static Optional<String> remoteId(RecordState state, String system) {
    return state.system(system).flatMap(SystemState::remoteId);
  }

  private Decision rename(KeyInput.Rename rename) {
    Alias step = rename.step();
    if (step.to().equals(site.key()) || OwnIds.isOne(RecordKey.parse(step.to()))) {
      return nothing(step, "RECORD_SAME_KEY");
    }
    if (identity.awaits().contains(step.to())) {
      return site.keeping(state, step, "RECORD_KEYS_IN_CIRCLE");
    }
    if (!identity.awaits().isEmpty()) {
      return kept(identity);
    }
    if (rename.bySource() && identity.splitFrom(site.key()).filter(step.to()::equals).isPresent()) {
      return site.keeping(state, step, "RECORD_SPLIT_BEFORE");
    }
    List<Effect> effects = new ArrayList<>(withdrawals());
    RecordState leaving = Handover.leaving(state, site.key(), site.consumers());
    effects.add(new KeyEffect.HandOver(step.to(), step, leaving, List.of(site.key())));
    if (!site.parentAt().isEmpty()) {
      // Whoever waits here for the record waits for the new key from now on.
      effects.add(new Effect.Ask(step.to(), List.copyOf(site.parentAt())));
    }
    effects.add(new KeyEffect.Identified());
    effects.add(site.step(step, Outcome.ACCEPTED, "RECORD_" + step.kind(), state.version()));
    effects.add(new KeyEffect.Release());
    return new Decision(Handover.shadow(state, site.consumers(), step), effects);
  }

  private List<Effect> withdrawals() {
    List<Effect> withdrawals = new ArrayList<>();
    for (SystemState system : state.systems()) {
      for (String awaited : system.waitsFor()) {
        if (awaited.indexOf('/') > 0 && !system.met().contains(awaited)) {
          withdrawals.add(new Effect.Withdraw(awaited, List.of(system.system())));
        }
      }
    }
    return withdrawals;
  }

  private Decision handedOver(KeyInput.HandedOver handed) {
    Alias step = handed.step();
    if (identity.taken().contains(handed.id())) {
      return new Decision(state, List.of());
    }
    if (step.kind() == Alias.Kind.KEPT || handed.moved().isUnheardOf()) {
      Identity now =
          identity
              .and(handed.moved().identity().history(), step)
              .heardOf(step.from())
              .taking(handed.moved().identity().taken())
              .taking(List.of(handed.id()));
      List<Effect> effects = new ArrayList<>(List.of(new KeyEffect.Identified()));
      effects.addAll(released(now));
      return new Decision(state.with(now), effects);
    }
    return state.isUnheardOf() ? adopted(handed) : merged(handed);
  }

  private List<Effect> released(Identity now) {
    return identity.awaits().isEmpty() || !now.awaits().isEmpty()
        ? List.of()
        : List.of(new KeyEffect.Release());
  }

  private Decision adopted(KeyInput.HandedOver handed) {
    RecordState next = Handover.arrived(handed.moved(), identity, handed.step());
    next = next.with(here(next, handed));
    List<Effect> effects = new ArrayList<>(List.of(new KeyEffect.Identified()));
    site.changed(next, next.values()).ifPresent(effects::add);
    return site.taken(state, next, handed, effects, released(next.identity()));
  }

  private Decision merged(KeyInput.HandedOver handed) {
    Alias step = handed.step();
    Merger.Merged merged = new Merger(state, handed.moved(), site.consumers(), step).merge();
    RecordState next = merged.state();
    next = next.with(Handover.forwarding(here(next, handed), merged.returned(), sender(handed)));
    List<Effect> effects = new ArrayList<>(List.of(new KeyEffect.Identified()));
    site.changed(next, merged.before(), merged.after()).ifPresent(effects::add);
    for (var ended : merged.ended().entrySet()) {
      next.field(ended.getKey())
          .flatMap(field -> field.current())
          .ifPresent(
              now -> effects.add(Conflicts.withdrawn(ended.getKey(), ended.getValue(), now)));
    }
    List<Effect> last = new ArrayList<>(released(next.identity()));
    if (!merged.returned().systems().isEmpty()) {
      last.addFirst(new KeyEffect.Return(sender(handed), merged.returned()));
    }
    return site.taken(state, next, handed, effects, last);
  }

  /** A state that came back to its own key has the key behind it to take its object away. */
  private String sender(KeyInput.HandedOver handed) {
    return handed.step().from().equals(site.key()) ? handed.path().getLast() : handed.step().from();
  }

  /** Nothing is awaited of that key any more, and what is open is answered here. */
  private Identity here(RecordState next, KeyInput.HandedOver handed) {
    Identity now = next.identity().heardOf(handed.step().from()).taking(List.of(handed.id()));
    for (SystemState system : next.systems()) {
      if (system.open().isPresent()) {
        // It was sent under another key, which counts should this one be given up as well.
        now =
            now.forwarding(
                new Identity.Forward(
                    system.open().get().deliveryId(), system.system(), site.key(), false));
      }
    }
    return now;
  }

  /** The key is a record's own again by now, and may have become another one's. */
  private Decision returned(KeyInput.Returned back) {
    var displaced = Handover.displaced(state, back.ledgers());
    RecordState next = Handover.givenBack(state, back.ledgers());
    Identity now = next.identity();
    List<Effect> last = new ArrayList<>();
    for (var one : displaced.entrySet()) {
      now = Handover.forwarding(now, one.getValue(), one.getKey());
      last.add(new KeyEffect.Return(one.getKey(), one.getValue()));
    }
    return site.taken(state, next.with(now), back, List.of(), last);
  }

  private Decision splitOff(KeyInput.SplitOff splitOff) {
    Alias step = splitOff.step();
    if (step.from().equals(site.key())) {
      // What it was split from became part of it meanwhile.
      return freed(
          new KeyInput.Freed(
              step.from(), List.copyOf(site.consumers()), step.to(), List.of(), step.id()));
    }
    Identity now = identity.and(List.of(), step);
    for (var voice : identity.voices().entrySet()) {
      if (voice.getValue().equals(step.from())) {
        now = now.voice(voice.getKey(), Optional.empty());
      }
    }
    List<String> free =
        site.consumers().stream()
            .filter(system -> !step.from().equals(identity.knownAs().get(system)))
            .toList();
    return new Decision(
        state.with(now),
        List.of(
            new KeyEffect.Identified(),
            new KeyEffect.Free(step.from(), free, step.to(), splitOff.path()),
            site.step(step, Outcome.ACCEPTED, "RECORD_SPLIT_OFF", state.version())));
  }

  /** A person's word ends a wait for a key that will never answer. */
  private Decision notMerged(Alias step) {
    if (identity.awaits().isEmpty()) {
      return nothing(step, "RECORD_NOT_MERGED");
    }
    return new Decision(
        state.with(identity.awaitingNothing()),
        List.of(
            site.step(step, Outcome.RELEASED, "RECORD_NOT_MERGED", state.version()),
            new KeyEffect.Release()));
  }

  private Decision nothing(Alias step, String code) {
    return new Decision(state, List.of(site.step(step, Outcome.STALE, code, state.version())));
  }
}
