package homeroom.audit;

import homeroom.schema.MovementOutcome;
import java.time.Instant;
import java.util.Optional;

/**
 * Which movements are asked for; what is empty does not matter.
 *
 * @param record a pseudonym
 * @param system whose event, or to whom
 * @param cause the event, receipt or command, or the replay, that they follow from
 * @param from the first moment that counts
 * @param to the first moment that does not count any more
 */
public record MovementFilter(
    Optional<String> record,
    Optional<String> entity,
    Optional<String> system,
    Optional<MovementOutcome> outcome,
    Optional<String> cause,
    Optional<Instant> from,
    Optional<Instant> to) {

  /** Every movement. */
  public static final MovementFilter ALL =
      new MovementFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** The movements of one record. */
  public static MovementFilter of(String record) {
    return new MovementFilter(
        Optional.of(record),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
