package homeroom.wire;

import homeroom.authority.Canonical;
import homeroom.authority.Dispute;
import homeroom.authority.FieldSet;
import homeroom.authority.FieldState;
import homeroom.authority.Held;
import homeroom.authority.Identity;
import homeroom.authority.Provenance;
import homeroom.authority.RecentEvents;
import homeroom.authority.RecordState;
import homeroom.authority.SystemState;
import homeroom.authority.Turns;
import homeroom.schema.StoredDispute;
import homeroom.schema.StoredIdentity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.specific.SpecificDatumReader;

/** Reads what {@link StateWriter} wrote. Not thread-safe. */
final class StateReader {

  private final SpecificDatumReader<StoredDispute> disputes =
      new SpecificDatumReader<>(StoredDispute.class);
  private final SpecificDatumReader<StoredIdentity> identities =
      new SpecificDatumReader<>(StoredIdentity.class);

  /** More items than that are no reason to make room before they were read. */
  private static final int LIKELY = 256;

  private final Words words = new Words();

  RecordState read(BinaryDecoder from) throws IOException {
    long version = from.readLong();
    List<Provenance> sources = list(from, this::provenance);
    List<FieldState> fields = list(from, it -> field(it, sources));
    List<SystemState> systems = list(from, this::system);
    return new RecordState(version, fields, systems, identity(from));
  }

  private Identity identity(BinaryDecoder from) throws IOException {
    return there(from) ? Identities.identity(identities.read(null, from)) : Identity.NONE;
  }

  private Provenance provenance(BinaryDecoder from) throws IOException {
    return new Provenance(
        words.read(from),
        from.readString(),
        words.read(from),
        words.read(from),
        Values.instant(from.readLong()));
  }

  private FieldState field(BinaryDecoder from, List<Provenance> sources) throws IOException {
    return new FieldState(
        words.read(from), list(from, it -> canonical(it, sources)), dispute(from), turns(from));
  }

  private static Canonical canonical(BinaryDecoder from, List<Provenance> sources)
      throws IOException {
    return new Canonical(
        ValueCodec.readUnnamed(from), from.readLong(), sources.get(from.readInt()));
  }

  private Optional<Dispute> dispute(BinaryDecoder from) throws IOException {
    return there(from)
        ? Optional.of(Disputes.dispute(disputes.read(null, from)))
        : Optional.empty();
  }

  private static Optional<Turns> turns(BinaryDecoder from) throws IOException {
    return there(from)
        ? Optional.of(new Turns(from.readInt(), Values.instant(from.readLong()), from.readLong()))
        : Optional.empty();
  }

  private SystemState system(BinaryDecoder from) throws IOException {
    String system = words.read(from);
    long version = from.readLong();
    return new SystemState(
        system,
        version,
        fields(from),
        held(from),
        from.readBoolean(),
        from.readLong(),
        there(from) ? Optional.of(from.readString()) : Optional.empty(),
        there(from) ? Optional.of(open(from)) : Optional.empty(),
        there(from) ? Optional.of(handed(from)) : Optional.empty(),
        ValueCodec.readTexts(from),
        ValueCodec.readTexts(from),
        there(from) ? Optional.of(refused(from)) : Optional.empty(),
        number(from),
        recent(from),
        unseen(from, version),
        from.readBoolean(),
        from.readInt());
  }

  private static RecentEvents recent(BinaryDecoder from) throws IOException {
    long[] hashes = {};
    for (long more = from.readArrayStart(); more != 0; more = from.arrayNext()) {
      int before = hashes.length;
      hashes = Arrays.copyOf(hashes, Math.addExact(before, Math.toIntExact(more)));
      for (int i = before; i < hashes.length; i++) {
        hashes[i] = from.readLong();
      }
    }
    return RecentEvents.of(hashes);
  }

  private static SystemState.Refused refused(BinaryDecoder from) throws IOException {
    return new SystemState.Refused(
        from.readLong(), from.readString(), from.readLong(), fields(from), from.readLong());
  }

  private static OptionalLong number(BinaryDecoder from) throws IOException {
    return there(from) ? OptionalLong.of(from.readLong()) : OptionalLong.empty();
  }

  /** Older states say only that there is such a delivery; it is no newer than what is held. */
  private static OptionalLong unseen(BinaryDecoder from, long held) throws IOException {
    boolean unseen = from.readBoolean();
    OptionalLong version = number(from);
    return unseen && version.isEmpty() ? OptionalLong.of(held) : version;
  }

  private static Map<Integer, Held> held(BinaryDecoder from) throws IOException {
    long more = from.readArrayStart();
    if (more == 0) {
      return Map.of();
    }
    Map<Integer, Held> held = new HashMap<>();
    for (; more != 0; more = from.arrayNext()) {
      for (long i = 0; i < more; i++) {
        held.put(
            from.readInt(),
            new Held(
                ValueCodec.readUnnamed(from),
                from.readLong(),
                from.readBoolean(),
                from.readLong()));
      }
    }
    return held;
  }

  private static SystemState.Open open(BinaryDecoder from) throws IOException {
    return new SystemState.Open(
        from.readString(),
        from.readLong(),
        fields(from),
        from.readLong(),
        from.readBoolean(),
        ValueCodec.readTexts(from),
        fields(from));
  }

  private static SystemState.Handed handed(BinaryDecoder from) throws IOException {
    long version = from.readLong();
    FieldSet settles = fields(from);
    long payload = from.readLong();
    boolean delete = from.readBoolean();
    long since = from.readLong();
    return new SystemState.Handed(
        version,
        settles,
        payload,
        delete,
        since == 0 ? version : since,
        from.readString(),
        there(from) ? Optional.of(from.readString()) : Optional.empty());
  }

  private static FieldSet fields(BinaryDecoder from) throws IOException {
    return FieldSet.of(from.readBytes(null).array());
  }

  /** Whether a union of nothing and something holds something. */
  private static boolean there(BinaryDecoder from) throws IOException {
    return from.readIndex() == 1;
  }

  private interface Item<T> {
    T read(BinaryDecoder from) throws IOException;
  }

  /** Most have one item: one value of a field, one source. */
  private static <T> List<T> list(BinaryDecoder from, Item<T> item) throws IOException {
    long more = from.readArrayStart();
    if (more == 0) {
      return List.of();
    }
    T first = item.read(from);
    long left = more - 1;
    if (left == 0) {
      left = from.arrayNext();
      if (left == 0) {
        return List.of(first);
      }
    }
    List<T> list = new ArrayList<>((int) Math.min(left + 1, LIKELY));
    list.add(first);
    for (; left != 0; left = from.arrayNext()) {
      for (long i = 0; i < left; i++) {
        list.add(item.read(from));
      }
    }
    return list;
  }
}
