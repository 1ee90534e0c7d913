package homeroom.alert;

import static homeroom.audit.Samples.NOON;
import static homeroom.authority.FieldRules.EXISTS;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.alert.grouping.Cause;
import homeroom.alert.grouping.Occurrence;
import homeroom.alert.grouping.Trigger;
import homeroom.audit.Samples;
import homeroom.schema.Movement;
import homeroom.schema.MovementOutcome;
import homeroom.wire.Topics;
import homeroom.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What of a first contact people are told. */
final class OccurrenceReaderTest {

  private static final Topics TOPICS = new Topics("cedar");

  private static List<Occurrence> read(Set<Trigger> triggers, Movement... movements) {
    OccurrenceReader reader = new OccurrenceReader(TOPICS, triggers, record -> "pseudonym");
    return Stream.of(movements)
        .flatMap(
            movement ->
                reader.read(
                    new ConsumerRecord<>(
                        TOPICS.movements(),
                        0,
                        0,
                        "student/1".getBytes(StandardCharsets.UTF_8),
                        WireFormat.encode(movement))))
        .toList();
  }

  private static Movement met(MovementOutcome outcome, String code, String... fields) {
    return Samples.contact(outcome, code, "1", NOON, fields);
  }

  private static final Movement[] DIFFERENT = {
    met(MovementOutcome.UNCHANGED, "FIRST_CONTACT_PARTLY_EQUAL", EXISTS, "email"),
    met(MovementOutcome.INITIAL_MISMATCH, "FIRST_CONTACT_WON", "nickname"),
    met(MovementOutcome.INITIAL_MISMATCH, "FIRST_CONTACT_LOST", "familyName"),
    met(MovementOutcome.UNAUTHORISED, "FIRST_CONTACT_REFUSED", "school")
  };

  @Test
  void shouldCountARecordThatDiffersOnceWhateverItsFieldsAre() {
    assertThat(read(EnumSet.allOf(Trigger.class), DIFFERENT))
        .containsExactly(
            new Occurrence(
                new Cause(Trigger.FIRST_CONTACTS, "", List.of(), List.of("lms"), "FIRST_CONTACT"),
                Optional.of("pseudonym"),
                NOON));
  }

  @Test
  void shouldCountARecordThatWasOverwrittenAndNoneThatWasCreated() {
    Movement created = Samples.delivered("lms", "student", "1", "d1", "CREATED", NOON);
    created.setCode("FIRST_CONTACT_TOLD");
    Movement updated = Samples.delivered("lms", "student", "1", "d2", "UPDATED", NOON);
    updated.setCode("FIRST_CONTACT_TOLD");

    assertThat(read(EnumSet.allOf(Trigger.class), created, updated)).hasSize(1);
  }

  @Test
  void shouldNotTakeAFirstContactForAViolation() {
    assertThat(
            read(
                EnumSet.of(Trigger.VIOLATIONS),
                met(MovementOutcome.UNAUTHORISED, "FIRST_CONTACT_REFUSED", EXISTS, "email"),
                met(MovementOutcome.UNAUTHORISED, "AUTHORITY_LEFT", "email")))
        .singleElement()
        .satisfies(told -> assertThat(told.cause().fields()).containsExactly("email"));
  }

  @Test
  void shouldSayNothingOfWhatIsEqualOrNew() {
    assertThat(
            read(
                EnumSet.allOf(Trigger.class),
                met(MovementOutcome.UNCHANGED, "FIRST_CONTACT_EQUAL", EXISTS, "email"),
                met(MovementOutcome.ACCEPTED, "FIRST_CONTACT_NEW", EXISTS, "email"),
                met(MovementOutcome.ACCEPTED, "FIRST_CONTACT_ADDED", "phone")))
        .isEmpty();
  }
}
