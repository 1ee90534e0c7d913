package homeroom.planning;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.authority.SystemState;
import homeroom.planning.Effect.Moved.Outcome;
import homeroom.planning.Input.Answered.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was handed over is answered once a file was put in place, or its answer came. */
class AnsweredLaterTest {

  private static District handedOver() {
    District district =
        new District(District.subscription("vendor", List.of(), "familyName"))
            .says("sis", Map.of("familyName", "Okafor"));
    return district.answers("vendor", Result.HANDED_OVER);
  }

  private static String handed(District district) {
    return system(district).handed().orElseThrow().deliveryId();
  }

  private static SystemState system(District district) {
    return district.state().system("vendor").orElseThrow();
  }

  @Test
  void shouldSettleWhatWasHandedOverOnceItIsAnswered() {
    District district = handedOver();

    district.answers("vendor", handed(district), Result.UPDATED);

    assertThat(district.outcomes()).containsExactly(Outcome.DELIVERED);
    assertThat(system(district).handed()).isEmpty();
    assertThat(system(district).present()).isTrue();
    assertThat(district.reconsiders().sends()).as("it is in step").isEmpty();
  }

  @Test
  void shouldSettleItOnlyOnce() {
    District district = handedOver();
    String delivery = handed(district);
    district.answers("vendor", delivery, Result.UPDATED);
    SystemState settled = system(district);

    district.answers("vendor", delivery, Result.UPDATED);

    assertThat(district.outcomes()).containsExactly(Outcome.STALE);
    assertThat(system(district)).isEqualTo(settled);
  }

  @Test
  void shouldTakeNoAnswerForWhatWasReplacedSince() {
    District district = handedOver();
    String old = handed(district);
    district.says("sis", Map.of("familyName", "Okafor-Bell")).answers("vendor", Result.HANDED_OVER);

    district.answers("vendor", old, Result.UPDATED);

    assertThat(district.outcomes()).containsExactly(Outcome.STALE);
    assertThat(system(district).handed()).isPresent();
  }

  @Test
  void shouldSettleWhatWasAnsweredWhileANewerOneIsOnItsWay() {
    District district = handedOver();
    String delivery = handed(district);
    district.says("sis", Map.of("familyName", "Okafor-Bell"));

    district.answers("vendor", delivery, Result.UPDATED);
    district.answers("vendor", Result.HANDED_OVER);

    assertThat(system(district).present()).isTrue();
    district.answers("vendor", handed(district), Result.UPDATED);
    assertThat(district.outcomes()).containsExactly(Outcome.DELIVERED);
    assertThat(district.reconsiders().sends()).isEmpty();
  }

  @Test
  void shouldRefuseWhatWasHandedOverAndKeepItUntilItChanges() {
    District district = handedOver();

    district.answers("vendor", handed(district), Result.REFUSED);

    assertThat(district.outcomes()).containsExactly(Outcome.REFUSED);
    assertThat(district.reconsiders().sends()).as("the same is not sent again").isEmpty();
    assertThat(district.says("sis", Map.of("familyName", "Okafor-Bell")).sends()).hasSize(1);
  }

  @Test
  void shouldRefuseItOnlyOnce() {
    District district = handedOver();
    String delivery = handed(district);
    district.answers("vendor", delivery, Result.REFUSED);

    district.answers("vendor", delivery, Result.REFUSED);

    assertThat(district.outcomes()).containsExactly(Outcome.STALE);
  }

  @Test
  void shouldTakeAnAcceptanceAfterARefusal() {
    District district = handedOver();
    String delivery = handed(district);
    district.answers("vendor", delivery, Result.REFUSED);

    district.answers("vendor", delivery, Result.UPDATED);

    assertThat(district.outcomes()).containsExactly(Outcome.DELIVERED);
    assertThat(system(district).refused()).isEmpty();
    assertThat(district.sends()).as("it has it now").isEmpty();
    assertThat(district.reconsiders().sends()).isEmpty();
    assertThat(district.says("sis", Map.of("familyName", "Okafor-Bell")).sends()).hasSize(1);
  }

  @Test
  void shouldTryARefusedOneAgainWhenAReplayAsksForIt() {
    District district = handedOver();
    district.answers("vendor", handed(district), Result.REFUSED);

    district.replays("vendor");
    assertThat(district.sends()).hasSize(1);
    district.answers("vendor", Result.HANDED_OVER);
    district.answers("vendor", handed(district), Result.REFUSED);

    assertThat(district.outcomes()).containsExactly(Outcome.REFUSED);
  }

  @Test
  void shouldTakeNoAnswerOfAnEpochThatIsOver() {
    District district = handedOver();
    String delivery = handed(district);
    district.voids("vendor", 1, true);

    district.answers("vendor", delivery, Result.UPDATED);

    assertThat(district.outcomes()).containsExactly(Outcome.STALE);
    assertThat(system(district).present()).isFalse();
  }

  @Test
  void shouldBelieveASystemThatSpeaksForItselfRatherThanTheAnswer() {
    District district =
        new District(District.subscription("vendor", List.of(), "familyName"))
            .says("sis", Map.of("familyName", "Okafor"));
    district.answers("vendor", Result.UPDATED).says("vendor", Map.of("familyName", "Okafor"));
    district.says("sis", Map.of("familyName", "Okafor-Bell")).answers("vendor", Result.HANDED_OVER);

    district.answers("vendor", handed(district), Result.UPDATED);
    assertThat(district.outcomes()).containsExactly(Outcome.STALE);

    district.says("vendor", Map.of("familyName", "Okafor"));
    assertThat(district.outcomes())
        .as("it was not taken in yet")
        .containsExactly(Outcome.UNCHANGED);
  }

  @Test
  void shouldForgetARecordWhoseDeletionIsAnswered() {
    District district = handedOver();
    district.answers("vendor", handed(district), Result.UPDATED);
    district.saysGone("sis").answers("vendor", Result.HANDED_OVER);

    district.answers("vendor", handed(district), Result.DELETED);

    assertThat(district.outcomes()).containsExactly(Outcome.DELIVERED);
    assertThat(system(district).present()).isFalse();
    assertThat(district.reconsiders().sends()).isEmpty();
    assertThat(district.says("sis", Map.of("familyName", "Okafor")).sends())
        .singleElement()
        .satisfies(send -> assertThat(send.creates()).isTrue());
  }

  @Test
  void shouldLetChildrenFollowWhatWasHandedOver() {
    District district =
        new District(District.subscription("lms", List.of(), "familyName"))
            .says("sis", Map.of("familyName", "Okafor"));

    district.answers("lms", Result.HANDED_OVER);
    assertThat(district.only(Effect.Arrived.class)).containsExactly(new Effect.Arrived("lms"));

    district.answers(
        "lms",
        district.state().system("lms").orElseThrow().handed().orElseThrow().deliveryId(),
        Result.UPDATED);
    assertThat(district.only(Effect.Arrived.class)).as("they went then").isEmpty();
  }
}
