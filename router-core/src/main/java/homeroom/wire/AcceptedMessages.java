package homeroom.wire;

import homeroom.api.Operation;
import homeroom.api.RecordKey;
import homeroom.authority.Alias;
import homeroom.authority.Canonical;
import homeroom.authority.FieldState;
import homeroom.authority.RecordState;
import homeroom.planning.Effect;
import homeroom.schema.Change;
import homeroom.schema.DeliveryOperation;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.GoldenRecord;
import homeroom.schema.KeyStep;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * What every accepted event makes the router write, once or for each consumer. It is written
 * straight into bytes, field by field in the order of the released schemas.
 */
public final class AcceptedMessages {

  private static final SpecificDatumWriter<KeyStep> STEPS =
      new SpecificDatumWriter<>(KeyStep.class);

  private AcceptedMessages() {}

  /**
   * A {@code DeliveryOrder}.
   *
   * @param formerly the record's key that the consumer still has, {@code entity/key}
   */
  public static byte[] order(
      RecordKey record, Effect.Send send, Optional<String> formerly, String configuration) {
    return WireFormat.encode(
        DeliveryOrder.class,
        to -> {
          to.writeString(send.deliveryId());
          to.writeString(send.system());
          to.writeString(record.entity());
          to.writeString(record.key());
          to.writeString(send.target());
          to.writeEnum(operation(send.operation()).ordinal());
          ValueCodec.write(send.payload(), to);
          ValueCodec.texts(send.changed(), to);
          ValueCodec.texts(send.settles(), to);
          to.writeBoolean(send.creates());
          ValueCodec.text(send.remoteId(), to);
          to.writeLong(send.version());
          to.writeString(send.cause());
          to.writeString(configuration);
          to.writeInt(send.epoch());
          ValueCodec.text(formerly.map(key -> RecordKey.parse(key).key()), to);
          to.writeLong(Values.micros(send.validFrom()));
          ValueCodec.writeAll(send.expected(), to);
        });
  }

  private static DeliveryOperation operation(Operation operation) {
    return switch (operation) {
      case UPSERT -> DeliveryOperation.UPSERT;
      case DELETE -> DeliveryOperation.DELETE;
    };
  }

  /** A {@code Change}. */
  public static byte[] change(RecordKey record, Effect.Changed changed) {
    return WireFormat.encode(
        Change.class,
        to -> {
          to.writeString(record.entity());
          to.writeString(record.key());
          to.writeLong(changed.version());
          to.writeBoolean(changed.exists());
          ValueCodec.write(changed.before(), to);
          ValueCodec.write(changed.after(), to);
          Sources.write(changed.provenance(), to);
        });
  }

  /** A {@code GoldenRecord}: the truth without the hub's own fields. */
  public static byte[] golden(RecordKey record, RecordState state, String configuration) {
    return WireFormat.encode(
        GoldenRecord.class,
        to -> {
          to.writeString(record.entity());
          to.writeString(record.key());
          to.writeLong(state.version());
          Optional<String> movedTo = state.identity().movedTo();
          to.writeBoolean(movedTo.isEmpty() && state.exists());
          Sources sources = new Sources();
          fields(movedTo.isEmpty() ? state.fields() : List.of(), sources, to);
          sources.write(to);
          to.writeString(configuration);
          ValueCodec.text(movedTo, to);
          steps(state.identity().history(), to);
        });
  }

  private static void steps(List<Alias> history, BinaryEncoder to) throws IOException {
    ValueCodec.start(history.size(), to);
    for (Alias alias : history) {
      to.startItem();
      STEPS.write(Identities.step(alias), to);
    }
    to.writeArrayEnd();
  }

  private static void fields(List<FieldState> all, Sources sources, BinaryEncoder to)
      throws IOException {
    int size = 0;
    for (FieldState field : all) {
      size += isPublic(field) ? 1 : 0;
    }
    ValueCodec.start(size, to);
    for (FieldState field : all) {
      if (isPublic(field)) {
        Canonical current = field.past().getFirst();
        to.startItem();
        ValueCodec.write(field.name(), current.value(), to);
        to.writeLong(current.version());
        to.writeInt(sources.indexOf(current.provenance()));
      }
    }
    to.writeArrayEnd();
  }

  private static boolean isPublic(FieldState field) {
    return !field.name().startsWith("_") && !field.past().isEmpty();
  }
}
