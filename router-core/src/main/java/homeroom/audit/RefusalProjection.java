package homeroom.audit;

import homeroom.audit.Refusal.State;
import homeroom.schema.Movement;
import homeroom.schema.MovementOutcome;
import homeroom.wire.QuarantineNotes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows one record through its movements to what systems refuse of it. Pure, as {@link
 * HoldingProjection}, behind which it comes: what a system holds says how a refusal ended.
 */
final class RefusalProjection {

  private RefusalProjection() {}

  /** Whether a movement can concern the refusals of a record that has none. */
  static boolean begins(Movement movement) {
    return movement.getOutcome() == MovementOutcome.REFUSED
        || movement.getOutcome() == MovementOutcome.QUARANTINED;
  }

  /**
   * Takes one movement into account.
   *
   * @param holdings as they stand after it
   * @param bySystem what is refused; changed in place
   */
  static void apply(
      Movement movement, Map<String, Holding> holdings, Map<String, Refusal> bySystem) {
    Instant at = Micros.toInstant(movement.getAt());
    if (begins(movement)) {
      Optional.ofNullable(holdings.get(movement.getSystem()))
          .filter(held -> held.state() == HoldingState.REFUSED)
          .ifPresent(held -> refused(movement, held, at, bySystem));
    } else if (QuarantineNotes.DROPPED.equals(movement.getCode())) {
      bySystem.computeIfPresent(
          movement.getSystem(), (_, refusal) -> dropped(movement, refusal, at));
    }
    for (Refusal refusal : List.copyOf(bySystem.values())) {
      Optional.ofNullable(holdings.get(refusal.system()))
          .ifPresent(held -> bySystem.put(refusal.system(), followed(refusal, held, at)));
    }
  }

  private static void refused(
      Movement movement, Holding held, Instant at, Map<String, Refusal> bySystem) {
    Optional<Refusal> before = Optional.ofNullable(bySystem.get(held.system()));
    if (before.filter(it -> it.state() == State.DROPPED && isOf(it, held)).isPresent()) {
      return;
    }
    Optional<Refusal> goesOn =
        before.filter(it -> it.state() == State.OPEN || it.state() == State.TRYING);
    bySystem.put(
        held.system(),
        new Refusal(
            held.system(),
            held.entity(),
            held.delivery(),
            held.version(),
            held.code().orElse("REFUSED"),
            movement.getFields().stream().findFirst(),
            held.detail(),
            new Refusal.Said(
                Optional.ofNullable(movement.getCategory()),
                Optional.ofNullable(movement.getStatus()),
                Optional.ofNullable(movement.getRequestId())),
            movement.getAttempts(),
            State.OPEN,
            goesOn.map(Refusal::since).orElse(at),
            at,
            Optional.empty(),
            Optional.empty()));
  }

  private static boolean isOf(Refusal refusal, Holding held) {
    return refusal.isOf(held.delivery(), held.version());
  }

  /** Of what is on its way again, or was refused anew meanwhile, nobody spoke. */
  private static Refusal dropped(Movement movement, Refusal refusal, Instant at) {
    boolean meant =
        refusal.isOf(Optional.ofNullable(movement.getDeliveryId()), movement.getVersion());
    return meant && refusal.state() == State.OPEN
        ? refusal.dropped(at, Optional.ofNullable(movement.getDetail()))
        : refusal;
  }

  private static Refusal followed(Refusal refusal, Holding held, Instant at) {
    return switch (held.state()) {
      case REFUSED -> refusal;
      case SENT, WAITING -> refusal.trying();
      case IN_STEP, HANDED_OVER -> refusal.resolved(at);
    };
  }
}
