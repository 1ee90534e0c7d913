package homeroom.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import homeroom.api.Operation;
import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Alias;
import homeroom.authority.Canonical;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldState;
import homeroom.authority.Identity;
import homeroom.authority.Provenance;
import homeroom.authority.RecordState;
import homeroom.planning.Effect;
import homeroom.planning.Payload;
import homeroom.schema.Change;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.GoldenField;
import homeroom.schema.GoldenRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** What is written straight into bytes is what the released schemas say. */
class AcceptedMessagesTest {

  private static final RecordKey STUDENT = new RecordKey("student", "1048576");
  private static final Instant THEN = Instant.parse("2026-11-22T08:00:00.123456Z");
  private static final Provenance FROM_SIS = new Provenance("sis", "e1", "only sis", "c1", THEN);
  private static final Provenance FROM_LMS = new Provenance("lms", "e2", "lms first", "c1", THEN);

  @Test
  void shouldWriteAnOrderWithEveryKindOfValue() {
    byte[] bytes =
        AcceptedMessages.order(
            STUDENT,
            send(Operation.UPSERT, Optional.of("r7"), values()),
            Optional.of("student/77"),
            "c1");

    DeliveryOrder order = reread(bytes, DeliveryOrder.class);
    assertThat(Values.values(order.getPayload())).isEqualTo(values());
    assertThat(Messages.delivery(order).operation()).isEqualTo(Operation.UPSERT);
    assertThat(Messages.delivery(order).record()).isEqualTo(STUDENT);
    assertThat(Messages.delivery(order).formerKey()).contains("77");
    assertThat(order)
        .extracting("deliveryId", "system", "target", "remoteId", "version", "cause", "epoch")
        .containsExactly("d1", "lms", "users", "r7", 9L, "e1", 3);
    assertThat(order.getChanged()).containsExactly("given");
    assertThat(order.getSettles()).containsExactly("givenName", "_exists");
    assertThat(order.getConfiguration()).isEqualTo("c1");
    assertThat(order.getCreates()).isTrue();
  }

  @Test
  void shouldWriteADeletionOfARecordWithoutAnId() {
    byte[] bytes =
        AcceptedMessages.order(
            STUDENT, send(Operation.DELETE, Optional.empty(), Map.of()), Optional.empty(), "c1");

    DeliveryOrder order = reread(bytes, DeliveryOrder.class);
    assertThat(Messages.delivery(order).operation()).isEqualTo(Operation.DELETE);
    assertThat(order.getRemoteId()).isNull();
    assertThat(order.getPayload()).isEmpty();
  }

  @Test
  void shouldWriteAChangeWithBothSides() {
    Map<String, Value> before = Map.of("givenName", Value.text("Zoë"));
    Map<String, Value> after = Map.of("givenName", Value.NULL);

    byte[] bytes =
        AcceptedMessages.change(STUDENT, new Effect.Changed(9, true, before, after, FROM_SIS));

    Change change = reread(bytes, Change.class);
    assertThat(Values.values(change.getBefore())).isEqualTo(before);
    assertThat(Values.values(change.getAfter())).isEqualTo(after);
    assertThat(change)
        .extracting("entity", "key", "version", "exists", "system", "eventId", "rule")
        .containsExactly("student", "1048576", 9L, true, "sis", "e1", "only sis");
    assertThat(change.getConfiguration()).isEqualTo("c1");
    assertThat(Values.instant(change.getOccurredAt())).isEqualTo(THEN);
  }

  @Test
  void shouldWriteTheTruthWithoutTheHubsOwnFieldsAndEachSourceOnce() {
    RecordState state =
        new RecordState(
            9,
            List.of(
                field(FieldRules.EXISTS, Value.flag(true), FROM_SIS),
                field("email", Value.text("z@example.org"), FROM_LMS),
                new FieldState("grade", List.of()),
                field("givenName", Value.text("Zoë"), FROM_SIS),
                field("phone", Value.NULL, FROM_LMS)),
            List.of());

    byte[] bytes = AcceptedMessages.golden(STUDENT, state, "c2");

    GoldenRecord golden = reread(bytes, GoldenRecord.class);
    assertThat(golden.getFields())
        .extracting(field -> field.getField().getName(), GoldenField::getSource)
        .containsExactly(tuple("email", 0), tuple("givenName", 1), tuple("phone", 0));
    assertThat(golden.getSources()).extracting("eventId").containsExactly("e2", "e1");
    assertThat(golden)
        .extracting("entity", "key", "version", "exists", "configuration")
        .containsExactly("student", "1048576", 9L, true, "c2");
  }

  @Test
  void shouldWriteNothingOfAKeyThatWasGivenUpButWhereItLeads() {
    Alias step =
        new Alias(
            Alias.Kind.RENAMED,
            STUDENT.toString(),
            "student/2",
            THEN,
            "Kim",
            Optional.of("a new number"),
            "command-1");
    RecordState state =
        new RecordState(
            9,
            List.of(
                field(FieldRules.EXISTS, Value.flag(true), FROM_SIS),
                field("givenName", Value.text("Zoë"), FROM_SIS)),
            List.of(),
            Identity.NONE.and(step).movedTo(Optional.of("student/2")));

    GoldenRecord golden = reread(AcceptedMessages.golden(STUDENT, state, "c2"), GoldenRecord.class);

    assertThat(golden.getExists()).isFalse();
    assertThat(golden.getFields()).isEmpty();
    assertThat(golden.getMovedTo()).isEqualTo("student/2");
    assertThat(golden.getKeys())
        .extracting("by", "why")
        .containsExactly(tuple("Kim", "a new number"));
  }

  private static <T extends SpecificRecord> T reread(byte[] bytes, Class<T> type) {
    T read = WireFormat.decode(bytes, type);
    assertThat(WireFormat.encode(read)).isEqualTo(bytes);
    return read;
  }

  private static FieldState field(String name, Value value, Provenance provenance) {
    return new FieldState(name, List.of(new Canonical(value, 9, provenance)));
  }

  private static Effect.Send send(
      Operation operation, Optional<String> remoteId, Map<String, Value> payload) {
    return new Effect.Send(
        "d1",
        "lms",
        "users",
        operation,
        Payload.of(payload),
        List.of("given"),
        List.of("givenName", FieldRules.EXISTS),
        true,
        remoteId,
        9,
        "e1",
        3,
        THEN);
  }

  private static Map<String, Value> values() {
    Map<String, Value> values = new LinkedHashMap<>();
    values.put("null", Value.NULL);
    values.put("text", Value.text("Zoë 中"));
    values.put("empty", Value.text(""));
    values.put("flag", Value.flag(true));
    values.put("whole", Value.whole(Long.MIN_VALUE));
    values.put("decimal", Value.decimal(new BigDecimal("-12.50")));
    values.put("day", Value.day(LocalDate.of(1969, 7, 20)));
    values.put("moment", Value.moment(THEN));
    values.put("items", Value.items(List.of("a", "", "ü")));
    return values;
  }
}
