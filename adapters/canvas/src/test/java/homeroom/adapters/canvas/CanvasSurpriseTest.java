package homeroom.adapters.canvas;

import static homeroom.adapters.canvas.Lms.ENROLLMENT;
import static homeroom.adapters.canvas.Lms.USER;
import static homeroom.adapters.canvas.Lms.with;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Outcome;
import homeroom.api.Outcome.ChangedMeanwhile;
import homeroom.api.Outcome.Effect;
import homeroom.api.Value;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people change in Canvas before the hub writes the same. */
class CanvasSurpriseTest {

  private static final String SHORT_NAME = "user.short_name";
  private static final String END = "enrollment.end_at";
  private static final Map<String, Value> CHANGED =
      with(with(USER, SHORT_NAME, Value.text("Anita")), "user.name", Value.text("Anita Lopez"));

  private final Lms lms = new Lms();
  private Optional<String> user;

  @BeforeEach
  void furnish() {
    lms.furnish();
    user = CanvasDeliveryTest.id(lms.create("users", USER));
  }

  @AfterEach
  void stop() {
    lms.close();
  }

  private Outcome rename(Value believed) {
    return lms.update(
        "users", user, CHANGED, Map.of(SHORT_NAME, Set.of(believed)), SHORT_NAME, "user.name");
  }

  private void nickname(String name) throws Exception {
    lms.as(
        "hub-token",
        "PUT",
        "users/" + user.orElseThrow(),
        "{\"user\":{\"short_name\":\"" + name + "\"}}");
  }

  private String shown() throws Exception {
    return lms.as("hub-token", "GET", "users/" + user.orElseThrow(), "");
  }

  @Test
  void shouldNotWriteOverANicknameThatSomebodyGaveMeanwhile() throws Exception {
    nickname("Nita");

    Outcome outcome = rename(Value.text("Ana"));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            ChangedMeanwhile.class,
            changed -> {
              assertThat(changed.shown()).isEqualTo(Map.of(SHORT_NAME, Value.text("Nita")));
              assertThat(changed.found().collection()).isEqualTo("users");
              assertThat(changed.found().columns())
                  .containsEntry("short_name", Value.text("Nita"))
                  .containsEntry("sis_user_id", Value.text("u-1"));
              assertThat(changed.remoteId()).isEqualTo(user);
            });
    assertThat(shown()).contains("Nita").doesNotContain("Anita");
  }

  @Test
  void shouldWriteWhatIsAsExpectedAndWhatAnEarlierTryWroteAlready() {
    assertThat(CanvasDeliveryTest.effect(rename(Value.text("Ana")))).isEqualTo(Effect.UPDATED);
    assertThat(CanvasDeliveryTest.effect(rename(Value.text("Ana")))).isEqualTo(Effect.UNCHANGED);
  }

  @Test
  void shouldTakeTheNameForTheShortNameThatNobodyGave() throws Exception {
    nickname("Ana Lopez");

    assertThat(CanvasDeliveryTest.effect(rename(Value.NULL))).isEqualTo(Effect.UPDATED);
  }

  @Test
  void shouldNotWriteOverAnEndThatSomebodySetMeanwhile() {
    Optional<String> seat = CanvasDeliveryTest.id(lms.create("enrollments", ENROLLMENT));
    Value theirs = Value.day(LocalDate.of(2027, 1, 5));
    lms.update("enrollments", seat, with(ENROLLMENT, END, theirs), END);

    Outcome outcome =
        lms.update(
            "enrollments",
            seat,
            with(ENROLLMENT, END, Value.day(LocalDate.of(2027, 6, 5))),
            Map.of(END, Set.of(Value.NULL)),
            END);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            ChangedMeanwhile.class,
            changed -> {
              assertThat(changed.shown()).isEqualTo(Map.of(END, theirs));
              assertThat(changed.found().columns()).containsEntry("end_at", theirs);
              assertThat(changed.remoteId()).isEqualTo(seat);
            });
  }
}
