package homeroom.wire;

import homeroom.authority.Digests;
import homeroom.schema.Movement;
import homeroom.schema.MovementOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Movements about what is no record: an entry of the quarantine, a batch. Each stands under a key
 * that no record has, because no entity's name begins with a tilde.
 */
public final class QuarantineNotes {

  /** The entity under which entries of the quarantine stand. */
  public static final String ENTRY = "~quarantine";

  /** The entity under which batches stand. */
  public static final String BATCH = "~batch";

  /** Nobody will look at it again. */
  public static final String DROPPED = "QUARANTINE_DROPPED";

  /** It was tried again and is taken, or need not be taken any more. */
  public static final String RESOLVED = "QUARANTINE_RESOLVED";

  /** It was tried again, to no other end. */
  public static final String RETRIED = "QUARANTINE_RETRIED";

  /** A batch was read again. */
  public static final String BATCH_REPLAYED = "BATCH_REPLAYED";

  /** What was held of a batch was let through. */
  public static final String BATCH_APPROVED = "BATCH_APPROVED";

  /** What was held of a batch shall not come in. */
  public static final String BATCH_DROPPED = "BATCH_DROPPED";

  private QuarantineNotes() {}

  /**
   * What was done about something.
   *
   * @param entity of what: {@link #ENTRY}, {@link #BATCH}, or a record's
   * @param cause the id of the request
   * @param detail for people, without values
   */
  public record Note(
      String entity,
      String key,
      String system,
      String code,
      String cause,
      Optional<String> delivery,
      long version,
      Optional<String> batch,
      String detail) {

    /** About an entry of what came in. */
    public static Note ofEntry(
        String entryId, String system, String code, String cause, String detail) {
      return new Note(
          ENTRY, entryId, system, code, cause, Optional.empty(), 0, Optional.empty(), detail);
    }
  }

  /** As it stands in the topic of movements, keyed {@code entity/key}. */
  public static Movement movement(Note note, Instant at) {
    return Movement.newBuilder()
        .setMovementId(Digests.name(note.entity(), note.key(), note.system(), note.cause()))
        .setEntity(note.entity())
        .setKey(note.key())
        .setOutcome(MovementOutcome.UNCHANGED)
        .setSystem(note.system())
        .setCauseId(note.cause())
        .setDeliveryId(note.delivery().orElse(null))
        .setVersion(note.version())
        .setFields(List.of())
        .setCode(note.code())
        .setDetail(note.detail())
        .setBatch(note.batch().orElse(null))
        .setAt(Values.micros(at))
        .setConfiguration("")
        .build();
  }
}
