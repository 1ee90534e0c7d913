package homeroom.audit.explain;

import static homeroom.audit.Samples.minutes;
import static homeroom.audit.explain.ExplainSamples.at;
import static homeroom.audit.explain.ExplainSamples.change;
import static homeroom.audit.explain.ExplainSamples.event;
import static homeroom.audit.explain.ExplainSamples.order;
import static homeroom.audit.explain.ExplainSamples.receipt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import homeroom.api.Value;
import homeroom.audit.HoldingState;
import homeroom.audit.MovementEntry;
import homeroom.audit.explain.Explanation.Assertion;
import homeroom.audit.explain.Explanation.Carried;
import homeroom.audit.explain.Explanation.Standing;
import homeroom.audit.explain.Explanation.Standing.How;
import homeroom.authority.FieldRules;
import homeroom.schema.DataEvent;
import homeroom.schema.ReceiptOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExplainerTest extends StudentStory {

  @Test
  void shouldTellWhoSaidWhatAndWhatWasDecided() {
    storyOfAConflict();

    Explanation email = explain("email");

    assertThat(email.assertions())
        .extracting(
            Assertion::system,
            said -> said.value().orElseThrow(),
            said -> said.decision().orElseThrow(),
            said -> said.won().map(Object::toString).orElse(""),
            said -> said.rule().orElseThrow())
        .containsExactly(
            tuple("sis", OLD, "ACCEPTED", "", "sis before lms"),
            tuple("sis", NEW, "ACCEPTED", "", "sis before lms"),
            tuple("lms", OTHER, "CONFLICT", "false", "sis before lms"));
    Assertion first = email.assertions().getFirst();
    assertThat(first.origin()).contains("OneRoster.zip");
    assertThat(first.place()).contains("users.csv:7");
    assertThat(first.arrivedAt()).isEqualTo(minutes(0));
    assertThat(first.occurredAt()).contains(minutes(-10));
    assertThat(first.configuration()).contains("c1");
  }

  @Test
  void shouldTellWhatIsTrueAndSinceWhen() {
    storyOfAConflict();

    Explanation.Truth now = explain("email").now().orElseThrow();

    assertThat(now.value()).isEqualTo(NEW);
    assertThat(now.since()).contains(minutes(5));
    assertThat(now.source().map(Assertion::event)).contains("e2");
  }

  @Test
  void shouldTellWhoWasToldInItsOwnWordsAndHowItEnded() {
    storyOfAConflict();

    List<Carried> carried = explain("email").carried();

    assertThat(carried).extracting(Carried::delivery).containsExactly("d1", "d2");
    assertThat(carried).extracting(one -> one.as().get("login")).containsExactly(OLD, NEW);
    assertThat(carried).allSatisfy(one -> assertThat(one.as()).doesNotContainKey("first_name"));
    assertThat(carried).noneMatch(Carried::repeated);
    assertThat(carried.getLast().ended())
        .hasValueSatisfying(
            ended -> {
              assertThat(ended.result()).isEqualTo("UPDATED");
              assertThat(ended.at()).isEqualTo(minutes(8));
              assertThat(ended.attempts()).isEqualTo(2);
            });
  }

  @Test
  void shouldTellWhatEachSystemHolds() {
    storyOfAConflict();

    assertThat(explain("email").standings())
        .extracting(
            Standing::system,
            standing -> standing.holds().orElseThrow(),
            Standing::how,
            standing -> standing.since().orElseThrow(),
            Standing::same,
            Standing::takes)
        .containsExactly(
            tuple("lms", NEW, How.CONFIRMED, minutes(8), true, true),
            tuple("sis", NEW, How.SAID, minutes(5), true, false));
  }

  @Test
  void shouldTellThatALoserWasPutRight() {
    storyOfAConflict();

    ConflictStory story =
        ConflictStory.of(
            conflicts.getFirst(), explain("email"), Optional.empty(), RecordLog.Reach.WHOLE);

    assertThat(story.loser()).isEqualTo("lms");
    assertThat(story.base()).isEqualTo(OLD);
    assertThat(story.held().source().map(Assertion::event)).contains("e2");
    assertThat(story.arrived().value()).isEqualTo(OTHER);
    assertThat(story.remedy().map(Carried::delivery)).contains("d2");
    assertThat(story.standing().map(Standing::same)).contains(true);
  }

  @Test
  void shouldTellThatALoserStillHoldsItsOwn() {
    storyOfAConflict();
    receipts.removeLast();

    assertThat(explain("email").standings().getFirst().holds()).contains(OTHER);
    assertThat(explain("email").standings().getFirst().same()).isFalse();
    assertThat(explain("email").carried().getLast().ended()).isEmpty();
  }

  @Test
  void shouldGiveTheRuleThatKeptASystemFromDeciding() {
    events.add(at(minutes(3), event("lms", "e9", minutes(3), Map.of("givenName", OTHER))));
    decided("UNAUTHORISED", "lms", "e9", minutes(3), "givenName");

    Assertion said = explain("givenName").assertions().getFirst();

    assertThat(said.decision()).contains("UNAUTHORISED");
    assertThat(said.rule()).contains("only sis");
  }

  @Test
  void shouldTellARepetitionFromTheFirstTimeWithinAMillisecond() {
    DataEvent event = event("sis", "e1", minutes(0), Map.of("email", OLD));
    events.add(at(minutes(0), event));
    events.add(at(minutes(0), event));
    events.add(at(minutes(1), event));
    decided("ACCEPTED", "sis", "e1", minutes(0), "email");
    decided("DUPLICATE", "sis", "e1", minutes(0));
    decided("DUPLICATE", "sis", "e1", minutes(1));

    assertThat(explain("email").assertions())
        .extracting(said -> said.decision().orElseThrow())
        .containsExactly("ACCEPTED", "DUPLICATE", "DUPLICATE");
  }

  @Test
  void shouldCallUnchangedWhatNoMovementOfTheEventNames() {
    events.add(
        at(minutes(0), event("sis", "e1", minutes(0), Map.of("email", OLD, "givenName", OTHER))));
    decided("ACCEPTED", "sis", "e1", minutes(0), "email");

    assertThat(explain("givenName").assertions().getFirst().decision()).contains("UNCHANGED");
    assertThat(explain("givenName").assertions().getFirst().rule()).isEmpty();
  }

  @Test
  void shouldKnowWhatWasAcceptedBeforeTheQueryStoreDoes() {
    events.add(at(minutes(0), event("sis", "e1", minutes(0), Map.of("email", OLD))));
    changes.add(at(minutes(0), change("sis", "e1", 1, Map.of(), Map.of("email", OLD))));
    events.add(at(minutes(1), event("lms", "e2", minutes(1), Map.of("email", NEW))));

    assertThat(explain("email").assertions())
        .extracting(said -> said.decision().orElse("not decided"))
        .containsExactly("ACCEPTED", "not decided");
  }

  @Test
  void shouldCallRepeatedWhatAnotherFieldBrought() {
    storyOfAConflict();
    orders.add(at(minutes(9), order("d3", 3, "e4", Map.of("email", NEW))));
    receipts.add(at(minutes(9), receipt("d3", ReceiptOutcome.UPDATED, minutes(9))));

    Explanation email = explain("email");

    assertThat(email.carried()).extracting(Carried::repeated).containsExactly(false, false, true);
    assertThat(email.standings().getFirst().since()).contains(minutes(8));
  }

  @Test
  void shouldTellFromMovementsAndProvenanceWhatTheLogNoLongerHolds() {
    storyOfAConflict();
    events.clear();
    changes.clear();
    orders.clear();
    receipts.clear();
    movements.add(
        movement(
            "ACCEPTED",
            "sis",
            "e0",
            minutes(-5),
            1,
            List.of("email"),
            List.of(new MovementEntry.Due("lms", Optional.of("d0"), List.of())),
            Optional.empty()));
    movements.add(
        movement("DELIVERED", "lms", "d2", minutes(8), 2, List.of(), List.of(), Optional.of("d2")));

    Explanation email = explain("email");

    assertThat(email.assertions())
        .extracting(
            Assertion::event,
            said -> said.value().map(Value::toString).orElse("not known"),
            said -> said.won().map(Object::toString).orElse(""))
        .containsExactly(
            tuple("e0", "not known", ""),
            tuple("e1", "not known", ""),
            tuple("e2", NEW.toString(), ""),
            tuple("e3", OTHER.toString(), "false"));
    assertThat(email.carried()).noneMatch(Carried::certain);
    assertThat(email.carried().getLast().value()).contains(NEW);
    assertThat(email.standings().getFirst().how()).isEqualTo(How.CONCLUDED);
    assertThat(email.standings().getFirst().holds()).contains(NEW);
  }

  @Test
  void shouldNotGuessWhatADeliveryFromBeforeTheLogBrought() {
    storyOfAConflict();
    changes.removeFirst();
    orders.removeFirst();
    movements.add(
        0,
        movement("DELIVERED", "lms", "d1", minutes(2), 1, List.of(), List.of(), Optional.of("d1")));

    Carried first = explain("email").carried().getFirst();

    assertThat(first.delivery()).isEqualTo("d1");
    assertThat(first.certain()).isFalse();
    assertThat(first.value()).isEmpty();
  }

  @Test
  void shouldConcludeFromBeingInStepWhenNothingElseIsKnown() {
    truth(new Value.Text("new@cedar.example"), 2, "sis", "e2");
    holdings.add(holding(HoldingState.IN_STEP, 2, minutes(8)));

    Standing lms = explain("email").standings().getFirst();

    assertThat(lms.how()).isEqualTo(How.CONCLUDED);
    assertThat(lms.same()).isTrue();
    holdings.set(0, holding(HoldingState.IN_STEP, 1, minutes(8)));
    assertThat(explain("email").standings().getFirst().how()).isEqualTo(How.UNKNOWN);
  }

  @Test
  void shouldCompareAsTheFieldDoes() {
    storyOfAConflict();
    events.add(
        at(
            minutes(9),
            event("lms", "e5", minutes(9), Map.of("email", Value.text("NEW@cedar.example ")))));
    decided("UNCHANGED", "lms", "e5", minutes(9), "email");

    Standing lms = explain("email").standings().getFirst();

    assertThat(lms.how()).isEqualTo(How.SAID);
    assertThat(lms.same()).isTrue();
  }

  @Test
  void shouldExplainWhetherTheRecordExists() {
    storyOfAConflict();
    changes.set(
        0,
        at(
            minutes(0),
            change(
                "sis",
                "e1",
                1,
                Map.of(),
                Map.of("email", OLD, FieldRules.EXISTS, Value.flag(true)))));

    Explanation existence = explain(FieldRules.EXISTS);

    assertThat(existence.now().map(Explanation.Truth::value)).contains(Value.flag(true));
    assertThat(existence.now().flatMap(Explanation.Truth::since)).contains(minutes(0));
    assertThat(existence.assertions()).hasSize(3);
  }

  @Test
  void shouldNotKnowValuesInTexts() {
    storyOfAConflict();

    assertThat(explain("email").toString() + evidence().log()).doesNotContain("@cedar.example");
  }

  @Test
  void shouldListTheFieldsOfWhichAnythingIsKnown() {
    storyOfAConflict();
    decided("ACCEPTED", "sis", "e1", minutes(0), "nickname");
    movements.add(
        movement(
            "QUARANTINED",
            "lms",
            "e1",
            minutes(0),
            1,
            List.of("login"),
            List.of(),
            Optional.empty()));

    assertThat(new Explainer(evidence()).fields()).containsExactly("email", "nickname");
  }
}
