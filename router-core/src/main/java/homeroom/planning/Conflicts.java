package homeroom.planning;

import homeroom.api.RecordKey;
import homeroom.authority.Canonical;
import homeroom.authority.Digests;
import homeroom.authority.Dispute;
import homeroom.authority.Event;
import homeroom.authority.Ruling;
import homeroom.authority.Settlement;
import java.util.Optional;

/** How conflicts are written down: once when they are found, again when a person decided. */
final class Conflicts {

  /** Nobody has won yet. */
  private static final String NOBODY = "";

  private static final String PERSON = "person";

  private Conflicts() {}

  static Effect.Conflict decided(RecordKey record, Event event, Ruling.Conflicted conflicted) {
    String id =
        Digests.name(
            record.toString(),
            conflicted.group().orElse(conflicted.field()),
            Long.toString(conflicted.baseVersion()),
            conflicted.held().provenance().eventId(),
            event.eventId());
    return conflicted.won()
        ? new Effect.Conflict(
            id,
            conflicted,
            event.system(),
            event.eventId(),
            "took the change of " + event.system() + " and sent it to the others",
            event.system(),
            false)
        : new Effect.Conflict(
            id,
            conflicted,
            event.system(),
            event.eventId(),
            "kept what was held and sent it to " + event.system(),
            conflicted.held().provenance().system(),
            false);
  }

  static Effect.Conflict held(String field, Dispute dispute, Canonical held) {
    String why =
        switch (dispute.reason()) {
          case CONFLICT -> "waits for a person until ";
          case TURNING -> "keeps turning; the field is held until ";
        };
    return of(field, dispute, held, why + dispute.due(), NOBODY, false);
  }

  /** Every side came to the truth before anybody decided. */
  static Effect.Conflict withdrawn(String field, Dispute dispute, Canonical held) {
    return of(
        field,
        dispute,
        held,
        "nobody had to decide: no side says otherwise any more",
        held.provenance().system(),
        false);
  }

  static Effect.Conflict settled(String field, Settlement settlement, String how) {
    String winner = settlement.winner().orElse(PERSON);
    boolean won = settlement.now().isPresent();
    String taken = won ? "took what " + winner + " says" : "kept what was held";
    String action =
        how + ": " + (settlement.winner().isEmpty() ? "gave a value" : taken) + ", and sent it";
    return of(field, settlement.dispute(), settlement.held(), action, winner, won);
  }

  private static Effect.Conflict of(
      String field, Dispute dispute, Canonical held, String action, String winner, boolean won) {
    Dispute.Claim claim = dispute.claims().getFirst();
    return new Effect.Conflict(
        dispute.id(),
        new Ruling.Conflicted(
            field,
            dispute.base(),
            dispute.baseVersion(),
            held,
            claim.value(),
            claim.occurredAt(),
            dispute.rivals(),
            won,
            dispute.rule(),
            Optional.empty()),
        claim.system(),
        claim.eventId(),
        action,
        winner,
        !winner.equals(NOBODY));
  }
}
