package homeroom.planning;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Operation;
import homeroom.authority.EntityRules;
import homeroom.planning.Effect.Moved.Due;
import homeroom.planning.Input.Answered.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A student is deleted at the LMS, where seats refer to students, and elsewhere. */
class DeletionWaitsTest {

  private static final Map<String, String> FIELDS = Map.of("familyName", "Reyes");

  private static Subscription plain(String system) {
    return District.subscription(system, List.of(), "familyName");
  }

  private static District there(Subscription... subscriptions) {
    return new District(subscriptions).withChildren().says("sis", FIELDS).settle();
  }

  private static List<Operation> operations(District district) {
    return district.sends().stream().map(Effect.Send::operation).toList();
  }

  @Test
  void shouldAskWhoRefersToARecordBeforeItIsDeleted() {
    District district = there(plain("lms")).saysGone("sis");

    assertThat(district.sends()).isEmpty();
    assertThat(district.only(Effect.AskChildren.class))
        .containsExactly(new Effect.AskChildren(List.of("lms")));
    assertThat(district.only(Effect.Moved.class).getFirst().due())
        .containsExactly(new Due("lms", Optional.empty(), List.of("children:seat")));
  }

  @Test
  void shouldDeleteOnceNothingRefersToTheRecord() {
    District district = there(plain("lms")).saysGone("sis").childrenLeave("lms");

    assertThat(operations(district)).containsExactly(Operation.DELETE);
    assertThat(district.state().system("lms").orElseThrow().waitsFor()).isEmpty();
    assertThat(district.state().system("lms").orElseThrow().met()).isEmpty();
  }

  @Test
  void shouldDeleteAtOnceWhereNothingEverRefersToSuchARecord() {
    District district = there(plain("idp")).saysGone("sis");

    assertThat(operations(district)).containsExactly(Operation.DELETE);
  }

  @Test
  void shouldDeleteAtOnceWhereTheOrderDoesNotMatter() {
    Subscription any = plain("lms");
    District district =
        there(
                new Subscription(
                    "lms",
                    "student",
                    any.target(),
                    any.mapping(),
                    any.references(),
                    any.after(),
                    false,
                    false))
            .saysGone("sis");

    assertThat(operations(district)).containsExactly(Operation.DELETE);
  }

  @Test
  void shouldNotBeThereForNewChildrenWhileItWaitsToBeDeleted() {
    District district = there(plain("lms"));
    assertThat(district.state().standsAt("lms")).isTrue();

    assertThat(district.saysGone("sis").state().standsAt("lms")).isFalse();
  }

  @Test
  void shouldNotDeleteARecordThatCameBackMeanwhile() {
    District district = there(plain("lms")).saysGone("sis").says("sis", FIELDS);

    assertThat(district.state().standsAt("lms")).isTrue();
    assertThat(district.childrenLeave("lms").sends()).isEmpty();
  }

  @Test
  void shouldAskAgainWhenTheRecordIsDeletedAgain() {
    District district = there(plain("lms")).saysGone("sis").says("sis", FIELDS).saysGone("sis");

    assertThat(district.sends()).isEmpty();
    assertThat(district.only(Effect.AskChildren.class)).hasSize(1);
  }

  @Test
  void shouldAskAgainBeforeADeletionThatWasRefusedIsTriedAgain() {
    District district =
        there(plain("lms"))
            .saysGone("sis")
            .childrenLeave("lms")
            .answers("lms", Result.REFUSED)
            .replays("lms");
    assertThat(district.sends()).isEmpty();
    assertThat(district.only(Effect.AskChildren.class)).hasSize(1);

    assertThat(operations(district.childrenLeave("lms"))).containsExactly(Operation.DELETE);
  }

  @Test
  void shouldReferToNothingWhereTheConsumerIsToldOfItNoMore() {
    Subscription lms = District.subscription("lms", List.of(), "familyName", "school");
    District district =
        new District(lms)
            .says("sis", Map.of("familyName", "Reyes", "school", "S1"))
            .parentArrives("org/S1", "lms");
    assertThat(refers(district, lms)).isTrue();

    assertThat(refers(district)).isFalse();
  }

  private static boolean refers(District district, Subscription... subscriptions) {
    return new DecisionEngine(
            new Rules(
                "c2",
                Map.of("student", new EntityRules("student", District.FIELDS)),
                Map.of("student", List.of(subscriptions))))
        .refersTo(District.RECORD, district.state(), "lms", "org/S1");
  }

  @Test
  void shouldNotTakeALateAnswerForAnything() {
    District district = there(plain("lms")).childrenLeave("lms");

    assertThat(district.effects()).isEmpty();
  }
}
