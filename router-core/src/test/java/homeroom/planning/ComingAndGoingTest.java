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
 * Records that are deleted and made again while deliveries are under way. Each of these went wrong
 * in the simulation once. The SIS decides what exists, and names before the LMS.
 */
class ComingAndGoingTest {

  private static final Map<String, String> FIELDS = Map.of("name", "Ada", "nick", "A");

  private static District district(String... consumers) {
    Authority sis = Authority.always("sis");
    Authority lms = Authority.always("lms");
    Authority office = Authority.always("office");
    Subscription[] subscriptions = new Subscription[consumers.length];
    for (int i = 0; i < consumers.length; i++) {
      subscriptions[i] = District.subscription(consumers[i], List.of(), "name", "nick");
    }
    return new District(
            Map.of(
                "name",
                District.field("name", sis, lms),
                "nick",
                District.field("nick", sis, lms),
                FieldRules.EXISTS,
                District.field(FieldRules.EXISTS, sis, office)),
            subscriptions)
        .says("sis", FIELDS);
  }

  /** All have it, and the consumer has shown so. */
  private static District inStep(String consumer) {
    return district(consumer).says("lms", FIELDS).settle().echoes(consumer, FIELDS);
  }

  private static void isToDelete(District district) {
    assertThat(district.sends())
        .singleElement()
        .satisfies(send -> assertThat(send.operation()).isEqualTo(Operation.DELETE));
  }

  @Test
  void shouldFindAConflictWhereADeletionCrossesAChangeThatWaitsBehindAnOpenDelivery() {
    District district = inStep("sis").says("lms", Map.of("nick", "B"));
    district.says("lms", Map.of("name", "Addie"));
    district.echoes("sis", Map.of("nick", "B"));

    district.saysGone("sis");

    assertThat(district.conflicts())
        .singleElement()
        .satisfies(it -> assertThat(it.ruling().field()).isEqualTo(FieldRules.EXISTS));
  }

  @Test
  void shouldDeleteWhatMayHaveArrivedThoughItWasRefusedWhenItWasRepeated() {
    District district = district("lms").saysGone("sis");

    isToDelete(district.answers("lms", Result.REFUSED));
  }

  @Test
  void shouldDeleteAgainWhatWasMadeAgainWhileItWasBeingDeleted() {
    District district = inStep("lms").saysGone("sis");
    // The LMS did so and said nothing of it; then a person there made the record again.
    district.says("lms", FIELDS);

    isToDelete(district.answers("lms", Result.DELETED));
    assertThat(district.answers("lms", Result.DELETED).sends()).isEmpty();
  }

  @Test
  void shouldDeleteWhatAnUpdateMayHaveBroughtBack() {
    District district = inStep("sis").says("lms", Map.of("nick", "B")).confirms("sis");

    // It may have deleted the record before the update came, which then made it again.
    isToDelete(district.saysGone("sis"));
  }

  @Test
  void shouldNotTakeARecordThatOurFileBroughtBackForOneThatAPersonMade() {
    District district = inStep("office").says("lms", Map.of("nick", "B"));
    district.answers("office", Result.HANDED_OVER).saysGone("office");
    assertThat(district.state().exists()).isFalse();

    district.says("office", Map.of("name", "Ada", "nick", "B"));

    assertThat(district.state().exists()).isFalse();
  }

  @Test
  void shouldNotTakeARecordThatAnOpenUpdateBroughtBackForOneThatAPersonMade() {
    District district = inStep("office").says("lms", Map.of("nick", "B")).saysGone("office");

    district.says("office", Map.of("name", "Ada", "nick", "B"));

    assertThat(district.outcomes()).doesNotContain(Outcome.ACCEPTED);
    assertThat(district.state().exists()).isFalse();
  }

  @Test
  void shouldTakeARecordThatAPersonMadeWhileAnUpdateIsOpenForOne() {
    District district = inStep("sis").says("lms", Map.of("nick", "B")).saysGone("sis");

    district.says("sis", Map.of("name", "Adele", "nick", "C"));

    assertThat(district.state().exists()).isTrue();
    assertThat(district.golden("name")).isEqualTo("Adele");
  }

  @Test
  void shouldTryADeletionAgainThatWasRefusedOnceSomethingElseWasHandedOver() {
    District district = inStep("office").saysGone("sis").answers("office", Result.REFUSED);
    assertThat(district.sends()).as("the same is not tried again").isEmpty();
    district.says("sis", Map.of("name", "Adele", "nick", "C"));
    district.answers("office", Result.HANDED_OVER);

    isToDelete(district.saysGone("sis"));
  }

  @Test
  void shouldHandADeletionOverOnceThoughAnEarlierFileWasRefused() {
    District district = inStep("office").says("sis", Map.of("name", "Adele", "nick", "A"));
    isToDelete(district.saysGone("sis").answers("office", Result.REFUSED));
    district.answers("office", Result.HANDED_OVER);

    assertThat(district.saysGone("office").sends()).isEmpty();
  }

  @Test
  void shouldNotTakeAHandOverForShownWhileTheSystemRestatesWhatItHeldBefore() {
    District district = inStep("idp").says("idp", Map.of("nick", "X"));
    assertThat(district.outcomes()).contains(Outcome.UNAUTHORISED);
    district.answers("idp", Result.HANDED_OVER);

    district.says("idp", Map.of("nick", "X"));

    assertThat(district.sends()).as("the same is not handed over again").isEmpty();
    assertThat(district.state().system("idp").orElseThrow().handed()).isPresent();
  }

  @Test
  void shouldDeleteOnceMoreWhenAFileOfOursIsTakenInAfterTheDeletionWasRefused() {
    District district = district("office").answers("office", Result.HANDED_OVER);
    district.says("office", FIELDS).says("sis", Map.of("nick", "B"));
    district.answers("office", Result.HANDED_OVER).saysGone("sis");
    district.answers("office", Result.REFUSED);

    isToDelete(district.says("office", Map.of("name", "Ada", "nick", "B")));
  }

  @Test
  void shouldDeleteOnceMoreWhenAFileIsTakenInAfterARefusalAndSomebodyChangesTheRestThere() {
    District district = district("office").answers("office", Result.HANDED_OVER);
    district.says("office", FIELDS).says("sis", Map.of("nick", "B"));
    district.answers("office", Result.HANDED_OVER).saysGone("sis");
    district.answers("office", Result.REFUSED);

    isToDelete(district.says("office", Map.of("name", "Adele", "nick", "B")));
  }

  @Test
  void shouldDeleteWhatAnUpdateBroughtBackThoughAnEarlierOneWasShownMeanwhile() {
    District district = inStep("sis").says("lms", Map.of("nick", "B"));
    String first = district.openFor("sis");
    district.answers("sis", Result.UPDATED).says("lms", Map.of("name", "Addie"));
    // A person in the SIS deletes the record; then our second update arrives and brings it back.
    district.answers("sis", Result.CREATED).echoes("sis", first, Map.of("nick", "B"));

    isToDelete(district.saysGone("sis"));
  }
}
