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
import homeroom.audit.BatchEntry;
import homeroom.audit.ConflictEntry;
import homeroom.audit.FieldEntry;
import homeroom.audit.Holding;
import homeroom.audit.HoldingState;
import homeroom.audit.MovementEntry;
import homeroom.audit.RecordEntry;
import homeroom.audit.Samples;
import homeroom.audit.Subject;
import homeroom.audit.explain.Explanation.Assertion;
import homeroom.audit.explain.Explanation.Carried;
import homeroom.audit.explain.Explanation.Standing;
import homeroom.audit.explain.Explanation.Standing.How;
import homeroom.authority.FieldRules;
import homeroom.schema.Change;
import homeroom.schema.DataEvent;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.DeliveryReceipt;
import homeroom.schema.ReceiptOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExplainerTest {

  private static final Value OLD = Value.text("old@cedar.example");
  private static final Value NEW = Value.text("new@cedar.example");
  private static final Value OTHER = Value.text("other@cedar.example");

  private final List<RecordLog.Arrived<DataEvent>> events = new ArrayList<>();
  private final List<RecordLog.Arrived<Change>> changes = new ArrayList<>();
  private final List<RecordLog.Arrived<DeliveryOrder>> orders = new ArrayList<>();
  private final List<RecordLog.Arrived<DeliveryReceipt>> receipts = new ArrayList<>();
  private final List<MovementEntry> movements = new ArrayList<>();
  private final List<ConflictEntry> conflicts = new ArrayList<>();
  private final List<Holding> holdings = new ArrayList<>();
  private Optional<RecordEntry> golden = Optional.empty();

  private Explanation explain(String field) {
    return new Explainer(evidence()).explain(field);
  }

  private Evidence evidence() {
    return new Evidence(
        new Subject("pseudonym", "student", Optional.of("123")),
        new RecordLog(events, changes, orders, receipts, RecordLog.Reach.WHOLE),
        movements,
        false,
        golden,
        holdings,
        conflicts,
        Map.of(
            "sis/b1",
            new BatchEntry(
                "sis",
                "b1",
                "OneRoster.zip",
                "ACCEPTED",
                Samples.NOON,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of())),
        ExplainSamples.configurations());
  }

  private void truth(Value.Text value, long version, String system, String event) {
    golden =
        Optional.of(
            new RecordEntry(
                new Subject("pseudonym", "student", Optional.of("123")),
                version,
                true,
                List.of(
                    new FieldEntry(
                        "email",
                        "text",
                        "\"" + value.text() + "\"",
                        version,
                        system,
                        "sis before lms",
                        event,
                        "c1",
                        Samples.NOON)),
                "c1",
                Samples.NOON));
  }

  private void decided(String outcome, String system, String event, Instant at, String... fields) {
    movements.add(
        movement(outcome, system, event, at, 1, List.of(fields), List.of(), Optional.empty()));
  }

  private static MovementEntry movement(
      String outcome,
      String system,
      String cause,
      Instant at,
      long version,
      List<String> fields,
      List<MovementEntry.Due> sent,
      Optional<String> delivery) {
    return new MovementEntry(
        1,
        "m",
        new Subject("pseudonym", "student", Optional.of("123")),
        outcome,
        system,
        cause,
        delivery,
        version,
        fields,
        sent,
        delivery.map(_ -> "UPDATED"),
        Optional.empty(),
        Optional.empty(),
        Optional.of("b1"),
        delivery.isPresent() ? 1 : 0,
        at,
        "c1");
  }

  private static Holding holding(HoldingState state, long version, Instant since) {
    return new Holding(
        "lms",
        "student",
        state,
        Optional.of("d1"),
        version,
        since,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of("UPDATED"),
        Optional.empty(),
        Optional.empty());
  }

  private static ConflictEntry conflict(String winner) {
    return new ConflictEntry(
        "k1",
        new Subject("pseudonym", "student", Optional.of("123")),
        "email",
        "sis",
        "lms",
        List.of("sis"),
        "sis before lms",
        winner,
        "kept what was held and sent it to lms",
        "c1",
        minutes(6),
        """
        {"base": {"name": "email", "type": "text", "value": "old@cedar.example"},
         "held": {"name": "email", "type": "text", "value": "new@cedar.example",
                  "system": "sis", "event": "e2", "occurredAt": 1000000},
         "arrived": {"name": "email", "type": "text", "value": "other@cedar.example",
                  "system": "lms", "event": "e3", "occurredAt": 2000000}}
        """);
  }

  /** First sis says old, lms is told; then sis says new while lms says other: sis wins. */
  private void storyOfAConflict() {
    events.add(at(minutes(0), event("sis", "e1", minutes(0), Map.of("email", OLD))));
    decided("ACCEPTED", "sis", "e1", minutes(0), "email", FieldRules.EXISTS);
    changes.add(at(minutes(0), change("sis", "e1", 1, Map.of(), Map.of("email", OLD))));
    orders.add(at(minutes(1), order("d1", 1, "e1", Map.of("email", OLD))));
    receipts.add(at(minutes(2), receipt("d1", ReceiptOutcome.CREATED, minutes(2))));
    events.add(at(minutes(5), event("sis", "e2", minutes(5), Map.of("email", NEW))));
    decided("ACCEPTED", "sis", "e2", minutes(5), "email");
    changes.add(at(minutes(5), change("sis", "e2", 2, Map.of("email", OLD), Map.of("email", NEW))));
    events.add(at(minutes(6), event("lms", "e3", minutes(6), Map.of("email", OTHER))));
    decided("CONFLICT", "lms", "e3", minutes(6), "email");
    conflicts.add(conflict("sis"));
    orders.add(at(minutes(7), order("d2", 2, "e3", Map.of("email", NEW))));
    receipts.add(at(minutes(8), receipt("d2", ReceiptOutcome.UPDATED, minutes(8))));
    holdings.add(holding(HoldingState.IN_STEP, 2, minutes(8)));
    truth(new Value.Text("new@cedar.example"), 2, "sis", "e2");
  }

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
