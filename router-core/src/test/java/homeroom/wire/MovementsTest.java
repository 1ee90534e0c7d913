package homeroom.wire;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Evidence;
import homeroom.api.RecordKey;
import homeroom.planning.Effect.Moved;
import homeroom.planning.Effect.Moved.Due;
import homeroom.schema.Movement;
import homeroom.schema.MovementOutcome;
import homeroom.schema.Sent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A movement that is written straight into bytes is what the released schema says. */
class MovementsTest {

  private static final RecordKey STUDENT = new RecordKey("student", "1048576");
  private static final Instant THEN = Instant.parse("2026-11-22T08:00:00.123456Z");

  @Test
  void shouldWriteAMovementWithAllThatItCanSay() {
    Moved moved =
        new Moved(
            Moved.Outcome.REFUSED,
            "lms",
            Optional.of("d1"),
            9,
            List.of("givenName", "email"),
            List.of(
                new Due("idp", Optional.of("d2"), List.of()),
                new Due("warehouse", Optional.empty(), List.of("org/7", "after:idp"))),
            Optional.of("REFUSED"),
            Optional.of("LMS_422"),
            Optional.of("the address is taken"),
            Optional.of("b1"),
            3,
            new Evidence(
                Optional.of(Evidence.Category.CONFLICT), Optional.of("409"), Optional.of("r-7")));

    assertThat(read(moved))
        .isEqualTo(
            new Movement(
                "m1",
                "student",
                "1048576",
                MovementOutcome.REFUSED,
                "lms",
                "e1",
                "d1",
                9L,
                List.of("givenName", "email"),
                List.of(
                    new Sent("idp", "d2", List.of()),
                    new Sent("warehouse", null, List.of("org/7", "after:idp"))),
                "REFUSED",
                "LMS_422",
                "the address is taken",
                "b1",
                3,
                Values.micros(THEN),
                "c1",
                "CONFLICT",
                "409",
                "r-7"));
  }

  @ParameterizedTest
  @EnumSource
  void shouldWriteEveryOutcomeOfWhichNothingElseIsSaid(Moved.Outcome outcome) {
    Moved moved =
        new Moved(
            outcome,
            "sis",
            Optional.empty(),
            0,
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0);

    Movement read = read(moved);

    assertThat(read.getOutcome().name()).isEqualTo(outcome.name());
    assertThat(read.getDeliveryId()).isNull();
    assertThat(read.getSent()).isEmpty();
    assertThat(read.getDetail()).isNull();
  }

  private static Movement read(Moved moved) {
    byte[] bytes = Movements.movement("m1", STUDENT, moved, "e1", "c1", THEN);
    Movement read = WireFormat.decode(bytes, Movement.class);
    assertThat(WireFormat.encode(read)).isEqualTo(bytes);
    return read;
  }
}
