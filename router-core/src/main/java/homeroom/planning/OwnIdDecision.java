package homeroom.planning;

import homeroom.authority.Identity;
import homeroom.authority.RecordState;
import homeroom.planning.Effect.Moved.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what follows from an input for a system's own id: what is told of it goes to the record
 * that has it, and is kept until that is known.
 */
final class OwnIdDecision {

  private final KeySite site;
  private final RecordState state;
  private final Identity identity;

  OwnIdDecision(KeySite site, RecordState state) {
    this.site = site;
    this.state = state;
    identity = state.identity();
  }

  Decision decide(Input input) {
    return switch (input) {
      case Input.Told told -> told(told);
      case KeyInput.Learned learned -> learned(learned);
      default -> new Decision(state, List.of());
    };
  }

  private Decision told(Input.Told told) {
    Optional<String> record = identity.movedTo();
    if (record.isPresent()) {
      return site.pass(state, record.get(), List.of());
    }
    Identity waiting = identity.awaits().isEmpty() ? identity.awaiting(site.key()) : identity;
    return new Decision(
        state.with(waiting),
        List.of(
            new KeyEffect.Keep(),
            KeySite.moved(
                Outcome.WAITING,
                told.event().system(),
                "OWN_ID_UNKNOWN",
                0,
                Optional.of("waits until it is known which record has this id"),
                told.batch())));
  }

  private Decision learned(KeyInput.Learned learned) {
    Identity now = identity.movedTo(Optional.of(learned.record())).awaitingNothing();
    if (now.equals(identity)) {
      return new Decision(state, List.of());
    }
    List<Effect> effects = new ArrayList<>();
    if (!identity.awaits().isEmpty()) {
      effects.add(
          KeySite.moved(
              Outcome.RELEASED, "", "OWN_ID_KNOWN", 0, Optional.empty(), Optional.empty()));
      effects.add(new KeyEffect.Release());
    }
    return new Decision(state.with(now), effects);
  }
}
