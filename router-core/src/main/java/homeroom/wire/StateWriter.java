package homeroom.wire;

import homeroom.authority.Canonical;
import homeroom.authority.Dispute;
import homeroom.authority.FieldState;
import homeroom.authority.Held;
import homeroom.authority.Identity;
import homeroom.authority.RecentEvents;
import homeroom.authority.RecordState;
import homeroom.authority.SystemState;
import homeroom.authority.Turns;
import homeroom.schema.StoredDispute;
import homeroom.schema.StoredIdentity;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Writes states, field by field in the order of the newest released schema {@code StoredRecord}.
 * Every input writes one, which is why no object of that type is made first.
 */
final class StateWriter {

  private static final SpecificDatumWriter<StoredDispute> DISPUTES =
      new SpecificDatumWriter<>(StoredDispute.class);

  private static final SpecificDatumWriter<StoredIdentity> IDENTITIES =
      new SpecificDatumWriter<>(StoredIdentity.class);

  private final Sources sources = new Sources();
  private final BinaryEncoder to;

  private StateWriter(BinaryEncoder to) {
    this.to = to;
  }

  static void write(RecordState state, BinaryEncoder to) throws IOException {
    new StateWriter(to).write(state);
  }

  private void write(RecordState state) throws IOException {
    for (FieldState field : state.fields()) {
      for (Canonical one : field.past()) {
        sources.indexOf(one.provenance());
      }
    }
    to.writeLong(state.version());
    sources.write(to);
    ValueCodec.start(state.fields().size(), to);
    for (FieldState field : state.fields()) {
      to.startItem();
      field(field);
    }
    to.writeArrayEnd();
    ValueCodec.start(state.systems().size(), to);
    for (SystemState system : state.systems()) {
      to.startItem();
      system(system);
    }
    to.writeArrayEnd();
    if (there(Optional.of(state.identity()).filter(it -> !it.equals(Identity.NONE)))) {
      IDENTITIES.write(Identities.stored(state.identity()), to);
    }
  }

  private void field(FieldState field) throws IOException {
    Names.write(field.name(), to);
    ValueCodec.start(field.past().size(), to);
    for (Canonical one : field.past()) {
      to.startItem();
      ValueCodec.write("", one.value(), to);
      to.writeLong(one.version());
      to.writeInt(sources.indexOf(one.provenance()));
    }
    to.writeArrayEnd();
    if (there(field.dispute())) {
      Dispute dispute = field.dispute().get();
      DISPUTES.write(Disputes.stored(dispute), to);
    }
    if (there(field.turns())) {
      Turns turns = field.turns().get();
      to.writeInt(turns.count());
      to.writeLong(Values.micros(turns.since()));
      to.writeLong(turns.replaced());
    }
  }

  private void system(SystemState system) throws IOException {
    Names.write(system.system(), to);
    to.writeLong(system.version());
    to.writeBytes(system.known().toBytes());
    held(system.held());
    to.writeBoolean(system.present());
    to.writeLong(system.confirmed());
    if (there(system.remoteId())) {
      to.writeString(system.remoteId().get());
    }
    if (there(system.open())) {
      open(system.open().get());
    }
    if (there(system.handed())) {
      handed(system.handed().get());
    }
    ValueCodec.texts(system.waitsFor(), to);
    ValueCodec.texts(system.met(), to);
    if (there(system.refused())) {
      refused(system.refused().get());
    }
    number(system.sequence());
    recent(system.recent());
    to.writeBoolean(system.unseen().isPresent());
    number(system.unseen());
    to.writeBoolean(system.repair());
    to.writeInt(system.epoch());
  }

  private void held(Map<Integer, Held> held) throws IOException {
    ValueCodec.start(held.size(), to);
    Map<Integer, Held> inOrder = held.size() < 2 ? held : new TreeMap<>(held);
    for (Map.Entry<Integer, Held> one : inOrder.entrySet()) {
      to.startItem();
      to.writeInt(one.getKey());
      ValueCodec.write("", one.getValue().value(), to);
      to.writeLong(one.getValue().version());
      to.writeBoolean(one.getValue().form());
      to.writeLong(one.getValue().left());
    }
    to.writeArrayEnd();
  }

  private void open(SystemState.Open open) throws IOException {
    to.writeString(open.deliveryId());
    to.writeLong(open.version());
    to.writeBytes(open.settles().toBytes());
    to.writeLong(open.payload());
    to.writeBoolean(open.delete());
    ValueCodec.texts(open.references(), to);
    to.writeBytes(open.doubtful().toBytes());
  }

  private void handed(SystemState.Handed handed) throws IOException {
    to.writeLong(handed.version());
    to.writeBytes(handed.settles().toBytes());
    to.writeLong(handed.payload());
    to.writeBoolean(handed.delete());
    to.writeLong(handed.since());
    to.writeString(handed.deliveryId());
    if (there(handed.refusal())) {
      to.writeString(handed.refusal().get());
    }
  }

  private void refused(SystemState.Refused refused) throws IOException {
    to.writeLong(refused.payload());
    to.writeString(refused.code());
    to.writeLong(refused.version());
    to.writeBytes(refused.settles().toBytes());
    to.writeLong(refused.since());
  }

  private void number(OptionalLong number) throws IOException {
    to.writeIndex(number.isPresent() ? 1 : 0);
    if (number.isPresent()) {
      to.writeLong(number.getAsLong());
    }
  }

  private void recent(RecentEvents recent) throws IOException {
    ValueCodec.start(recent.size(), to);
    for (int i = 0; i < recent.size(); i++) {
      to.startItem();
      to.writeLong(recent.at(i));
    }
    to.writeArrayEnd();
  }

  /** Writes which of the two a union of nothing and something holds. */
  private boolean there(Optional<?> something) throws IOException {
    to.writeIndex(something.isPresent() ? 1 : 0);
    return something.isPresent();
  }
}
