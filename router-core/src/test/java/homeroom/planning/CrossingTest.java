package homeroom.planning;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Operation;
import homeroom.authority.Authority;
import homeroom.authority.FieldRules;
import homeroom.planning.Effect.Moved.Outcome;
import homeroom.planning.Input.Answered.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What people do while a delivery is under way. Each of these went wrong in the simulation once.
 * The SIS decides before the LMS.
 */
class CrossingTest {

  private static District district(String consumer) {
    Authority sis = Authority.always("sis");
    Authority lms = Authority.always("lms");
    return new District(
        Map.of(
            "name",
            District.field("name", sis, lms),
            "nick",
            District.field("nick", sis, lms),
            FieldRules.EXISTS,
            District.field(FieldRules.EXISTS, sis)),
        District.subscription(consumer, List.of(), "name", "nick"));
  }

  /** Both have it, and the consumer has shown so. */
  private static District inStep(String consumer) {
    Map<String, String> fields = Map.of("name", "Ada", "nick", "A");
    return district(consumer).says("sis", fields).settle().echoes(consumer, fields);
  }

  @Test
  void shouldTakeAnEditForOneThoughItGoesBackToWhatAReceiptThatCameLateHadBrought() {
    District district = inStep("lms").says("sis", Map.of("name", "Addie"));
    // The LMS applied it and said so, and people edited; only then its answer arrives.
    district.echoes("lms", Map.of("name", "Addie")).says("lms", Map.of("name", "Adele"));
    district.confirms("lms");

    district.says("lms", Map.of("name", "Addie"));

    assertThat(district.outcomes()).containsExactly(Outcome.ACCEPTED);
    assertThat(district.golden("name")).isEqualTo("Addie");
  }

  @Test
  void shouldNotTakeTheLosersValueForAnotherEditBecauseAReceiptCameInBetween() {
    District district = inStep("lms").says("sis", Map.of("name", "Addie"));
    district.says("lms", Map.of("name", "Adele"));
    assertThat(district.outcomes()).containsExactly(Outcome.CONFLICT);
    district.confirms("lms");

    district.says("lms", Map.of("name", "Adele"));

    assertThat(district.outcomes()).containsExactly(Outcome.UNCHANGED);
    assertThat(district.golden("name")).isEqualTo("Addie");
  }

  @Test
  void shouldOweARepairThatWasRefusedInWhateverIsToldNext() {
    District district = inStep("lms").says("sis", Map.of("name", "Addie"));
    district.says("lms", Map.of("nick", "B")).confirms("lms");
    assertThat(district.sends()).as("the truth once more").hasSize(1);
    district.answers("lms", Result.REFUSED);
    assertThat(district.sends()).as("the same is not tried again").isEmpty();

    district.says("sis", Map.of("name", "Adele"));

    assertThat(district.sends())
        .singleElement()
        .satisfies(
            send ->
                assertThat(send.changed())
                    .containsExactlyInAnyOrder("id", "user.name", "user.nick"));
  }

  @Test
  void shouldTakeAWriteThatWasRefusedWhenItWasRepeatedForOurs() {
    District district = inStep("lms").says("sis", Map.of("name", "Addie"));
    district.answers("lms", Result.REFUSED).says("sis", Map.of("name", "Adele"));

    district.says("lms", Map.of("name", "Addie"));

    assertThat(district.outcomes()).containsExactly(Outcome.UNCHANGED);
    assertThat(district.golden("name")).isEqualTo("Adele");
  }

  @Test
  void shouldLetNoEmptyFieldWinOnFirstContact() {
    District district = district("idp").says("lms", Map.of("name", "Addie"));

    district.clears("sis", "name");

    assertThat(district.golden("name")).isEqualTo("Addie");
  }

  @Test
  void shouldRecogniseAFileOfOursThatIsTakenInAfterAnEdit() {
    District district = inStep("sis").says("lms", Map.of("name", "Ada"));
    district.says("lms", Map.of("name", "Addie"));
    district.answers("sis", Result.HANDED_OVER).says("sis", Map.of("name", "Adele"));
    assertThat(district.golden("name")).isEqualTo("Adele");

    district.says("sis", Map.of("name", "Addie"));

    assertThat(district.outcomes()).containsExactly(Outcome.UNCHANGED);
    assertThat(district.golden("name")).isEqualTo("Adele");
  }

  @Test
  void shouldTakeAwayAgainWhatAFileOfOursWouldBringBack() {
    District district = inStep("sis").says("lms", Map.of("nick", "A"));
    district.says("lms", Map.of("nick", "B"));
    district.answers("sis", Result.HANDED_OVER).saysGone("sis");

    assertThat(district.sends())
        .singleElement()
        .satisfies(send -> assertThat(send.operation()).isEqualTo(Operation.DELETE));
    district.answers("sis", Result.HANDED_OVER);
    assertThat(district.sends()).as("once").isEmpty();

    // Its office puts it back, and what lies there would take it away again.
    district.says("sis", Map.of("name", "Ada", "nick", "B"));

    assertThat(district.outcomes()).contains(Outcome.ACCEPTED);
    assertThat(district.sends())
        .singleElement()
        .satisfies(send -> assertThat(send.operation()).isEqualTo(Operation.UPSERT));
  }
}
