package homeroom.planning;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.planning.Effect.Moved.Outcome;
import homeroom.planning.Input.Answered.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people do while a delivery is under way; each of these went wrong in the simulation. */
class CrossingTest {

  private static final String NAME = "preferredName";

  private static District inStep(Subscription... subscriptions) {
    return new District(subscriptions)
        .says("sis", Map.of("familyName", "Okafor", NAME, "Ada", "email", "a@x"))
        .settle();
  }

  private static Subscription taking(String system, String... fields) {
    return District.subscription(system, List.of(), fields);
  }

  @Test
  void shouldTakeAnEditForOneThoughItGoesBackToWhatTheReceiptThatCameLateHadBrought() {
    District district = inStep(taking("lms", NAME)).echoes("lms", Map.of(NAME, "Ada"));
    district.says("sis", Map.of(NAME, "Addie"));
    // The LMS applied it, said so, and then people edited; only then its answer arrives.
    district.echoes("lms", Map.of(NAME, "Addie"));
    district.says("lms", Map.of(NAME, "Adele"));
    district.confirms("lms");

    district.says("lms", Map.of(NAME, "Addie"));

    assertThat(district.outcomes()).containsExactly(Outcome.ACCEPTED);
    assertThat(district.golden(NAME)).isEqualTo("Addie");
  }

  @Test
  void shouldNotBelieveAReceiptInAFieldOfWhichItsSystemSpokeMeanwhile() {
    District district = inStep(taking("lms", "familyName")).says("sis", Map.of("email", "b@x"));
    district.says("sis", Map.of("familyName", "Obi"));
    district.says("lms", Map.of("familyName", "Osei"));
    assertThat(district.outcomes()).contains(Outcome.CONFLICT);

    assertThat(district.confirms("lms").sends()).as("the truth once more").hasSize(1);
    district.says("lms", Map.of("familyName", "Osei"));

    assertThat(district.conflicts()).as("it was put right before, and is again").isEmpty();
  }

  @Test
  void shouldOweWhatWasRefusedInWhateverIsToldNext() {
    District district = inStep(taking("lms", NAME, "familyName"));
    district.says("sis", Map.of("familyName", "Obi")).answers("lms", Result.REFUSED);
    assertThat(district.sends()).as("the same is not tried again").isEmpty();

    district.says("sis", Map.of(NAME, "Addie"));

    assertThat(district.sends())
        .singleElement()
        .satisfies(
            send -> assertThat(send.changed()).contains("user.familyName", "user.preferredName"));
  }

  @Test
  void shouldTakeAWriteThatWasRefusedWhenItWasRepeatedForOurs() {
    District district = inStep(taking("lms", NAME));
    district.says("sis", Map.of(NAME, "Addie")).answers("lms", Result.REFUSED);
    district.says("sis", Map.of(NAME, "Adele"));

    district.says("lms", Map.of(NAME, "Addie"));

    assertThat(district.outcomes()).containsExactly(Outcome.UNCHANGED);
    assertThat(district.golden(NAME)).isEqualTo("Adele");
  }

  @Test
  void shouldLetNoEmptyFieldWinOnFirstContact() {
    District district =
        new District(taking("idp", "familyName")).says("lms", Map.of(NAME, "Addie"));
    district.says("sis", Map.of("familyName", "Okafor"));
    district.clears("sis", NAME);

    assertThat(district.golden(NAME)).isEqualTo("Addie");
  }

  @Test
  void shouldRecogniseAFileOfOursThatIsTakenInAfterAnEdit() {
    District district = inStep(taking("sis", NAME));
    district.says("lms", Map.of(NAME, "Addie")).answers("sis", Result.HANDED_OVER);
    district.says("sis", Map.of(NAME, "Adele")).settle();

    district.says("sis", Map.of(NAME, "Addie"));

    assertThat(district.outcomes()).containsExactly(Outcome.UNCHANGED);
    assertThat(district.conflicts()).isEmpty();
  }
}
