package homeroom.adapters.canvas;

import static homeroom.adapters.canvas.CanvasDeliveryTest.effect;
import static homeroom.adapters.canvas.CanvasDeliveryTest.failure;
import static homeroom.adapters.canvas.CanvasDeliveryTest.id;
import static homeroom.adapters.canvas.Lms.ENROLLMENT;
import static homeroom.adapters.canvas.Lms.with;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.ConsumerAdapter;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Effect;
import homeroom.api.RemoteRecord;
import homeroom.api.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CanvasEnrollmentTest {

  private final Lms lms = new Lms();

  @BeforeEach
  void furnish() {
    lms.furnish();
  }

  @AfterEach
  void stop() {
    lms.close();
  }

  private String shown(Optional<String> id) throws Exception {
    return lms.as("hub-token", "GET", "accounts/1/enrollments/" + id.orElseThrow(), "");
  }

  private List<RemoteRecord> snapshot() throws Exception {
    try (Stream<RemoteRecord> records = lms.snapshots().read("enrollments", ENROLLMENT.keySet())) {
      return records.filter(RemoteRecord::isActive).toList();
    }
  }

  @Test
  void shouldEnrollWithTwoRequestsAndWithoutAnInvitation() throws Exception {
    long before = lms.simulator.stats().requests();

    Outcome outcome = lms.create("enrollments", ENROLLMENT);

    assertThat(effect(outcome)).isEqualTo(Effect.CREATED);
    assertThat(lms.simulator.stats().requests() - before).isEqualTo(2);
    assertThat(shown(id(outcome))).contains("\"enrollment_state\":\"active\"");
    assertThat(snapshot()).containsExactly(new RemoteRecord(id(outcome).get(), ENROLLMENT));
  }

  @Test
  void shouldLookOnceForThePersonsEnrollmentsThatAreMadeTogether() throws Exception {
    long before = lms.simulator.stats().requests();

    lms.create("enrollments", ENROLLMENT);
    Outcome other =
        lms.create(
            "enrollments", with(ENROLLMENT, "enrollment.type", Value.text("TeacherEnrollment")));

    assertThat(effect(other)).isEqualTo(Effect.CREATED);
    assertThat(lms.simulator.stats().requests() - before).isEqualTo(3);
    assertThat(snapshot()).hasSize(2);
  }

  @Test
  void shouldNotMakeAgainWhatAnotherHubMadeWhenItsDeliveriesAreTakenOver() throws Exception {
    // This hub has just looked at the person for the sake of another enrollment.
    lms.create("enrollments", with(ENROLLMENT, "enrollment.type", Value.text("TeacherEnrollment")));
    try (ConsumerAdapter other = lms.consumerWith("hub-token")) {
      other.deliver(List.of(lms.creation("enrollments", ENROLLMENT)));
    }

    lms.consumer.takeOver();

    assertThat(effect(lms.create("enrollments", ENROLLMENT))).isEqualTo(Effect.UNCHANGED);
    assertThat(lms.simulator.duplicates()).isZero();
  }

  @Test
  void shouldMakeAnEnrollmentAgainThatWasTakenAwayAMomentAgo() throws Exception {
    Optional<String> id = id(lms.create("enrollments", ENROLLMENT));
    lms.delete("enrollments", id, ENROLLMENT);

    assertThat(effect(lms.create("enrollments", ENROLLMENT))).isEqualTo(Effect.UPDATED);

    assertThat(shown(id)).contains("\"enrollment_state\":\"active\"");
  }

  @Test
  void shouldChangeNothingWhenTheSameEnrollmentComesAgain() {
    Optional<String> id = id(lms.create("enrollments", ENROLLMENT));

    assertThat(effect(lms.create("enrollments", ENROLLMENT))).isEqualTo(Effect.UNCHANGED);
    assertThat(effect(lms.update("enrollments", id, ENROLLMENT, "enrollment.start_at")))
        .isEqualTo(Effect.UNCHANGED);
    assertThat(lms.simulator.duplicates()).isZero();
  }

  @Test
  void shouldKeepTheOtherDateWhenOneChanges() throws Exception {
    Optional<String> id = id(lms.create("enrollments", ENROLLMENT));
    Map<String, Value> ending =
        with(ENROLLMENT, "enrollment.end_at", Value.day(LocalDate.of(2026, 12, 18)));

    assertThat(effect(lms.update("enrollments", id, ending, "enrollment.end_at")))
        .isEqualTo(Effect.UPDATED);

    assertThat(shown(id))
        .contains("\"start_at\":\"2026-08-15T00:00:00Z\"")
        .contains("\"end_at\":\"2026-12-18T00:00:00Z\"");
  }

  @Test
  void shouldClearADateWithNull() throws Exception {
    Optional<String> id = id(lms.create("enrollments", ENROLLMENT));
    Map<String, Value> cleared = with(ENROLLMENT, "enrollment.start_at", Value.NULL);

    assertThat(effect(lms.update("enrollments", id, cleared, "enrollment.start_at")))
        .isEqualTo(Effect.UPDATED);

    assertThat(shown(id)).contains("\"start_at\":null");
  }

  @Test
  void shouldTakeAMomentAsWell() throws Exception {
    Value moment = Value.moment(Instant.parse("2026-08-15T13:45:00Z"));
    Map<String, Value> exact = with(ENROLLMENT, "enrollment.start_at", moment);

    lms.create("enrollments", exact);

    assertThat(snapshot().getFirst().fields()).containsEntry("enrollment.start_at", moment);
  }

  @Test
  void shouldGoThroughAllStates() throws Exception {
    String name = "enrollment.enrollment_state";
    Optional<String> id = id(lms.create("enrollments", ENROLLMENT));
    for (String state : List.of("inactive", "active", "completed", "active", "invited")) {
      Map<String, Value> payload = with(ENROLLMENT, name, Value.text(state));
      Effect expected = state.equals("invited") ? null : Effect.UPDATED;
      Outcome outcome = lms.update("enrollments", id, payload, name);
      if (expected == null) {
        assertThat(failure(outcome).code()).isEqualTo("CANVAS_UNKNOWN_STATE");
      } else {
        assertThat(effect(outcome)).isEqualTo(expected);
        assertThat(shown(id)).contains("\"enrollment_state\":\"" + state + "\"");
      }
    }
  }

  @Test
  void shouldCreateOneThatIsOverAtOnce() throws Exception {
    Map<String, Value> over =
        with(ENROLLMENT, "enrollment.enrollment_state", Value.text("completed"));

    Outcome outcome = lms.create("enrollments", over);

    assertThat(effect(outcome)).isEqualTo(Effect.CREATED);
    assertThat(shown(id(outcome))).contains("\"enrollment_state\":\"completed\"");
  }

  @Test
  void shouldDeactivateOnDeleteAndReactivateTheSameOne() throws Exception {
    Optional<String> id = id(lms.create("enrollments", ENROLLMENT));

    assertThat(effect(lms.delete("enrollments", id, ENROLLMENT))).isEqualTo(Effect.DELETED);
    assertThat(effect(lms.delete("enrollments", Optional.empty(), ENROLLMENT)))
        .isEqualTo(Effect.DELETED);
    assertThat(shown(id)).contains("\"enrollment_state\":\"inactive\"");
    assertThat(snapshot()).isEmpty();

    Outcome back = lms.create("enrollments", ENROLLMENT);
    assertThat(effect(back)).isEqualTo(Effect.UPDATED);
    assertThat(id(back)).isEqualTo(id);
    assertThat(lms.simulator.stats().enrollments()).isEqualTo(1);
  }

  @Test
  void shouldBringBackWhatATeacherDeleted() throws Exception {
    Optional<String> id = id(lms.create("enrollments", ENROLLMENT));
    lms.as("teacher-token", "DELETE", "courses/1/enrollments/" + id.get() + "?task=delete", "");

    Outcome outcome = lms.update("enrollments", id, ENROLLMENT, "enrollment.start_at");

    assertThat(effect(outcome)).isEqualTo(Effect.CREATED);
    assertThat(lms.simulator.stats().enrollments()).isEqualTo(1);
  }

  @Test
  void shouldEndTheOldOneWhenTheTypeChanges() throws Exception {
    Optional<String> old = id(lms.create("enrollments", ENROLLMENT));
    Map<String, Value> assistant = with(ENROLLMENT, "enrollment.type", Value.text("TaEnrollment"));

    Outcome outcome = lms.update("enrollments", old, assistant, "enrollment.type");

    assertThat(effect(outcome)).isEqualTo(Effect.CREATED);
    assertThat(id(outcome)).isNotEqualTo(old);
    assertThat(shown(old)).contains("inactive");
    assertThat(snapshot()).hasSize(1);
  }

  @Test
  void shouldNameAnUnknownPersonOrSectionAsContent() {
    for (String name : List.of("enrollment.user", "enrollment.section")) {
      Outcome outcome = lms.create("enrollments", with(ENROLLMENT, name, Value.text("none")));
      assertThat(failure(outcome).code()).isEqualTo("CANVAS_UNKNOWN_PARENT");
    }
  }

  @Test
  void shouldCallItDeletedWhenItNeverWasThere() {
    assertThat(effect(lms.delete("enrollments", Optional.empty(), ENROLLMENT)))
        .isEqualTo(Effect.DELETED);
    assertThat(effect(lms.delete("enrollments", Optional.of("4711"), ENROLLMENT)))
        .isEqualTo(Effect.DELETED);
  }
}
