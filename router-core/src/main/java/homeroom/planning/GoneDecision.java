package homeroom.planning;

import homeroom.api.Value;
import homeroom.authority.Alias;
import homeroom.authority.AuthorityEngine;
import homeroom.authority.FieldRules;
import homeroom.authority.Handover;
import homeroom.authority.Identity;
import homeroom.authority.RecordDraft;
import homeroom.authority.RecordState;
import homeroom.planning.Effect.Moved.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what follows from an input for a key that was given up. What is told of it goes on to the
 * record's key now; only objects that are to be taken away at consumers stay its own business.
 */
final class GoneDecision {

  private final KeySite site;
  private final RecordState state;
  private final Identity identity;
  private final String to;

  GoneDecision(KeySite site, RecordState state, String to) {
    this.site = site;
    this.state = state;
    this.to = to;
    identity = state.identity();
  }

  Decision decide(Input input) {
    return decide(input, List.of());
  }

  private Decision decide(Input input, List<String> path) {
    return switch (input) {
      case Input.Told told -> told(told, path);
      case Input.Answered answered -> answered(answered, path);
      case Input.ParentArrived arrived -> arrived(arrived);
      case Input.ParentLeaving leaving -> site.usual(state, leaving);
      case Input.ChildrenLeft left -> site.usual(state, left);
      case Input.BoundaryPassed boundary -> new Decision(state, List.of());
      case Input.Reconsidered reconsidered -> site.usual(state, reconsidered);
      case Input.Reissued reissued -> site.usual(state, reissued);
      case Input.Voided voided -> site.usual(state, voided);
      case Input.Resolved resolved -> site.pass(state, to, path);
      case KeyInput.Passed passed -> decide(passed.input(), passed.path());
      case KeyInput.Rename rename -> rename(rename);
      case KeyInput.Split split -> split(split.step());
      case KeyInput.HandedOver handed -> handedOver(handed);
      case KeyInput.SplitOff splitOff -> splitOff(splitOff);
      case KeyInput.Returned back ->
          site.usual(state, Handover.givenBack(state, back.ledgers()), back);
      case KeyInput.Freed freed ->
          freed.key().equals(site.key())
              ? new Decision(state.with(identity.freed(freed.systems(), freed.by())), List.of())
              : site.freeing(state, freed);
      case KeyInput.Learned learned -> new Decision(state, List.of());
      case KeyInput.Known known -> known(known);
    };
  }

  private Decision told(Input.Told told, List<String> path) {
    if (!path.isEmpty()) {
      return site.pass(state, to, path);
    }
    RecordState next = followed(told);
    boolean gone = Value.flag(false).equals(told.event().fields().get(FieldRules.EXISTS));
    return gone
        ? site.said(
            next, Outcome.UNCHANGED, told.event().system(), "FORMER_KEY_ABSENT", told.batch())
        : site.pass(next, to, path);
  }

  /** What sources say of the key is noted, should it become a record's own again. */
  private RecordState followed(Input.Told told) {
    if (site.consumers().contains(told.event().system())) {
      return state;
    }
    RecordDraft shadow = new RecordDraft(state);
    new AuthorityEngine(site.entity(), site.configuration(), site.key())
        .judge(shadow, told.event());
    shadow.system(told.event().system()).present(false);
    return shadow.freeze();
  }

  private Decision answered(Input.Answered answered, List<String> path) {
    if (!site.isOpen(state, answered)) {
      return notOpenHere(answered, path);
    }
    boolean taken = answered.result() == Input.Answered.Result.DELETED;
    if (!taken) {
      return site.usual(state, answered);
    }
    Identity now = identity.knownAs(answered.system(), Optional.empty());
    Decision usual = site.usual(state.with(now), answered);
    List<Effect> effects = new ArrayList<>(usual.effects());
    effects.addAll(site.freeing(identity, now, answered.system()));
    return new Decision(usual.next(), effects);
  }

  private Decision notOpenHere(Input.Answered answered, List<String> path) {
    Optional<String> went = identity.forward(answered.deliveryId()).map(Identity.Forward::to);
    if (went.isPresent() || !path.contains(site.key())) {
      return site.forwarded(state, answered, went.orElse(to), path);
    }
    return site.back(path)
        .map(before -> site.pass(state, before, path))
        .orElseGet(() -> site.usual(state, answered));
  }

  /** Whoever waits for this key waited for the record that it leads to. */
  private Decision arrived(Input.ParentArrived arrived) {
    if (!arrived.parent().equals(to)) {
      return new Decision(state, List.of());
    }
    return new Decision(
        state, arrived.systems().stream().<Effect>map(Effect.Arrived::new).toList());
  }

  /** The key that this one leads to has another key now; in a circle it may be this one. */
  private Decision known(KeyInput.Known known) {
    return known.now().equals(site.key())
        ? new Decision(state, List.of())
        : new Decision(
            site.rekeying().rekey(state, known.parent(), known.now()).state(), List.of());
  }

  private Decision rename(KeyInput.Rename rename) {
    Alias step = rename.step();
    boolean known = step.to().equals(to);
    if (rename.bySource() && !known && !step.to().equals(site.key())) {
      return site.keeping(state, step, "RECORD_MOVED_BEFORE");
    }
    return new Decision(
        state, List.of(site.step(step, Outcome.STALE, "RECORD_MOVED_BEFORE", state.version())));
  }

  private Decision split(Alias asked) {
    Alias step =
        new Alias(
            Alias.Kind.SPLIT, site.key(), to, asked.at(), asked.by(), asked.why(), asked.id());
    Identity own = identity.movedTo(Optional.empty()).and(step).occupied(site.consumers(), to);
    RecordState next = state.with(own);
    List<Effect> effects = new ArrayList<>();
    effects.add(new KeyEffect.Identified());
    effects.add(new KeyEffect.SplitOff(to, step, List.of()));
    for (var field : next.fields()) {
      field
          .dispute()
          .ifPresent(
              dispute -> effects.add(new Effect.Remind(field.name(), dispute.id(), dispute.due())));
    }
    return site.taken(next, next, new KeyInput.Split(step), effects, List.of());
  }

  private Decision handedOver(KeyInput.HandedOver handed) {
    if (handed.path().contains(site.key()) || isRenamedBack(handed)) {
      // Where each of some keys was given up for the next at once, each keeps its own record.
      return reopened(handed);
    }
    if (handed.step().kind() == Alias.Kind.RENAMED && handed.path().size() == 1) {
      // To rename a record to a key that leads to another would make one of two.
      return new Decision(
          state.with(Handover.forwarding(identity, handed.moved(), handed.step().from())),
          List.of(
              new KeyEffect.HandOver(
                  handed.step().from(),
                  handed.step(),
                  handed.moved(),
                  List.of(handed.step().from(), site.key())),
              site.step(handed.step(), Outcome.STALE, "RECORD_KEY_GIVEN_UP", state.version())));
    }
    List<String> path = new ArrayList<>(handed.path());
    path.add(site.key());
    // Only who takes it over notes the step: it may come by here again.
    return new Decision(
        state.with(Handover.forwarding(identity, handed.moved(), to)),
        List.of(new KeyEffect.HandOver(to, handed.step(), handed.moved(), path)));
  }

  /** The record that this key was given up for has it back, and not another one at once. */
  private boolean isRenamedBack(KeyInput.HandedOver handed) {
    return handed.path().contains(to)
        && identity.history().stream()
            .filter(step -> step.from().equals(site.key()) && step.to().equals(to))
            .reduce((earlier, later) -> later)
            .filter(handed.moved().identity()::remembers)
            .isPresent();
  }

  /** What the key led to may still be at consumers under it, as after a split. */
  private Decision reopened(KeyInput.HandedOver handed) {
    Alias came = handed.step();
    Alias step =
        new Alias(
            Alias.Kind.SPLIT,
            site.key(),
            to,
            came.at(),
            came.by(),
            came.why(),
            came.id() + "@" + site.key());
    RecordState own = Handover.reopened(state, site.consumers());
    Identity now = own.identity().and(step).occupied(site.consumers(), to);
    Decision decision = new KeyDecision(site, own.with(now)).decide(handed);
    List<Effect> effects = new ArrayList<>(decision.effects());
    effects.add(new KeyEffect.SplitOff(to, step, List.of()));
    return new Decision(decision.next(), effects);
  }

  private Decision splitOff(KeyInput.SplitOff splitOff) {
    Alias step = splitOff.step();
    // What is free then comes back over the same keys, because one of them may not be done.
    List<String> path = new ArrayList<>(splitOff.path());
    path.add(site.key());
    return new Decision(
        state.with(identity.and(List.of(), step)),
        List.of(new KeyEffect.Identified(), new KeyEffect.SplitOff(to, step, path)));
  }
}
