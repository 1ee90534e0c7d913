package homeroom.wire;

import homeroom.authority.Dispute;
import homeroom.authority.Turns;
import homeroom.schema.DisputeReason;
import homeroom.schema.Side;
import homeroom.schema.StoredDispute;
import homeroom.schema.StoredTurns;

/** What a field is held for, as it is stored. */
final class Disputes {

  private Disputes() {}

  static StoredDispute stored(Dispute dispute) {
    return new StoredDispute(
        dispute.id(),
        DisputeReason.valueOf(dispute.reason().name()),
        Values.micros(dispute.due()),
        Values.field("", dispute.base()),
        dispute.baseVersion(),
        dispute.rivals(),
        dispute.rule(),
        dispute.claims().stream()
            .map(
                claim ->
                    new Side(
                        claim.system(),
                        Values.field("", claim.value()),
                        claim.eventId(),
                        Values.micros(claim.occurredAt())))
            .toList());
  }

  static Dispute dispute(StoredDispute stored) {
    return new Dispute(
        stored.getConflict(),
        Dispute.Reason.valueOf(stored.getReason().name()),
        Values.instant(stored.getDue()),
        Values.value(stored.getBase()),
        stored.getBaseVersion(),
        stored.getRivals(),
        stored.getRule(),
        stored.getClaims().stream()
            .map(
                side ->
                    new Dispute.Claim(
                        side.getSystem(),
                        Values.value(side.getValue()),
                        side.getEventId(),
                        Values.instant(side.getOccurredAt())))
            .toList());
  }

  static StoredTurns stored(Turns turns) {
    return new StoredTurns(turns.count(), Values.micros(turns.since()), turns.replaced());
  }

  static Turns turns(StoredTurns stored) {
    return new Turns(stored.getCount(), Values.instant(stored.getSince()), stored.getReplaced());
  }
}
