package homeroom.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * What came in and could not be taken, or what could not be delivered, with the reason.
 *
 * @param cause names what it has in common with others: {@code system:in:CODE:column} or {@code
 *     system:out:entity:CODE:field}
 * @param state {@code OPEN}, {@code TRYING} (it is on its way again), {@code RESOLVED} or {@code
 *     DROPPED}
 * @param subject the record, where it is known
 * @param field the column or mapped field at fault, where one is
 * @param status the other system's HTTP status or SQL state
 * @param requestId how the other system finds the request in its log
 * @param place file and row, or topic, partition and offset, of what came in
 * @param delivery what was refused
 * @param note what a person said, or how it ended
 */
public record QuarantineEntry(
    String id,
    Direction direction,
    String system,
    String cause,
    State state,
    Optional<Subject> subject,
    String code,
    Optional<String> field,
    String message,
    Optional<String> remedy,
    Optional<String> category,
    Optional<String> status,
    Optional<String> requestId,
    Optional<String> batch,
    Optional<String> collection,
    Optional<String> place,
    Optional<String> delivery,
    long version,
    int attempts,
    Instant since,
    Instant last,
    Optional<Instant> ended,
    Optional<String> note) {

  /** Where it was going. */
  public enum Direction {
    /** A system said it, and it could not be taken. */
    IN,
    /** A system was to be told, and did not take it. */
    OUT
  }

  /** How it stands. */
  public enum State {
    OPEN,
    TRYING,
    RESOLVED,
    DROPPED
  }
}
