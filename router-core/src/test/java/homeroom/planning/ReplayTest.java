package homeroom.planning;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Operation;
import homeroom.api.Value;
import homeroom.authority.RecordState;
import homeroom.planning.Effect.Moved;
import homeroom.planning.Input.Answered.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a replay's commands do to one record. */
class ReplayTest {

  private static District told() {
    return new District(District.subscription("lms", List.of(), "familyName", "preferredName"))
        .says("sis", Map.of("familyName", "Okafor", "preferredName", "Ada"));
  }

  private static List<String> codes(District district) {
    return district.only(Moved.class).stream().flatMap(moved -> moved.code().stream()).toList();
  }

  @Test
  void shouldSendNothingWhereTheLedgerSaysThatNothingIsOwed() {
    District district = told().settle();
    RecordState before = district.state();
    district.replays("lms");

    assertThat(district.sends()).isEmpty();
    assertThat(codes(district)).containsExactly("REPLAY_NOTHING_OWED");
    assertThat(district.state()).isEqualTo(before);
  }

  @Test
  void shouldSendNothingWhereTheRecordWentAndCameBackBeforeItsSystemAnswered() {
    District district =
        told()
            .saysGone("sis")
            .says("sis", Map.of("familyName", "Eze", "preferredName", "Ada"))
            .answers("lms", Result.CREATED)
            .confirms("lms")
            .replays("lms");

    assertThat(district.sends()).isEmpty();
    assertThat(codes(district)).containsExactly("REPLAY_NOTHING_OWED");
  }

  @Test
  void shouldTellAllAgainOnceWhereTheHubForgotWhatItToldLast() {
    District district = told().settle().tellsAgain("lms", 4);

    assertThat(district.sends())
        .singleElement()
        .satisfies(
            send -> {
              assertThat(send.creates()).isFalse();
              assertThat(send.changed()).containsExactlyElementsOf(send.payload().names());
            });
    assertThat(codes(district)).containsExactly("REPLAY_SENT");
    assertThat(district.confirms("lms").tellsAgain("lms", 4).sends()).isEmpty();
    assertThat(codes(district)).containsExactly("REPLAY_NOTHING_OWED");
  }

  @Test
  void shouldStillTellWhoseChangeItIsWhenAllIsToldAgain() {
    District district =
        told().settle().says("lms", Map.of("familyName", "Okafor", "preferredName", "Ada"));
    district.says("sis", Map.of("familyName", "Eze", "preferredName", "Ada")).confirms("lms");
    district.tellsAgain("lms", 1).says("lms", Map.of("familyName", "Eze", "preferredName", "Ada"));

    // It says what it is known to hold, which is no change of its own.
    assertThat(district.only(Moved.class))
        .singleElement()
        .satisfies(moved -> assertThat(moved.outcome()).isEqualTo(Moved.Outcome.UNCHANGED));
  }

  @Test
  void shouldTellNothingAgainToASystemThatNeverHeardOfTheRecord() {
    District district =
        new District(District.subscription("lms", List.of(), "school"))
            .says("sis", Map.of("familyName", "Okafor"));
    district.answers("lms", Result.CREATED).tellsAgain("idp", 4);

    assertThat(district.sends()).isEmpty();
    assertThat(codes(district)).containsExactly("REPLAY_NOTHING_OWED");
  }

  @Test
  void shouldTryAgainWhatWasRefusedWithTheValueOfNow() {
    District district = told().answers("lms", Result.REFUSED);
    district.replays("lms");

    assertThat(district.sends()).singleElement().matches(Effect.Send::creates);
    assertThat(codes(district)).containsExactly("REPLAY_SENT");
    district.confirms("lms").replays("lms");
    assertThat(district.sends()).isEmpty();
  }

  @Test
  void shouldTryAgainWhatWasRefusedOnceItsParentIsThere() {
    District district =
        new District(District.subscription("lms", List.of(), "familyName", "school"))
            .says("sis", Map.of("familyName", "Okafor", "school", "7"))
            .parentArrives("org/7", "lms")
            .answers("lms", Result.REFUSED)
            .replays("lms");
    assertThat(codes(district)).containsExactly("REPLAY_WAITING");
    district.parentArrives("org/7", "lms");

    assertThat(district.sends()).singleElement().matches(Effect.Send::creates);
    assertThat(district.answers("lms", Result.REFUSED).sends()).isEmpty();
    assertThat(district.reconsiders().sends()).isEmpty();
  }

  @Test
  void shouldTryARefusedDeletionAgain() {
    District district = told().settle().saysGone("sis").answers("lms", Result.REFUSED);
    district.replays("lms");

    assertThat(district.sends()).hasSize(1);
  }

  @Test
  void shouldLeaveADeliveryAloneThatIsUnderWay() {
    District district = told();
    district.replays("lms").replays("lms");

    assertThat(district.sends()).isEmpty();
    assertThat(codes(district)).containsExactly("REPLAY_UNDER_WAY");
    assertThat(district.confirms("lms").sends()).isEmpty();
  }

  @Test
  void shouldCreateTheRecordOnceAtASystemThatWasRebuilt() {
    District district = told().settle().voids("lms", 1, true);
    assertThat(district.sends()).isEmpty();
    district.replays("lms");

    assertThat(district.sends())
        .singleElement()
        .satisfies(
            send -> {
              assertThat(send.creates()).isTrue();
              assertThat(send.epoch()).isEqualTo(1);
              assertThat(send.remoteId()).isEmpty();
            });
    district.answers("lms", Result.CREATED).voids("lms", 1, true).replays("lms");
    assertThat(district.sends()).isEmpty();
    assertThat(codes(district)).containsExactly("REPLAY_NOTHING_OWED");
  }

  @Test
  void shouldUpdateTheWholeRecordAtASystemThatWasRestored() {
    District district = told().settle().voids("lms", 1, false).replays("lms");

    assertThat(district.sends())
        .singleElement()
        .satisfies(
            send -> {
              assertThat(send.creates()).isFalse();
              assertThat(send.changed()).contains("user.familyName", "user.preferredName");
            });
  }

  @Test
  void shouldDeleteAgainWhatARestoredSystemHasBackAndNothingAtARebuiltOne() {
    District restored = told().settle().saysGone("sis").answers("lms", Result.DELETED);
    assertThat(restored.voids("lms", 1, false).replays("lms").sends()).hasSize(1);

    District rebuilt = told().settle().saysGone("sis").answers("lms", Result.DELETED);
    assertThat(rebuilt.voids("lms", 1, true).replays("lms").sends()).isEmpty();
  }

  @Test
  void shouldDeleteAtARebuiltSystemWhatWasToBeCreatedThereAndMayBeThere() {
    District district = told().settle().voids("lms", 1, true).saysGone("sis");

    assertThat(district.sends())
        .singleElement()
        .satisfies(send -> assertThat(send.operation()).isEqualTo(Operation.DELETE));
    assertThat(district.answers("lms", Result.UNCHANGED).sends()).isEmpty();
    assertThat(district.replays("lms").sends()).isEmpty();
  }

  @Test
  void shouldDeleteAtARebuiltSystemWhatItShowsAfterAll() {
    District district = told().settle().saysGone("sis").answers("lms", Result.DELETED);
    district.voids("lms", 1, true).echoes("lms", Map.of("familyName", "Okafor"));

    assertThat(district.sends())
        .singleElement()
        .satisfies(send -> assertThat(send.operation()).isEqualTo(Operation.DELETE));
    assertThat(district.answers("lms", Result.DELETED).sends()).isEmpty();
  }

  @Test
  void shouldNotBelieveARefusalFromBeforeTheSystemWasRebuilt() {
    District district = told().voids("lms", 1, true).replays("lms");
    district.answers("lms", Result.REFUSED);

    assertThat(district.sends()).singleElement().matches(Effect.Send::creates);
    assertThat(district.answers("lms", Result.REFUSED).sends()).isEmpty();
  }

  @Test
  void shouldNotBelieveTheReceiptOfADeliveryFromBeforeTheSystemWasRebuilt() {
    District district = told().voids("lms", 1, true).replays("lms");
    assertThat(district.sends()).isEmpty();

    district.answers("lms", Result.CREATED);
    assertThat(district.sends()).singleElement().matches(Effect.Send::creates);
    assertThat(district.answers("lms", Result.UNCHANGED).sends()).isEmpty();
  }

  @Test
  void shouldCreateAgainWhatWasNotSeenAndKeepTheSystemsIdForIt() {
    District district = told().creates("lms", "4711");
    district.misses("lms", 1).tellsAgain("lms", 1);

    assertThat(district.sends())
        .singleElement()
        .satisfies(
            send -> {
              assertThat(send.creates()).isTrue();
              assertThat(send.remoteId()).contains("4711");
              assertThat(send.changed()).containsExactlyElementsOf(send.payload().names());
            });
    assertThat(district.answers("lms", Result.UPDATED).tellsAgain("lms", 1).sends()).isEmpty();
  }

  @Test
  void shouldTakeForNoChangeWhatASourceSaysAgainOfWhatWasNotSeenThere() {
    District district =
        told().settle().says("lms", Map.of("familyName", "Okafor", "preferredName", "Ada"));
    RecordState before = district.state();
    district.misses("lms", 1).tellsAgain("lms", 1);
    district.says("lms", Map.of("familyName", "Okafor", "preferredName", "Ada"));
    district.answers("lms", Result.UPDATED);

    assertThat(district.state().version()).isEqualTo(before.version());
    assertThat(district.state().values()).isEqualTo(before.values());
  }

  @Test
  void shouldHearAPersonsChangeThatASourceMakesWhileItIsCreatedAgain() {
    District district =
        told().settle().says("lms", Map.of("familyName", "Okafor", "preferredName", "Ada"));
    district.misses("lms", 1).tellsAgain("lms", 1).answers("lms", Result.UPDATED);
    district.says("lms", Map.of("familyName", "Okafor", "preferredName", "Addy"));

    assertThat(district.state().values()).containsEntry("preferredName", Value.text("Addy"));
  }

  @Test
  void shouldVoidNothingThatWasNotSeenWhileADeliveryIsOnItsWay() {
    District district = told().settle().says("sis", Map.of("familyName", "Eze"));
    RecordState before = district.state();
    district.misses("lms", 1);
    assertThat(district.state()).isEqualTo(before);
    assertThat(codes(district)).containsExactly("CONFIRMATION_VOID");

    district.tellsAgain("lms", 1);
    assertThat(codes(district)).containsExactly("REPLAY_UNDER_WAY");
    // Told once more when the answer is there, as a change and not as something new.
    assertThat(district.answers("lms", Result.UPDATED).sends())
        .singleElement()
        .satisfies(send -> assertThat(send.creates()).isFalse());
    assertThat(district.answers("lms", Result.UPDATED).sends()).isEmpty();
  }
}
