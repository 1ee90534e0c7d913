package homeroom.audit;

import static homeroom.audit.Samples.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.EntityRules;
import homeroom.authority.Event;
import homeroom.authority.FieldRules;
import homeroom.authority.Fields;
import homeroom.authority.RecordState;
import homeroom.planning.ConsumerMapping;
import homeroom.planning.Decision;
import homeroom.planning.DecisionEngine;
import homeroom.planning.Effect;
import homeroom.planning.Input;
import homeroom.planning.Rules;
import homeroom.planning.Subscription;
import homeroom.schema.Movement;
import homeroom.wire.Movements;
import homeroom.wire.WireFormat;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what systems say, through real decisions and a real query store, to what is counted. */
final class FirstContactReportTest {

  private static final Rules RULES =
      new Rules(
          "c1",
          Map.of(
              "student",
              new EntityRules(
                  "student",
                  Map.of(
                      "name",
                      Fields.text("name", "sis"),
                      "nickname",
                      Fields.text("nickname", "lms", "sis"),
                      "grade",
                      Fields.text("grade", "sis"),
                      FieldRules.EXISTS,
                      Fields.text(FieldRules.EXISTS, "sis")))),
          Map.of(
              "student",
              List.of(
                  new Subscription("lms", "student", "users", new Names(), List.of(), List.of()))));

  /** The LMS is told both names, and no grade. */
  private record Names() implements ConsumerMapping {
    @Override
    public Set<String> inputs() {
      return Set.of("name", "nickname");
    }

    @Override
    public Map<String, Value> payload(RecordKey record, Map<String, Value> canonical) {
      Map<String, Value> payload = new HashMap<>();
      inputs().forEach(name -> payload.put(name, canonical.getOrDefault(name, Value.NULL)));
      return payload;
    }

    @Override
    public boolean selects(RecordKey record, Map<String, Value> canonical) {
      return true;
    }
  }

  @TempDir private Path data;
  private final DecisionEngine engine = new DecisionEngine(RULES);
  private final Map<String, RecordState> states = new HashMap<>();
  private final List<LogEntry> movements = new ArrayList<>();
  private int inputs;

  private void says(String system, String key, String name, String nickname, String grade) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put(FieldRules.EXISTS, Value.flag(true));
    fields.put("name", Value.text(name));
    fields.put("nickname", Value.text(nickname));
    fields.put("grade", Value.text(grade));
    take(
        key,
        new Input.Told(
            new Event(
                "e" + inputs,
                system,
                fields,
                minutes(inputs),
                false,
                Optional.empty(),
                OptionalLong.empty()),
            Optional.of("b1")));
  }

  /** The delivery that is open for the LMS ends. */
  private void answers(String key, Input.Answered.Result result) {
    String open =
        states.get(key).system("lms").flatMap(lms -> lms.open()).orElseThrow().deliveryId();
    take(
        key,
        new Input.Answered(
            open, "lms", result, Optional.empty(), Optional.empty(), Optional.empty(), 1));
  }

  private void take(String key, Input input) {
    RecordKey record = new RecordKey("student", key);
    Decision decision = engine.decide(record, states.getOrDefault(key, RecordState.EMPTY), input);
    states.put(key, decision.next());
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.Moved moved) {
        movements.add(
            new LogEntry.Moved(
                WireFormat.decode(
                    Movements.movement(
                        "m" + movements.size(), record, moved, input.id(), "c1", minutes(inputs)),
                    Movement.class)));
      }
    }
    inputs++;
  }

  private List<String> counts(String system) throws SQLException {
    try (QueryStore store =
        QueryStore.open(
            new StoreLocation.SqliteFile(data.resolve("homeroom.db")),
            Pseudonyms.open(data, "cedar"))) {
      new StoreWriter(store).write(movements, Map.of());
      return store
          .firstContacts()
          .find(system, Optional.empty(), Optional.empty(), Optional.empty(), 5)
          .stream()
          .map(it -> it.field().orElse("record") + " " + it.kind() + " " + it.records())
          .toList();
    }
  }

  @Test
  void shouldCountWhatAConnectedSystemHeld() throws SQLException {
    for (String key : List.of("1", "2", "3", "4", "5")) {
      says("sis", key, "Ng", "Al", "11");
    }
    says("lms", "1", "Ng", "Al", "11");
    says("lms", "2", "Wu", "Ally", "12");
    answers("3", Input.Answered.Result.CREATED);
    answers("4", Input.Answered.Result.UPDATED);
    answers("5", Input.Answered.Result.UNCHANGED);
    says("lms", "6", "Om", "O", "9");
    // Of this nothing is first any more but the grade, which the LMS was not told.
    says("lms", "3", "Ng", "Al", "11");
    answers("2", Input.Answered.Result.UPDATED);
    says("lms", "2", "Wu", "Ally", "12");
    says("sis", "1", "Ng-Wu", "Al", "12");

    assertThat(counts("lms"))
        .containsExactly(
            "record EQUAL 1",
            "record DIFFERENT 1",
            "record REFUSED 1",
            "record MISSING 1",
            "record FOUND_EQUAL 1",
            "record OVERWRITTEN 1",
            "grade EQUAL 2",
            "grade KEPT 1",
            "name EQUAL 1",
            "name LOST 1",
            "nickname EQUAL 1",
            "nickname WON 1");
  }

  @Test
  void shouldCountAnImportIntoAnEmptyHubByRecordAndMakeNoMovementMore() throws SQLException {
    for (int key = 0; key < 50; key++) {
      says("sis", Integer.toString(key), "Ng", "Al", "11");
    }

    assertThat(movements).hasSize(50);
    assertThat(counts("sis")).containsExactly("record EXTRA 50");
  }
}
