package homeroom.planning;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Operation;
import homeroom.api.Value;
import homeroom.authority.SystemState;
import homeroom.planning.Effect.Moved.Outcome;
import homeroom.planning.Input.Answered.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionEngineTest {

  private static final List<String> NOTHING_FIRST = List.of();

  private static Subscription lms() {
    return District.subscription("lms", NOTHING_FIRST, "familyName", "preferredName", "email");
  }

  private static Subscription warehouse() {
    return District.subscription("warehouse", NOTHING_FIRST, "familyName", "preferredName");
  }

  private static District inStep(Subscription... subscriptions) {
    return new District(subscriptions)
        .says("sis", Map.of("familyName", "Okafor", "preferredName", "Ada", "email", "a@x"))
        .settle()
        .echoes("lms", Map.of("familyName", "Okafor"));
  }

  @Test
  void shouldTellEveryConsumerOnceWhatANewRecordIs() {
    District district =
        new District(lms(), warehouse())
            .says("sis", Map.of("familyName", "Okafor", "preferredName", "Ada"));

    assertThat(district.sends())
        .extracting(Effect.Send::system)
        .containsExactly("lms", "warehouse");
    assertThat(district.sends()).allMatch(Effect.Send::creates);
    assertThat(district.outcomes()).containsExactly(Outcome.ACCEPTED);
    assertThat(district.settle().sends()).hasSize(2);
  }

  @Test
  void shouldNotTellAConsumerWhatItDoesNotTake() {
    District district = inStep(lms(), warehouse()).says("lms", Map.of("email", "b@x"));

    assertThat(district.golden("email")).isEqualTo("b@x");
    assertThat(district.sends()).isEmpty();
  }

  @Test
  void shouldSendOnlyWhatChanged() {
    District district = inStep(lms()).says("sis", Map.of("familyName", "Okafor-Lee"));

    assertThat(district.sends())
        .singleElement()
        .satisfies(
            send -> {
              assertThat(send.changed()).containsExactly("user.familyName");
              assertThat(send.payload()).hasSize(4);
              assertThat(send.creates()).isFalse();
            });
  }

  @Test
  void shouldSayNothingWhenASourceRestatesWhatItHolds() {
    District district = inStep(lms()).says("sis", Map.of("familyName", "Okafor"));

    assertThat(district.outcomes()).containsExactly(Outcome.UNCHANGED);
    assertThat(district.sends()).isEmpty();
  }

  @Test
  void shouldNotLetAnOldStatementRevertANewerChange() {
    District district =
        inStep(lms(), warehouse())
            .says("lms", Map.of("preferredName", "Addie"))
            .settle()
            .says("sis", Map.of("preferredName", "Ada"));

    assertThat(district.golden("preferredName")).isEqualTo("Addie");
    assertThat(district.outcomes()).containsExactly(Outcome.UNCHANGED);
  }

  @Test
  void shouldRefuseAndPutRightWhatASystemMayNotDecide() {
    District district = inStep(lms(), warehouse()).says("lms", Map.of("familyName", "Smith"));

    assertThat(district.golden("familyName")).isEqualTo("Okafor");
    assertThat(district.outcomes()).containsExactly(Outcome.UNAUTHORISED);
    assertThat(district.sends())
        .singleElement()
        .satisfies(
            send -> {
              assertThat(send.system()).isEqualTo("lms");
              assertThat(send.changed()).containsExactly("user.familyName");
              assertThat(send.payload()).containsEntry("user.familyName", Value.text("Okafor"));
            });
  }

  @Test
  void shouldBringBackAValueThatTheConsumerConfirmedLongAgo() {
    District district =
        inStep(lms(), District.subscription("sis", NOTHING_FIRST, "preferredName"))
            .says("lms", Map.of("preferredName", "Addie"))
            .settle();
    district.says("sis", Map.of("preferredName", "Ada"));

    assertThat(district.sends().stream().filter(send -> send.system().equals("lms")))
        .singleElement()
        .satisfies(
            send ->
                assertThat(send.payload()).containsEntry("user.preferredName", Value.text("Ada")));
  }

  @Test
  void shouldDecideAConflictByRankAndSayItOnce() {
    District district =
        inStep(warehouse(), District.subscription("sis", NOTHING_FIRST, "preferredName"));
    district.says("lms", Map.of("preferredName", "Addie"));
    district.says("sis", Map.of("preferredName", "Adaeze"));

    assertThat(district.golden("preferredName")).isEqualTo("Addie");
    assertThat(district.conflicts())
        .singleElement()
        .satisfies(
            conflict -> {
              assertThat(conflict.ruling().won()).isFalse();
              assertThat(conflict.ruling().base()).isEqualTo(Value.text("Ada"));
              assertThat(conflict.ruling().rule()).isEqualTo("lms before sis");
            });
    assertThat(district.outcomes()).containsExactly(Outcome.CONFLICT);
  }

  @Test
  void shouldPutTheLoserOfAConflictRight() {
    District district = inStep(District.subscription("sis", NOTHING_FIRST, "preferredName"));
    district.says("lms", Map.of("preferredName", "Addie"));
    district.says("sis", Map.of("preferredName", "Adaeze"));
    assertThat(district.sends()).as("one is open already").isEmpty();

    district.confirms("sis");
    assertThat(district.settle().state().system("sis").orElseThrow().held()).isEmpty();
  }

  @Test
  void shouldConvergeWhenBothCameToTheSameValue() {
    District district = inStep(lms(), warehouse()).says("lms", Map.of("preferredName", "Addie"));
    district.says("sis", Map.of("preferredName", "Addie"));

    assertThat(district.outcomes()).containsExactly(Outcome.CONVERGED);
    assertThat(district.conflicts()).isEmpty();
  }

  @Test
  void shouldTakeOurOwnWriteForAnEchoAndNotForAChange() {
    District district = inStep(lms()).says("sis", Map.of("familyName", "Okafor-Lee"));
    long version = district.state().version();
    district.echoes("lms", Map.of("familyName", "Okafor-Lee"));

    assertThat(district.outcomes()).containsExactly(Outcome.ECHO);
    assertThat(district.state().version()).isEqualTo(version);
    assertThat(district.confirms("lms").sends()).isEmpty();
  }

  @Test
  void shouldSettleOnTheFormThatAConsumerGivesAValue() {
    District district = inStep(lms()).says("sis", Map.of("familyName", "O'Kafor"));
    district.confirms("lms").echoes("lms", Map.of("familyName", "O Kafor"));
    assertThat(district.sends()).isEmpty();

    district.says("lms", Map.of("familyName", "O Kafor"));
    assertThat(district.outcomes()).containsExactly(Outcome.UNCHANGED);
    assertThat(district.sends()).isEmpty();
  }

  @Test
  void shouldDropAnEventThatWasDecidedBefore() {
    District district = inStep(lms());
    district.says("lms", Map.of("preferredName", "Addie"), "once", false);
    district.says("lms", Map.of("preferredName", "Ada"));
    district.says("lms", Map.of("preferredName", "Addie"), "once", false);

    assertThat(district.outcomes()).containsExactly(Outcome.DUPLICATE);
    assertThat(district.golden("preferredName")).isEqualTo("Ada");
  }

  @Test
  void shouldHaveOneOpenDeliveryAndOweTheRest() {
    District district = inStep(lms()).says("sis", Map.of("familyName", "B"));
    district.says("sis", Map.of("familyName", "C"));
    assertThat(district.sends()).isEmpty();
    district.says("sis", Map.of("familyName", "D"));
    assertThat(district.sends()).isEmpty();

    district.confirms("lms");
    assertThat(district.sends())
        .singleElement()
        .satisfies(
            send -> assertThat(send.payload()).containsEntry("user.familyName", Value.text("D")));
    assertThat(district.confirms("lms").sends()).isEmpty();
  }

  @Test
  void shouldIgnoreAReceiptForAnotherDelivery() {
    District district = inStep(lms()).says("sis", Map.of("familyName", "B"));
    district.answers("lms", "another.1", Result.UPDATED);

    assertThat(district.outcomes()).containsExactly(Outcome.STALE);
    assertThat(district.state().system("lms").flatMap(SystemState::open)).isPresent();
  }

  @Test
  void shouldNotRepeatWhatWasRefusedUntilItChanges() {
    District district = inStep(lms()).says("sis", Map.of("familyName", "B"));
    district.answers("lms", Result.REFUSED);
    assertThat(district.outcomes()).containsExactly(Outcome.REFUSED);
    district.says("sis", Map.of("familyName", "B"));
    assertThat(district.sends()).isEmpty();

    district.says("sis", Map.of("familyName", "C"));
    assertThat(district.sends()).hasSize(1);
  }

  @Test
  void shouldCreateOnlyAfterTheParentIsThere() {
    District district =
        new District(District.subscription("lms", NOTHING_FIRST, "familyName", "school"))
            .says("sis", Map.of("familyName", "A", "school", "S1"));
    assertThat(district.sends()).isEmpty();
    assertThat(district.only(Effect.Ask.class))
        .containsExactly(new Effect.Ask("org/S1", List.of("lms"), true));

    district.parentArrives("org/S1", "lms");
    assertThat(district.sends()).hasSize(1);
    assertThat(district.outcomes()).containsExactly(Outcome.RELEASED);
  }

  @Test
  void shouldNotLetOtherUpdatesWaitForParents() {
    District district =
        new District(District.subscription("lms", NOTHING_FIRST, "familyName", "school"))
            .says("sis", Map.of("familyName", "A", "school", "S1"))
            .parentArrives("org/S1", "lms")
            .settle();

    assertThat(district.says("sis", Map.of("familyName", "B")).sends()).hasSize(1);
    district.settle().says("sis", Map.of("school", "S2"));
    assertThat(district.sends()).isEmpty();
    assertThat(district.only(Effect.Ask.class))
        .containsExactly(new Effect.Ask("org/S2", List.of("lms"), true));
  }

  @Test
  void shouldAskAnewAndWithdrawWhenTheParentChangesWhileItWaits() {
    District district =
        new District(District.subscription("lms", NOTHING_FIRST, "familyName", "school"))
            .says("sis", Map.of("familyName", "A", "school", "S1"))
            .says("sis", Map.of("school", "S2"));

    assertThat(district.only(Effect.Ask.class))
        .extracting(Effect.Ask::parent)
        .containsExactly("org/S2");
    assertThat(district.only(Effect.Withdraw.class))
        .extracting(Effect.Withdraw::parent)
        .containsExactly("org/S1");
  }

  @Test
  void shouldCreateAfterTheSystemsThatComeFirst() {
    District district =
        new District(
            District.subscription("idp", NOTHING_FIRST, "familyName"),
            District.subscription("lms", List.of("idp"), "familyName"));
    district.says("sis", Map.of("familyName", "A"));
    assertThat(district.sends()).extracting(Effect.Send::system).containsExactly("idp");

    district.answers("idp", Result.CREATED);
    assertThat(district.sends()).extracting(Effect.Send::system).containsExactly("lms");
  }

  @Test
  void shouldSayThatItArrivedSoThatChildrenCanGoOn() {
    District district = new District(lms()).says("sis", Map.of("familyName", "A"));
    district.answers("lms", Result.CREATED);
    assertThat(district.only(Effect.Arrived.class)).containsExactly(new Effect.Arrived("lms"));

    district.says("sis", Map.of("familyName", "B")).confirms("lms");
    assertThat(district.only(Effect.Arrived.class)).isEmpty();
  }

  @Test
  void shouldNotSayThatItArrivedWhereNobodyCanWaitForIt() {
    District district = new District(warehouse()).says("sis", Map.of("familyName", "A"));
    district.answers("warehouse", Result.CREATED);

    assertThat(district.only(Effect.Arrived.class)).isEmpty();
  }

  @Test
  void shouldDeactivateWhatIsGoneAndCreateItAgainWhenItComesBack() {
    District district = inStep(lms()).saysGone("sis");
    assertThat(district.sends())
        .singleElement()
        .satisfies(send -> assertThat(send.operation()).isEqualTo(Operation.DELETE));

    district.answers("lms", Result.DELETED);
    district.says("sis", Map.of("familyName", "Okafor"));
    assertThat(district.sends())
        .singleElement()
        .satisfies(send -> assertThat(send.creates()).isTrue());
  }

  @Test
  void shouldNotTakeAwayWhatNobodyWithASayHasSpokenOfYet() {
    District district = new District(lms()).says("lms", Map.of("preferredName", "Addie"));

    assertThat(district.sends()).isEmpty();
    assertThat(district.says("sis", Map.of("familyName", "Okafor")).sends()).hasSize(1);
  }

  @Test
  void shouldSettleWhatWasHandedOverOnlyWhenTheSystemShowsIt() {
    District district = inStep(District.subscription("sis", NOTHING_FIRST, "preferredName"));
    district.says("lms", Map.of("preferredName", "Addie"));
    district.answers("sis", Result.HANDED_OVER);
    assertThat(district.sends()).isEmpty();

    district.says("sis", Map.of("preferredName", "Ada"));
    assertThat(district.outcomes())
        .as("it has not imported it yet")
        .containsExactly(Outcome.UNCHANGED);
    assertThat(district.sends()).isEmpty();

    district.says("sis", Map.of("preferredName", "Addie"));
    assertThat(district.outcomes()).containsExactly(Outcome.UNCHANGED);
    assertThat(district.state().system("sis").flatMap(SystemState::handed)).isEmpty();
    assertThat(district.golden("preferredName")).isEqualTo("Addie");
  }

  @Test
  void shouldFindAConflictAlthoughADeliveryWasHandedOver() {
    District district = inStep(District.subscription("sis", NOTHING_FIRST, "preferredName"));
    district.says("lms", Map.of("preferredName", "Addie"));
    district.answers("sis", Result.HANDED_OVER);
    district.says("sis", Map.of("preferredName", "Adaeze"));

    assertThat(district.conflicts()).hasSize(1);
    assertThat(district.sends()).as("the loser is told again").hasSize(1);
  }

  @Test
  void shouldSendTheTruthOnceMoreWhenAnEditMayHaveCrossedADelivery() {
    District district = inStep(lms()).says("sis", Map.of("familyName", "B")).confirms("lms");
    district.says("lms", Map.of("preferredName", "Addie"));

    assertThat(district.golden("preferredName")).isEqualTo("Addie");
    assertThat(district.sends())
        .singleElement()
        .satisfies(
            send ->
                assertThat(send.payload())
                    .containsEntry("user.preferredName", Value.text("Addie"))
                    .containsEntry("user.familyName", Value.text("B")));
    assertThat(district.confirms("lms").sends()).isEmpty();
  }

  @Test
  void shouldMakeNoTruthOfClearingWhatNeverHadAValue() {
    District district = new District(lms()).says("sis", Map.of("familyName", "A")).settle();
    long version = district.state().version();
    district.clears("lms", "preferredName");

    assertThat(district.outcomes()).containsExactly(Outcome.UNCHANGED);
    assertThat(district.state().version()).isEqualTo(version);
    assertThat(district.says("lms", Map.of("preferredName", "Ada")).outcomes())
        .containsExactly(Outcome.ACCEPTED);
  }

  @Test
  void shouldWriteAllBehindAnOrderOfEarlierRulesThoughTheRecordWasDeletedWhenTheyChanged() {
    District district =
        inStep(lms()).says("sis", Map.of("familyName", "Eze")).saysGone("sis").reconsiders();
    district.says("sis", Map.of("familyName", "Eze", "preferredName", "Chi")).confirms("lms");

    assertThat(district.sends())
        .singleElement()
        .satisfies(send -> assertThat(send.changed()).contains("user.familyName"));
  }

  @Test
  void shouldOweNothingMoreWhenReconsidered() {
    District district = inStep(lms(), warehouse()).reconsiders();

    assertThat(district.effects()).isEmpty();
  }

  @Test
  void shouldKeepLittleOfThePastHoweverOftenAFieldChangesWhileASystemSleeps() {
    District district = inStep(lms(), warehouse());
    for (int i = 0; i < 100; i++) {
      district.says("sis", Map.of("familyName", "N" + i));
    }
    assertThat(district.state().field("familyName").orElseThrow().past())
        .hasSizeLessThanOrEqualTo(10);

    district.settle();
    assertThat(district.golden("familyName")).isEqualTo("N99");
    assertThat(district.says("sis", Map.of("familyName", "N99")).effects()).hasSize(1);
  }

  @Test
  void shouldWriteOnlyWhatDependsOnAFieldThatGetsItsFirstValue() {
    District district =
        new District(District.subscription("lms", List.of(), "familyName", "preferredName"))
            .says("sis", Map.of("familyName", "Okafor"))
            .confirms("lms");

    district.says("sis", Map.of("preferredName", "Ada"));

    assertThat(district.sends())
        .singleElement()
        .satisfies(send -> assertThat(send.changed()).containsExactly("user.preferredName"));
  }
}
