package homeroom.audit.explain;

import static homeroom.audit.Samples.minutes;
import static homeroom.audit.explain.ExplainSamples.change;
import static homeroom.audit.explain.ExplainSamples.event;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Value;
import homeroom.audit.ConflictEntry;
import homeroom.audit.FieldEntry;
import homeroom.audit.MovementEntry;
import homeroom.audit.RecordEntry;
import homeroom.audit.Subject;
import homeroom.audit.explain.BatchChange.Truth;
import homeroom.audit.explain.BatchSearch.Found;
import homeroom.audit.explain.ChangedFields.ConflictKey;
import homeroom.authority.FieldRules;
import homeroom.schema.Change;
import homeroom.schema.DataEvent;
import homeroom.schema.EventOperation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ChangedFieldsTest {

  private static final Map<String, Set<String>> MARKED = Map.of("student", Set.of("email"));
  private static final Value OLD = Value.text("old@cedar.example");
  private static final Value NEW = Value.text("new@cedar.example");
  private static final Subject STUDENT = new Subject("pseudonym", "student", Optional.of("123"));

  private static MovementEntry moved(String outcome, String... fields) {
    return new MovementEntry(
        1,
        "m1",
        STUDENT,
        outcome,
        "sis",
        "e1",
        Optional.empty(),
        4,
        List.of(fields),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of("b1"),
        0,
        minutes(1),
        "c1",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Found found(Map<String, Value> said, Change... changes) {
    return new Found(
        Map.of("e1", event("sis", "e1", minutes(1), said)),
        changes.length == 0 ? Map.of() : Map.of("e1", changes[0]),
        RecordLog.Reach.WHOLE);
  }

  private static ChangedFields fields(Found found) {
    return new ChangedFields(MARKED, found, Map.of(), Map.of());
  }

  private static Map<String, RecordEntry> holding(long version) {
    return Map.of(
        "pseudonym",
        new RecordEntry(
            STUDENT,
            5,
            true,
            List.of(
                new FieldEntry(
                    "email",
                    "text",
                    "\"old@cedar.example\"",
                    version,
                    "sis",
                    "e0",
                    "authority: sis",
                    "c1",
                    minutes(0))),
            "c1",
            minutes(0)));
  }

  private static ConflictEntry conflict(String winner) {
    String side = "{\"system\": \"%s\", \"event\": \"%s\", \"type\": \"text\", \"value\": \"%s\"}";
    return new ConflictEntry(
        "k1",
        STUDENT,
        "email",
        "lms",
        "sis",
        List.of("lms"),
        "authority",
        winner,
        "told",
        "c1",
        minutes(1),
        "{\"held\": %s, \"arrived\": %s}"
            .formatted(
                side.formatted("lms", "e0", "old@cedar.example"),
                side.formatted("sis", "e1", "new@cedar.example")));
  }

  @Test
  void shouldTellWhatWasTrueBeforeAnAcceptedChange() {
    Found found =
        found(
            Map.of("email", NEW, "givenName", NEW),
            change("sis", "e1", 4, Map.of("email", OLD), Map.of("email", NEW)));

    assertThat(fields(found).of(moved("ACCEPTED", "email", "givenName")))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.field()).isEqualTo("email");
              assertThat(it.before()).contains(new Truth(Optional.of(OLD)));
              assertThat(it.said()).contains(NEW);
              assertThat(it.won()).isEmpty();
              assertThat(it.place()).contains("users.csv:7");
            });
  }

  @Test
  void shouldTellThatThereWasNothingBefore() {
    Found found =
        found(Map.of("email", NEW), change("sis", "e1", 4, Map.of(), Map.of("email", NEW)));

    assertThat(fields(found).of(moved("ACCEPTED", "email")).getFirst().before())
        .contains(new Truth(Optional.empty()));
  }

  @Test
  void shouldTellWhatStaysTrueWhereTheBatchMayNotDecide() {
    Found found = found(Map.of("email", NEW));
    MovementEntry refused = moved("UNAUTHORISED", "email");

    assertThat(
            new ChangedFields(MARKED, found, Map.of(), holding(4)).of(refused).getFirst().before())
        .contains(new Truth(Optional.of(OLD)));
    assertThat(
            new ChangedFields(MARKED, found, Map.of(), holding(5)).of(refused).getFirst().before())
        .as("it changed since")
        .isEmpty();
  }

  @Test
  void shouldTellBothSidesOfAConflictAndWhoWon() {
    Found found = found(Map.of("email", NEW));
    for (String winner : List.of("sis", "lms", "")) {
      ChangedFields fields =
          new ChangedFields(
              MARKED, found, Map.of(new ConflictKey("e1", "email"), conflict(winner)), Map.of());
      BatchChange told = fields.of(moved("CONFLICT", "email")).getFirst();
      assertThat(told.before()).contains(new Truth(Optional.of(OLD)));
      assertThat(told.said()).contains(NEW);
      assertThat(told.won())
          .isEqualTo(winner.isEmpty() ? Optional.empty() : Optional.of(winner.equals("sis")));
    }
  }

  @Test
  void shouldFindTheConflictThatAnEventCaused() {
    assertThat(ConflictKey.of(conflict("sis"))).isEqualTo(new ConflictKey("e1", "email"));
  }

  @Test
  void shouldTellOfADifferenceAtFirstSightWhichCounts() {
    MovementEntry first = moved("INITIAL_MISMATCH", "email");
    Change change = change("sis", "e1", 4, Map.of("email", OLD), Map.of("email", NEW));

    assertThat(fields(found(Map.of("email", NEW), change)).of(first).getFirst().won())
        .contains(true);
    assertThat(fields(found(Map.of("email", NEW))).of(first).getFirst().won()).contains(false);
  }

  @Test
  void shouldTellOfARecordWithMarkedFieldsThatItIsGone() {
    DataEvent gone = event("sis", "e1", minutes(1), Map.of());
    gone.setOperation(EventOperation.DELETE);
    Found found = new Found(Map.of("e1", gone), Map.of(), RecordLog.Reach.WHOLE);
    MovementEntry moved = moved("ACCEPTED", FieldRules.EXISTS);

    assertThat(ChangedFields.mayConcern(moved, MARKED)).isTrue();
    assertThat(fields(found).of(moved).getFirst().said()).contains(Value.flag(false));
    assertThat(fields(found(Map.of("email", NEW))).of(moved)).as("a new one").isEmpty();
  }

  @Test
  void shouldNotTellOfWhatIsNotMarked() {
    assertThat(ChangedFields.mayConcern(moved("ACCEPTED", "givenName"), MARKED)).isFalse();
    assertThat(ChangedFields.mayConcern(moved("ACCEPTED", "email"), Map.of())).isFalse();
    assertThat(ChangedFields.mayConcern(moved("ACCEPTED", "email"), MARKED)).isTrue();
  }

  @Test
  void shouldNotKnowTheValuesOfWhatTheLogHoldsNoMore() {
    Found found = new Found(Map.of(), Map.of(), RecordLog.Reach.WHOLE);
    BatchChange told = fields(found).of(moved("ACCEPTED", "email")).getFirst();

    assertThat(told.before()).isEmpty();
    assertThat(told.said()).isEmpty();
    assertThat(told.toString()).doesNotContain("cedar.example");
  }
}
