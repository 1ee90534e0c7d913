package homeroom.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import homeroom.api.Value;
import homeroom.authority.Canonical;
import homeroom.authority.Dispute;
import homeroom.authority.FieldSet;
import homeroom.authority.FieldState;
import homeroom.authority.Held;
import homeroom.authority.Provenance;
import homeroom.authority.RecentEvents;
import homeroom.authority.RecordState;
import homeroom.authority.SystemState;
import homeroom.authority.Turns;
import homeroom.schema.ReleasedSchemas;
import homeroom.schema.StoredRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Whatever is stored comes back as it was. */
class StatesTest {

  @Property(seed = "21", tries = 1000)
  void shouldGiveEveryValueBack(@ForAll("values") Value value) {
    assertThat(Values.value(Values.field("f", value))).isEqualTo(value);
  }

  @Property(seed = "22", tries = 300)
  void shouldGiveEveryStateBack(@ForAll("records") RecordState state) {
    assertThat(States.decode(States.encode(state))).isEqualTo(state);
  }

  @Property(seed = "23", tries = 100)
  void shouldWriteTheSameStateInTheSameBytes(@ForAll("records") RecordState state) {
    assertThat(States.encode(States.decode(States.encode(state)))).isEqualTo(States.encode(state));
  }

  @Property(seed = "24", tries = 300)
  void shouldWriteWhatTheReleasedSchemaSays(@ForAll("records") RecordState state) {
    byte[] bytes = States.encode(state);

    StoredRecord stored = WireFormat.decode(bytes, StoredRecord.class);

    assertThat(States.state(stored)).isEqualTo(state);
    assertThat(WireFormat.encode(stored)).isEqualTo(bytes);
  }

  @Property(seed = "26", tries = 100)
  void shouldReadStatesThatAnOlderVersionWrote(@ForAll("records") RecordState state)
      throws IOException {
    RecordState read = States.decode(asWrittenUnder(1_000_000_015, state));

    assertThat(read.version()).isEqualTo(state.version());
    assertThat(read.fields()).isEqualTo(state.fields());
    assertThat(read.systems())
        .extracting(SystemState::system, SystemState::known, SystemState::held, StatesTest::open)
        .containsExactlyElementsOf(
            state.systems().stream()
                .map(one -> tuple(one.system(), one.known(), one.held(), open(one)))
                .toList());
  }

  private static Optional<String> open(SystemState system) {
    return system.open().map(SystemState.Open::deliveryId);
  }

  private static byte[] asWrittenUnder(int id, RecordState state) throws IOException {
    Schema older = ReleasedSchemas.all().get(id);
    Schema newest = ReleasedSchemas.all().get(ReleasedSchemas.idOf(StoredRecord.class));
    byte[] bytes = States.encode(state);
    GenericRecord converted =
        new GenericDatumReader<GenericRecord>(newest, older)
            .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    written.writeBytes(ByteBuffer.allocate(5).putInt(1, id).array());
    BinaryEncoder to = EncoderFactory.get().binaryEncoder(written, null);
    new GenericDatumWriter<GenericRecord>(older).write(converted, to);
    to.flush();
    return written.toByteArray();
  }

  @Property(seed = "25", tries = 100)
  void shouldRefuseAStateThatIsCutShort(
      @ForAll("records") RecordState state, @ForAll @DoubleRange(max = 0.99) double part) {
    byte[] bytes = States.encode(state);
    byte[] cut = Arrays.copyOf(bytes, (int) (bytes.length * part));

    assertThatThrownBy(() -> States.decode(cut)).isInstanceOf(WireFormatException.class);
  }

  @Test
  void shouldTakeNothingForARecordOfWhichNothingWasHeard() {
    assertThat(States.decode(null)).isEqualTo(RecordState.EMPTY);
  }

  @Provide
  Arbitrary<RecordState> records() {
    return Combinators.combine(versions(), fields().list().ofMaxSize(6), systems())
        .as(RecordState::new);
  }

  @Provide
  Arbitrary<Value> values() {
    return Arbitraries.oneOf(
        Arbitraries.just(Value.NULL),
        texts().map(Value::text),
        Arbitraries.of(true, false).map(Value::flag),
        Arbitraries.longs().map(Value::whole),
        decimals().map(Value::decimal),
        Arbitraries.longs().between(-400_000, 400_000).map(LocalDate::ofEpochDay).map(Value::day),
        instants().map(Value::moment),
        texts().list().ofMaxSize(4).map(Value::items));
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars("aZ 09,;\"'\\/\n\t\u0000")
        .withCharRange('\u00c0', '\u04ff')
        .withChars('\u4e2d', '\u2029', '\uffee')
        .ofMaxLength(12);
  }

  private static Arbitrary<BigDecimal> decimals() {
    return Combinators.combine(
            Arbitraries.bigIntegers()
                .between(BigInteger.TEN.pow(20).negate(), BigInteger.TEN.pow(20)),
            Arbitraries.integers().between(-12, 12))
        .as(BigDecimal::new);
  }

  private static Arbitrary<Instant> instants() {
    return Arbitraries.longs()
        .between(-60_000_000_000_000_000L, 60_000_000_000_000_000L)
        .map(Values::instant);
  }

  private static Arbitrary<Long> versions() {
    return Arbitraries.longs().between(0, Long.MAX_VALUE);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8);
  }

  private Arbitrary<FieldState> fields() {
    Arbitrary<Canonical> canonical =
        Combinators.combine(values(), versions(), provenances()).as(Canonical::new);
    Arbitrary<Instant> times = Arbitraries.of(0L, 1_790_000_000_123_456L).map(Values::instant);
    Arbitrary<Dispute.Claim> claims =
        Combinators.combine(names(), values(), names(), times).as(Dispute.Claim::new);
    Arbitrary<Dispute> disputes =
        Combinators.combine(
                names(),
                Arbitraries.of(Dispute.Reason.values()),
                times,
                values(),
                versions(),
                names().list().ofMaxSize(2),
                names(),
                claims.list().ofMaxSize(2))
            .as(Dispute::new);
    Arbitrary<Turns> turns =
        Combinators.combine(Arbitraries.integers(), times, Arbitraries.longs()).as(Turns::new);
    return Combinators.combine(
            names(), canonical.list().ofMaxSize(4), disputes.optional(), turns.optional())
        .as(FieldState::new);
  }

  /** Few, so that several fields share one. */
  private static Arbitrary<Provenance> provenances() {
    return Combinators.combine(
            Arbitraries.of("sis", "lms"),
            Arbitraries.of("e1", "e2"),
            Arbitraries.of("only sis", "lms before sis"),
            Arbitraries.of("c1"),
            Arbitraries.of(0L, 1_790_000_000_123_456L).map(Values::instant))
        .as(Provenance::new);
  }

  private static Arbitrary<FieldSet> sets() {
    return Arbitraries.integers()
        .between(0, 70)
        .set()
        .ofMaxSize(8)
        .map(
            indexes -> {
              FieldSet set = FieldSet.NONE;
              for (int index : indexes) {
                set = set.with(index);
              }
              return set;
            });
  }

  private Arbitrary<List<SystemState>> systems() {
    Arbitrary<SystemState> known =
        Combinators.combine(
                names(),
                versions(),
                sets(),
                Arbitraries.maps(Arbitraries.integers().between(0, 40), held()).ofMaxSize(3),
                Arbitraries.of(true, false),
                Arbitraries.longs(),
                Arbitraries.longs().array(long[].class).ofMaxSize(4).map(RecentEvents::of),
                Arbitraries.integers().between(0, 9))
            .as(
                (name, version, set, held, flag, digest, recent, epoch) ->
                    new SystemState(
                        name,
                        version,
                        set,
                        held,
                        flag,
                        digest,
                        none(),
                        none(),
                        none(),
                        List.of(),
                        List.of(),
                        none(),
                        OptionalLong.empty(),
                        recent,
                        flag ? OptionalLong.empty() : OptionalLong.of(digest),
                        flag,
                        epoch));
    return Combinators.combine(known, deliveries()).as(StatesTest::with).list().ofMaxSize(4);
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }

  private Arbitrary<Held> held() {
    return Combinators.combine(values(), versions(), Arbitraries.of(true, false), versions())
        .as(Held::new);
  }

  /** What is under way to a system, in a state of its own. */
  private static Arbitrary<SystemState> deliveries() {
    Arbitrary<SystemState.Open> open =
        Combinators.combine(
                names(),
                versions(),
                sets(),
                Arbitraries.longs(),
                Arbitraries.of(true, false),
                names().list().ofMaxSize(3),
                sets())
            .as(SystemState.Open::new);
    Arbitrary<SystemState.Handed> handed =
        Combinators.combine(
                versions(),
                sets(),
                Arbitraries.longs(),
                Arbitraries.of(true, false),
                Arbitraries.longs().between(1, Long.MAX_VALUE),
                texts(),
                names().optional())
            .as(SystemState.Handed::new);
    Arbitrary<SystemState.Refused> refused =
        Combinators.combine(Arbitraries.longs(), names(), versions(), sets(), versions())
            .as(SystemState.Refused::new);
    return Combinators.combine(
            open.optional(),
            handed.optional(),
            refused.optional(),
            texts().optional(),
            names().list().ofMaxSize(3),
            names().list().ofMaxSize(2),
            Arbitraries.longs().optional())
        .as(
            (is, was, not, id, waits, met, sequence) ->
                new SystemState(
                    "",
                    0,
                    FieldSet.NONE,
                    Map.of(),
                    false,
                    0,
                    id,
                    is,
                    was,
                    waits,
                    met,
                    not,
                    sequence.map(OptionalLong::of).orElse(OptionalLong.empty()),
                    RecentEvents.NONE,
                    OptionalLong.empty(),
                    false,
                    0));
  }

  private static SystemState with(SystemState known, SystemState under) {
    return new SystemState(
        known.system(),
        known.version(),
        known.known(),
        known.held(),
        known.present(),
        known.confirmed(),
        under.remoteId(),
        under.open(),
        under.handed(),
        under.waitsFor(),
        under.met(),
        under.refused(),
        under.sequence(),
        known.recent(),
        known.unseen(),
        known.repair(),
        known.epoch());
  }
}
