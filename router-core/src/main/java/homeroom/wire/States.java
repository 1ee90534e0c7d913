package homeroom.wire;

import homeroom.authority.Canonical;
import homeroom.authority.FieldSet;
import homeroom.authority.FieldState;
import homeroom.authority.Held;
import homeroom.authority.RecentEvents;
import homeroom.authority.RecordState;
import homeroom.authority.SystemState;
import homeroom.schema.Provenance;
import homeroom.schema.StoredField;
import homeroom.schema.StoredHanded;
import homeroom.schema.StoredHeld;
import homeroom.schema.StoredOpen;
import homeroom.schema.StoredRecord;
import homeroom.schema.StoredRefused;
import homeroom.schema.StoredSystem;
import homeroom.schema.StoredValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The state of a record as it is stored. A system in step costs its name, a version and a few bits;
 * where a value came from is written once for all fields that one event brought.
 */
public final class States {

  private States() {}

  public static byte[] encode(RecordState state) {
    return WireFormat.encode(StoredRecord.class, to -> StateWriter.write(state, to));
  }

  public static RecordState decode(byte @Nullable [] bytes) {
    return bytes == null ? RecordState.EMPTY : WireFormat.decodeState(bytes);
  }

  /** A state that was read in the general way, as those of older schemas are. */
  static RecordState state(StoredRecord stored) {
    List<homeroom.authority.Provenance> sources =
        stored.getSources().stream().map(States::provenance).toList();
    List<FieldState> fields = new ArrayList<>(stored.getFields().size());
    for (StoredField field : stored.getFields()) {
      List<Canonical> past = new ArrayList<>(field.getPast().size());
      for (StoredValue one : field.getPast()) {
        past.add(
            new Canonical(
                Values.value(one.getField()), one.getVersion(), sources.get(one.getSource())));
      }
      fields.add(
          new FieldState(
              field.getName(),
              past,
              Optional.ofNullable(field.getDispute()).map(Disputes::dispute),
              Optional.ofNullable(field.getTurns()).map(Disputes::turns)));
    }
    return new RecordState(
        stored.getVersion(),
        fields,
        stored.getSystems().stream().map(States::system).toList(),
        Identities.identity(stored.getIdentity()));
  }

  private static OptionalLong unseen(StoredSystem stored) {
    Long version = stored.getUnseenVersion();
    if (version != null) {
      return OptionalLong.of(version);
    }
    return stored.getUnseen() ? OptionalLong.of(stored.getVersion()) : OptionalLong.empty();
  }

  private static SystemState.Refused refused(StoredRefused stored) {
    return new SystemState.Refused(
        stored.getPayload(),
        stored.getCode(),
        stored.getVersion(),
        fields(stored.getSettles()),
        stored.getSince());
  }

  private static SystemState system(StoredSystem stored) {
    Map<Integer, Held> held = HashMap.newHashMap(stored.getHeld().size());
    for (StoredHeld one : stored.getHeld()) {
      held.put(
          one.getIndex(),
          new Held(Values.value(one.getField()), one.getVersion(), one.getForm(), one.getLeft()));
    }
    Long sequence = stored.getSequence();
    return new SystemState(
        stored.getSystem(),
        stored.getVersion(),
        fields(stored.getKnown()),
        held,
        stored.getPresent(),
        stored.getConfirmed(),
        Optional.ofNullable(stored.getRemoteId()),
        Optional.ofNullable(stored.getOpen()).map(States::open),
        Optional.ofNullable(stored.getHanded()).map(States::handed),
        stored.getWaitsFor(),
        stored.getMet(),
        Optional.ofNullable(stored.getRefused()).map(States::refused),
        sequence == null ? OptionalLong.empty() : OptionalLong.of(sequence),
        RecentEvents.of(stored.getRecent().stream().mapToLong(it -> it).toArray()),
        unseen(stored),
        stored.getRepair(),
        stored.getEpoch());
  }

  private static SystemState.Open open(StoredOpen stored) {
    return new SystemState.Open(
        stored.getDeliveryId(),
        stored.getVersion(),
        fields(stored.getSettles()),
        stored.getPayload(),
        stored.getDelete(),
        stored.getReferences(),
        fields(stored.getDoubtful()));
  }

  private static SystemState.Handed handed(StoredHanded stored) {
    return new SystemState.Handed(
        stored.getVersion(),
        fields(stored.getSettles()),
        stored.getPayload(),
        stored.getDelete(),
        stored.getSince() == 0 ? stored.getVersion() : stored.getSince(),
        stored.getDeliveryId(),
        Optional.ofNullable(stored.getRefusal()));
  }

  private static FieldSet fields(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return FieldSet.of(copy);
  }

  private static homeroom.authority.Provenance provenance(Provenance stored) {
    return new homeroom.authority.Provenance(
        stored.getSystem(),
        stored.getEventId(),
        stored.getRule(),
        stored.getConfiguration(),
        Values.instant(stored.getOccurredAt()));
  }
}
