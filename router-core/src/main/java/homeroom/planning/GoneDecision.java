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
      case Input.Reconsidered reconsidered -> site.usual(state, reconsidered);
      case Input.Resolved resolved -> site.pass(state, to, path);
      case KeyInput.Passed passed -> decide(passed.input(), passed.path());
      case KeyInput.Rename rename -> rename(rename);
      case KeyInput.Split split -> split(split.step());
      case KeyInput.HandedOver handed -> handedOver(handed);
      case KeyInput.SplitOff splitOff -> splitOff(splitOff.step());
      case KeyInput.Returned back ->
          site.usual(state, Handover.givenBack(state, back.ledgers()), back);
      case KeyInput.Freed freed ->
          new Decision(state.with(identity.freed(freed.systems(), freed.by())), List.of());
      case KeyInput.Learned learned -> new Decision(state, List.of());
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
    String went = identity.forwards().getOrDefault(answered.deliveryId(), to);
    return site.isOpen(state, answered) || path.contains(site.key())
        ? site.usual(state, answered)
        : site.forwarded(state, answered, went, path);
  }

  /** Whoever waits for this key waited for the record that it leads to. */
  private Decision arrived(Input.ParentArrived arrived) {
    if (!arrived.parent().equals(to)) {
      return new Decision(state, List.of());
    }
    return new Decision(
        state, arrived.systems().stream().<Effect>map(Effect.Arrived::new).toList());
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
    effects.add(new KeyEffect.SplitOff(to, step));
    for (var field : next.fields()) {
      field
          .dispute()
          .ifPresent(
              dispute -> effects.add(new Effect.Remind(field.name(), dispute.id(), dispute.due())));
    }
    return site.taken(next, next, new KeyInput.Split(step), effects, List.of());
  }

  private Decision handedOver(KeyInput.HandedOver handed) {
    if (handed.path().contains(site.key()) || handed.path().contains(to)) {
      // It was renamed back, or each of some keys was given up for the next.
      RecordState own = Handover.reopened(state, site.consumers());
      return new KeyDecision(site, own).decide(handed);
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
    Identity now = identity.remembers(handed.step()) ? identity : identity.and(handed.step());
    return new Decision(
        state.with(Handover.forwarding(now, handed.moved(), to)),
        List.of(
            new KeyEffect.Identified(),
            new KeyEffect.HandOver(to, handed.step(), handed.moved(), path)));
  }

  private Decision splitOff(Alias step) {
    Identity now = identity.remembers(step) ? identity : identity.and(step);
    return new Decision(
        state.with(now), List.of(new KeyEffect.Identified(), new KeyEffect.SplitOff(to, step)));
  }
}
