package homeroom.planning;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Operation;
import homeroom.planning.Effect.Moved;
import homeroom.planning.Effect.Moved.Due;
import homeroom.planning.Effect.Moved.Outcome;
import homeroom.planning.Input.Answered.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The LMS is told at the boundaries of the student information system only. */
class FeedTest {

  private static final Subscription LMS =
      District.subscription("lms", List.of(), "familyName").fedAt("sis");

  private static final Subscription SCHOOL =
      District.subscription("lms", List.of(), "school", "familyName").fedAt("sis");

  private static Map<String, String> named(String name) {
    return Map.of("familyName", name);
  }

  private static List<String> names(District district) {
    return district.sends().stream()
        .map(send -> String.valueOf(send.payload().get("user.familyName")))
        .toList();
  }

  private static List<String> waits(District district) {
    return district.state().system("lms").orElseThrow().waitsFor();
  }

  /** The LMS has Reyes, by a boundary that came. */
  private static District there() {
    return new District(LMS).says("sis", named("Reyes")).passes("sis").confirms("lms");
  }

  @Test
  void shouldWaitForTheBoundary() {
    District district = new District(LMS).says("sis", named("Reyes"));

    assertThat(district.sends()).isEmpty();
    assertThat(district.only(Moved.class).getFirst().due())
        .containsExactly(new Due("lms", Optional.empty(), List.of("boundary:sis")));

    district.says("sis", named("Cruz")).passes("sis");
    assertThat(names(district)).containsExactly("Cruz");
    assertThat(district.outcomes()).containsExactly(Outcome.RELEASED);
    assertThat(waits(district)).isEmpty();
  }

  @Test
  void shouldTellOthersAtOnce() {
    District district =
        new District(LMS, District.subscription("idp", List.of(), "familyName"))
            .says("sis", named("Reyes"));

    assertThat(district.sends()).extracting(Effect.Send::system).containsExactly("idp");
  }

  @Test
  void shouldLetWhatChangesLaterWaitForTheNextBoundary() {
    District district =
        new District(LMS).says("sis", named("Reyes")).passes("sis").says("sis", named("Cruz"));

    assertThat(district.confirms("lms").sends()).isEmpty();
    assertThat(waits(district)).containsExactly("boundary:sis");
    assertThat(names(district.passes("sis"))).containsExactly("Cruz");
  }

  @Test
  void shouldSendWithTheReceiptWhatABoundaryReleasedBehindADelivery() {
    District district =
        new District(LMS)
            .says("sis", named("Reyes"))
            .passes("sis")
            .says("sis", named("Cruz"))
            .passes("sis");

    assertThat(district.sends()).isEmpty();
    assertThat(names(district.confirms("lms"))).containsExactly("Cruz");
  }

  @Test
  void shouldGoOnWaitingForAParentAfterTheBoundaryAndLeaveWithIt() {
    Subscription school = District.subscription("lms", List.of(), "school").fedAt("sis");
    District district = new District(school).says("sis", Map.of("school", "S1"));
    assertThat(waits(district)).containsExactly("boundary:sis", "org/S1");

    district.passes("sis");

    assertThat(district.sends()).isEmpty();
    assertThat(waits(district)).containsExactly("org/S1");
    assertThat(district.only(Moved.class))
        .singleElement()
        .satisfies(
            moved -> {
              assertThat(moved.outcome()).isEqualTo(Outcome.WAITING);
              assertThat(moved.due().getFirst().waitsFor()).containsExactly("org/S1");
            });
    assertThat(district.parentArrives("org/S1", "lms").sends()).hasSize(1);
  }

  @Test
  void shouldNotBeReleasedByAParentBeforeTheBoundary() {
    Subscription school = District.subscription("lms", List.of(), "school").fedAt("sis");
    District district =
        new District(school).says("sis", Map.of("school", "S1")).parentArrives("org/S1", "lms");
    assertThat(district.sends()).isEmpty();

    assertThat(district.passes("sis").sends()).hasSize(1);
  }

  @Test
  void shouldWaitAgainWhenItChangesWhileItWaitsForAParent() {
    Subscription school =
        District.subscription("lms", List.of(), "school", "familyName").fedAt("sis");
    District district =
        new District(school)
            .says("sis", Map.of("school", "S1", "familyName", "Reyes"))
            .passes("sis")
            .says("sis", named("Cruz"))
            .parentArrives("org/S1", "lms");
    assertThat(district.sends()).isEmpty();

    assertThat(names(district.passes("sis"))).containsExactly("Cruz");
  }

  @Test
  void shouldAskForAParentAgainThatWasMetBeforeTheRecordWentAway() {
    District district =
        new District(SCHOOL)
            .says("sis", Map.of("school", "S1"))
            .parentArrives("org/S1", "lms")
            .saysGone("sis")
            .says("sis", Map.of("school", "S1"));

    assertThat(asked(district)).containsExactly("org/S1");
    assertThat(district.passes("sis").sends()).isEmpty();
    assertThat(district.parentArrives("org/S1", "lms").sends()).hasSize(1);
  }

  @Test
  void shouldAskForAParentAgainThatWasMetBeforeItReferredToAnother() {
    District district =
        new District(SCHOOL)
            .says("sis", Map.of("school", "S1"))
            .parentArrives("org/S1", "lms")
            .says("sis", Map.of("school", "S2"))
            .says("sis", Map.of("school", "S1"));

    assertThat(asked(district)).containsExactly("org/S1");
    assertThat(district.passes("sis").sends()).isEmpty();
  }

  @Test
  void shouldWaitAgainForAParentThatWasMetAndLeavesBeforeTheBoundary() {
    District district =
        new District(SCHOOL)
            .says("sis", Map.of("school", "S1", "familyName", "Reyes"))
            .parentArrives("org/S1", "lms")
            .says("sis", named("Cruz"))
            .parentLeaves("org/S1", "lms");

    assertThat(asked(district)).containsExactly("org/S1");
    assertThat(waits(district)).containsExactly("boundary:sis", "org/S1");
    assertThat(district.passes("sis").sends()).isEmpty();
    assertThat(names(district.parentArrives("org/S1", "lms"))).containsExactly("Cruz");
  }

  private static List<String> asked(District district) {
    return district.only(Effect.Ask.class).stream().map(Effect.Ask::parent).toList();
  }

  @Test
  void shouldAwaitABoundaryOnlyForWhatIsOwed() {
    District district = new District(LMS).says("sis", named("Reyes"));
    assertThat(district.awaitsBoundaries()).containsExactly("sis");

    assertThat(district.passes("sis").awaitsBoundaries()).as("it is under way").isEmpty();
    assertThat(district.says("sis", named("Cruz")).awaitsBoundaries()).containsExactly("sis");
    assertThat(district.passes("sis").awaitsBoundaries()).isEmpty();
    assertThat(names(district.confirms("lms"))).containsExactly("Cruz");
    assertThat(district.awaitsBoundaries()).isEmpty();
  }

  @Test
  void shouldLetADeletionWait() {
    District district = there().withChildren().saysGone("sis");
    assertThat(district.sends()).isEmpty();
    assertThat(district.only(Effect.AskChildren.class)).isEmpty();
    assertThat(waits(district)).containsExactly("boundary:sis");

    district.passes("sis");
    assertThat(district.only(Effect.AskChildren.class)).hasSize(1);
    assertThat(district.childrenLeave("lms").sends())
        .extracting(Effect.Send::operation)
        .containsExactly(Operation.DELETE);
  }

  @Test
  void shouldTellNothingOfWhatChangedAndChangedBackBetweenTwoBoundaries() {
    District district = there().says("sis", named("Cruz")).says("sis", named("Reyes"));

    assertThat(waits(district)).isEmpty();
    assertThat(district.passes("sis").sends()).isEmpty();
  }

  @Test
  void shouldTellAtOnceWhatAPersonAsksFor() {
    District district = new District(LMS).says("sis", named("Reyes")).replays("lms");

    assertThat(names(district)).containsExactly("Reyes");
  }

  @Test
  void shouldNotBeReleasedByTheBoundaryOfAnotherSource() {
    District district = new District(LMS).says("sis", named("Reyes")).passes("hr");

    assertThat(district.effects()).isEmpty();
    assertThat(waits(district)).containsExactly("boundary:sis");
  }

  /** Whatever comes in whichever order, what is told is what was true at the last boundary. */
  @Property(tries = 500)
  void shouldOnlyTellWhatWasTrueAtABoundary(@ForAll List<Step> steps) {
    District district = new District(LMS);
    Optional<String> atBoundary = Optional.empty();
    int names = 0;
    for (Step step : steps) {
      boolean isOpen =
          district.state().system("lms").filter(it -> it.open().isPresent()).isPresent();
      switch (step) {
        case CHANGE -> district.says("sis", named("name " + ++names));
        case RESTATE -> district.says("sis", named("name " + names));
        case DELETE -> district.saysGone("sis");
        case PASS -> {
          atBoundary = truth(district);
          district.passes("sis");
        }
        case CONFIRM -> {
          if (isOpen) {
            district.confirms("lms");
          }
        }
        case REFUSE -> {
          if (isOpen) {
            district.answers("lms", Result.REFUSED);
          }
        }
      }
      if (step != Step.CONFIRM && step != Step.REFUSE || isOpen) {
        assertTells(district, atBoundary);
      }
    }
    district.says("sis", named("last")).passes("sis").settle();
    assertThat(district.state().system("lms").orElseThrow().waitsFor()).isEmpty();
    assertThat(district.state().system("lms").orElseThrow().present()).isTrue();
    assertThat(district.says("sis", named("last")).passes("sis").sends()).isEmpty();
  }

  enum Step {
    CHANGE,
    RESTATE,
    DELETE,
    PASS,
    CONFIRM,
    REFUSE
  }

  private static Optional<String> truth(District district) {
    return district.state().exists()
        ? Optional.of(district.golden("familyName"))
        : Optional.empty();
  }

  private static void assertTells(District district, Optional<String> atBoundary) {
    for (Effect.Send send : district.sends()) {
      if (send.operation() == Operation.DELETE) {
        assertThat(atBoundary).isEmpty();
      } else {
        assertThat(Optional.of(String.valueOf(send.payload().get("user.familyName"))))
            .isEqualTo(atBoundary);
      }
    }
  }
}
