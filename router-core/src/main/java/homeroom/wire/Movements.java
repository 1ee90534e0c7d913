package homeroom.wire;

import homeroom.api.RecordKey;
import homeroom.planning.Effect.Moved;
import homeroom.planning.Effect.Moved.Due;
import homeroom.schema.Movement;
import homeroom.schema.MovementOutcome;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;

/**
 * Movements, of which every input makes at least one. They are written straight into bytes, field
 * by field in the order of the released schema.
 */
public final class Movements {

  private static final Map<Moved.Outcome, Integer> OUTCOMES = new EnumMap<>(Moved.Outcome.class);

  static {
    for (Moved.Outcome outcome : Moved.Outcome.values()) {
      OUTCOMES.put(outcome, MovementOutcome.valueOf(outcome.name()).ordinal());
    }
  }

  private Movements() {}

  /**
   * A {@code Movement}.
   *
   * @param movementId the same for the same movement, however often it is decided
   * @param cause the id of what it follows from
   * @param at the broker's time of what it follows from
   */
  public static byte[] movement(
      String movementId,
      RecordKey record,
      Moved moved,
      String cause,
      String configuration,
      Instant at) {
    return WireFormat.encode(
        Movement.class,
        to -> {
          to.writeString(movementId);
          to.writeString(record.entity());
          to.writeString(record.key());
          to.writeEnum(OUTCOMES.get(moved.outcome()));
          to.writeString(moved.system());
          to.writeString(cause);
          ValueCodec.text(moved.deliveryId(), to);
          to.writeLong(moved.version());
          ValueCodec.texts(moved.fields(), to);
          ValueCodec.start(moved.due().size(), to);
          for (Due due : moved.due()) {
            to.startItem();
            due(due, to);
          }
          to.writeArrayEnd();
          ValueCodec.text(moved.effect(), to);
          ValueCodec.text(moved.code(), to);
          ValueCodec.text(moved.detail(), to);
          ValueCodec.text(moved.batch(), to);
          to.writeInt(moved.attempts());
          to.writeLong(Values.micros(at));
          to.writeString(configuration);
          ValueCodec.text(moved.evidence().category().map(Enum::name), to);
          ValueCodec.text(moved.evidence().status(), to);
          ValueCodec.text(moved.evidence().requestId(), to);
        });
  }

  private static void due(Due due, BinaryEncoder to) throws IOException {
    to.writeString(due.system());
    ValueCodec.text(due.deliveryId(), to);
    ValueCodec.texts(due.waitsFor(), to);
  }
}
