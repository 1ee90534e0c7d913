package homeroom.wire;

import homeroom.api.Operation;
import homeroom.api.RecordKey;
import homeroom.authority.Canonical;
import homeroom.authority.FieldState;
import homeroom.authority.RecordState;
import homeroom.planning.Effect;
import homeroom.schema.Change;
import homeroom.schema.DeliveryOperation;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.GoldenRecord;
import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;

/**
 * What every accepted event makes the router write, once or for each consumer. It is written
 * straight into bytes, field by field in the order of the released schemas.
 */
public final class AcceptedMessages {

  private AcceptedMessages() {}

  /** A {@code DeliveryOrder}. */
  public static byte[] order(RecordKey record, Effect.Send send, String configuration) {
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
          to.writeIndex(send.remoteId().isPresent() ? 1 : 0);
          if (send.remoteId().isPresent()) {
            to.writeString(send.remoteId().get());
          }
          to.writeLong(send.version());
          to.writeString(send.cause());
          to.writeString(configuration);
          to.writeInt(send.epoch());
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
          to.writeBoolean(state.exists());
          Sources sources = new Sources();
          fields(state, sources, to);
          sources.write(to);
          to.writeString(configuration);
        });
  }

  private static void fields(RecordState state, Sources sources, BinaryEncoder to)
      throws IOException {
    int size = 0;
    for (FieldState field : state.fields()) {
      size += isPublic(field) ? 1 : 0;
    }
    ValueCodec.start(size, to);
    for (FieldState field : state.fields()) {
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
