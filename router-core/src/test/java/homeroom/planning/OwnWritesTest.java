package homeroom.planning;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Value;
import homeroom.planning.Effect.Moved.Outcome;
import homeroom.planning.Input.Answered.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What a system shows of our own writes, early, late and out of turn, is not taken for a change.
 */
class OwnWritesTest {

  private static District inStep(Subscription... subscriptions) {
    return new District(subscriptions)
        .says("sis", Map.of("familyName", "Okafor", "preferredName", "Ada", "email", "a@x"))
        .settle();
  }

  private static Subscription taking(String system, String... fields) {
    return District.subscription(system, List.of(), fields);
  }

  @Test
  void shouldNotTakeAnOlderFileOfOursForAChange() {
    District district = inStep(taking("sis", "preferredName"));
    district.says("lms", Map.of("preferredName", "Addie")).answers("sis", Result.HANDED_OVER);
    district.says("lms", Map.of("preferredName", "Adele")).answers("sis", Result.HANDED_OVER);
    district.says("sis", Map.of("preferredName", "Addie"));

    assertThat(district.outcomes()).containsExactly(Outcome.UNCHANGED);
    assertThat(district.golden("preferredName")).isEqualTo("Adele");
  }

  @Test
  void shouldNotTakeTheFirstFileOfOursForADisagreementOnceTheTruthMovedOn() {
    District district =
        new District(taking("lms", "preferredName")).says("sis", Map.of("preferredName", "Ada"));
    district.answers("lms", Result.HANDED_OVER);
    district.says("sis", Map.of("preferredName", "Adaeze"));
    district.says("lms", Map.of("preferredName", "Ada"));

    assertThat(district.outcomes()).containsExactly(Outcome.UNCHANGED);
    assertThat(district.golden("preferredName")).isEqualTo("Adaeze");
  }

  @Test
  void shouldNotTakeAWriteUnderWayForAChangeThoughItIsOvertakenAlready() {
    District district = inStep(taking("lms", "preferredName"));
    district.says("sis", Map.of("preferredName", "Addie"));
    district.says("sis", Map.of("preferredName", "Adele"));
    district.says("lms", Map.of("preferredName", "Addie"));

    assertThat(district.outcomes()).containsExactly(Outcome.UNCHANGED);
    assertThat(district.golden("preferredName")).isEqualTo("Adele");
    assertThat(district.confirms("lms").sends()).hasSize(1);
  }

  @Test
  void shouldNotFindASystemInConflictWithItself() {
    District district = inStep(taking("lms", "preferredName"));
    district.says("sis", Map.of("preferredName", "Addie"));
    district.says("lms", Map.of("preferredName", "Adele"));
    district.confirms("lms");
    district.says("lms", Map.of("preferredName", "Adeline"));

    assertThat(district.outcomes()).containsExactly(Outcome.ACCEPTED);
    assertThat(district.conflicts()).isEmpty();
    assertThat(district.golden("preferredName")).isEqualTo("Adeline");
  }

  @Test
  void shouldPutRightWhatAnOvertakenWriteOfOursUndid() {
    District district = inStep(taking("sis", "familyName", "preferredName"));
    district.says("lms", Map.of("preferredName", "Addie")).confirms("sis");
    district.says("sis", Map.of("familyName", "Lee")).confirms("sis");
    district.says("sis", Map.of("familyName", "Lee"));
    district.echoes("sis", Map.of("familyName", "Okafor", "preferredName", "Addie"));

    assertThat(district.golden("familyName")).isEqualTo("Lee");
    assertThat(district.sends())
        .singleElement()
        .satisfies(
            send -> assertThat(send.payload()).containsEntry("user.familyName", Value.text("Lee")));
  }

  @Test
  void shouldKeepWhatASystemHoldsApartWhenAnEchoRestatesIt() {
    District district = inStep(taking("lms", "email"));
    district.says("lms", Map.of("familyName", "Smith"));
    district.says("sis", Map.of("familyName", "Lee"));
    district.echoes("lms", Map.of("familyName", "Smith", "email", "a@x"));
    district.says("lms", Map.of("familyName", "Smith"));

    assertThat(district.outcomes()).containsExactly(Outcome.UNCHANGED);
  }

  @Test
  void shouldWriteAllAgainWhileAFileOfOursMayStillBeTakenIn() {
    District district = inStep(taking("sis", "preferredName", "email"));
    district.says("lms", Map.of("preferredName", "Addie")).answers("sis", Result.HANDED_OVER);
    district.says("lms", Map.of("preferredName", "Ada", "email", "b@x"));

    assertThat(district.sends())
        .singleElement()
        .satisfies(send -> assertThat(send.changed()).contains("user.preferredName", "user.email"));
  }

  @Test
  void shouldHandOverAgainWhatAnEditMayHaveUndone() {
    District district = inStep(taking("lms", "familyName"));
    district.says("sis", Map.of("familyName", "Lee"));
    district.says("lms", Map.of("familyName", "Smith"));
    district.answers("lms", Result.HANDED_OVER);

    assertThat(district.sends()).hasSize(1);
  }

  @Test
  void shouldNameADeliveryThatAParentReleasesLaterDifferently() {
    District district = new District(taking("lms", "school")).says("sis", Map.of("school", "S1"));
    String first = district.parentArrives("org/S1", "lms").sends().getFirst().deliveryId();
    district.confirms("lms").says("lms", Map.of("school", "S2"));
    String second = district.parentArrives("org/S1", "lms").sends().getFirst().deliveryId();

    assertThat(second).isNotEqualTo(first);
  }
}
