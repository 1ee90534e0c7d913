package homeroom.wire;

import homeroom.authority.Canonical;
import homeroom.authority.FieldSet;
import homeroom.authority.FieldState;
import homeroom.authority.Held;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of a record as it is stored. A system in step costs its name, a version and a few bits;
 * where a value came from is written once for all fields that one event brought.
 */
public final class States {

  private States() {}

  public static byte[] encode(RecordState state) {
    return WireFormat.encode(stored(state));
  }

  public static RecordState decode(byte @Nullable [] bytes) {
    return bytes == null ? RecordState.EMPTY : state(WireFormat.decode(bytes, StoredRecord.class));
  }

  private static StoredRecord stored(RecordState state) {
    Sources sources = new Sources();
    List<StoredField> fields = new ArrayList<>(state.fields().size());
    for (FieldState field : state.fields()) {
      List<StoredValue> past = new ArrayList<>(field.past().size());
      for (Canonical one : field.past()) {
        past.add(
            new StoredValue(
                Values.field("", one.value()), one.version(), sources.indexOf(one.provenance())));
      }
      fields.add(
          new StoredField(
              field.name(),
              past,
              field.dispute().map(Disputes::stored).orElse(null),
              field.turns().map(Disputes::stored).orElse(null)));
    }
    List<StoredSystem> systems = state.systems().stream().map(States::stored).toList();
    return new StoredRecord(
        state.version(), sources.list(), fields, systems, Identities.stored(state.identity()));
  }

  private static RecordState state(StoredRecord stored) {
    List<homeroom.authority.Provenance> sources =
        stored.getSources().stream().map(Sources::provenance).toList();
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

  private static StoredSystem stored(SystemState system) {
    List<StoredHeld> held = new ArrayList<>(system.held().size());
    new TreeMap<>(system.held())
        .forEach(
            (index, one) ->
                held.add(
                    new StoredHeld(
                        index,
                        Values.field("", one.value()),
                        one.version(),
                        one.form(),
                        one.left())));
    return StoredSystem.newBuilder()
        .setSystem(system.system())
        .setVersion(system.version())
        .setKnown(bytes(system.known()))
        .setHeld(held)
        .setPresent(system.present())
        .setConfirmed(system.confirmed())
        .setRemoteId(system.remoteId().orElse(null))
        .setOpen(system.open().map(States::stored).orElse(null))
        .setHanded(system.handed().map(States::stored).orElse(null))
        .setWaitsFor(system.waitsFor())
        .setMet(system.met())
        .setRefused(
            system
                .refused()
                .map(refused -> new StoredRefused(refused.payload(), refused.code()))
                .orElse(null))
        .setSequence(system.sequence().isPresent() ? system.sequence().getAsLong() : null)
        .setRecent(system.recent())
        .setUnseen(system.unseen())
        .setRepair(system.repair())
        .setEpoch(system.epoch())
        .build();
  }

  private static StoredOpen stored(SystemState.Open open) {
    return new StoredOpen(
        open.deliveryId(),
        open.version(),
        bytes(open.settles()),
        open.payload(),
        open.delete(),
        open.references());
  }

  private static StoredHanded stored(SystemState.Handed handed) {
    return new StoredHanded(
        handed.version(),
        bytes(handed.settles()),
        handed.payload(),
        handed.delete(),
        handed.since());
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
        Optional.ofNullable(stored.getRefused())
            .map(refused -> new SystemState.Refused(refused.getPayload(), refused.getCode())),
        sequence == null ? OptionalLong.empty() : OptionalLong.of(sequence),
        stored.getRecent(),
        stored.getUnseen(),
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
        stored.getReferences());
  }

  private static SystemState.Handed handed(StoredHanded stored) {
    return new SystemState.Handed(
        stored.getVersion(),
        fields(stored.getSettles()),
        stored.getPayload(),
        stored.getDelete(),
        stored.getSince() == 0 ? stored.getVersion() : stored.getSince());
  }

  private static ByteBuffer bytes(FieldSet fields) {
    return ByteBuffer.wrap(fields.toBytes());
  }

  private static FieldSet fields(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return FieldSet.of(copy);
  }

  /** Each provenance once, in the order of first use. */
  static final class Sources {
    private final Map<homeroom.authority.Provenance, Integer> indexes = new LinkedHashMap<>();

    int indexOf(homeroom.authority.Provenance provenance) {
      return indexes.computeIfAbsent(provenance, first -> indexes.size());
    }

    List<Provenance> list() {
      return indexes.keySet().stream().map(Sources::stored).toList();
    }

    private static Provenance stored(homeroom.authority.Provenance provenance) {
      return new Provenance(
          provenance.system(),
          provenance.eventId(),
          provenance.rule(),
          provenance.configuration(),
          Values.micros(provenance.occurredAt()));
    }

    static homeroom.authority.Provenance provenance(Provenance stored) {
      return new homeroom.authority.Provenance(
          stored.getSystem(),
          stored.getEventId(),
          stored.getRule(),
          stored.getConfiguration(),
          Values.instant(stored.getOccurredAt()));
    }
  }
}
