package homeroom.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one record at one system.
 *
 * @param system the system
 * @param entity the record's entity
 * @param state how they stand
 * @param delivery the delivery that led here; empty while something waits
 * @param version of the record that this is about
 * @param since when it came into this state
 * @param due since when something has been due that has not left the hub's hands; empty when in
 *     step or handed over
 * @param owed since when something else has been due behind a delivery that is under way
 * @param waitsFor pseudonyms as {@code entity~pseudonym}, or {@code after:system}
 * @param code why it was refused
 * @param detail why it was refused, for people
 * @param effect what the last confirmed delivery did; {@code DELETED} means it is gone there
 * @param created when the hub created it there
 * @param first when it was first confirmed to be there, created or found
 */
public record Holding(
    String system,
    String entity,
    HoldingState state,
    Optional<String> delivery,
    long version,
    Instant since,
    Optional<Instant> due,
    Optional<Instant> owed,
    List<String> waitsFor,
    Optional<String> code,
    Optional<String> detail,
    Optional<String> effect,
    Optional<Instant> created,
    Optional<Instant> first) {
  public Holding {
    waitsFor = List.copyOf(waitsFor);
  }

  Holding withOwed(Optional<Instant> since) {
    return new Holding(
        system,
        entity,
        state,
        delivery,
        version,
        this.since,
        due,
        since,
        waitsFor,
        code,
        detail,
        effect,
        created,
        first);
  }

  /**
   * What holds it back, in a word that many records share: the code of a refusal, or the entity or
   * {@code after:system} that is waited for; empty where nothing does.
   */
  public Optional<String> reason() {
    return switch (state) {
      case REFUSED -> code;
      case WAITING -> waitsFor.stream().findFirst().map(Waits::kind);
      case SENT, IN_STEP, HANDED_OVER -> Optional.empty();
    };
  }
}
