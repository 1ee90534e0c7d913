package homeroom.wire;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.EntityRules;
import homeroom.authority.Event;
import homeroom.authority.FieldRules;
import homeroom.authority.Fields;
import homeroom.authority.RecordState;
import homeroom.authority.Reference;
import homeroom.authority.SystemState;
import homeroom.planning.ConsumerMapping;
import homeroom.planning.Decision;
import homeroom.planning.DecisionEngine;
import homeroom.planning.Effect;
import homeroom.planning.Input;
import homeroom.planning.Rules;
import homeroom.planning.Subscription;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The state of a record stays small: memory, disk and the time to rebuild a store hang on it. The
 * states are made by deciding, so that whatever decisions leave behind is counted.
 */
class StateSizeTest {

  private static final RecordKey STUDENT = new RecordKey("student", "1048576");

  @Test
  void shouldStoreAStudentInStepWithFourSystemsInLittle() {
    int bytes = size(inStep(12, 4));

    assertThat(bytes).as("12 fields, 4 systems").isLessThanOrEqualTo(700);
  }

  @Test
  void shouldStoreAStudentInStepWithFortySystemsInThreeKibibytes() {
    int bytes = size(inStep(30, 40));

    assertThat(bytes).as("30 fields, 40 systems").isLessThanOrEqualTo(3 * 1024);
  }

  @Test
  void shouldGrowBySixtyBytesAtMostWithEverySystemInStep() {
    int one = size(inStep(30, 1));
    int many = size(inStep(30, 41));

    assertThat((many - one) / 40).isLessThanOrEqualTo(60);
  }

  @Test
  void shouldNotGrowWithTheNumberOfChanges() {
    District district = inStep(12, 4);
    int before = size(district);
    for (int i = 0; i < 200; i++) {
      district.says(Map.of("field1", Value.text("a new value " + i))).confirmAll();
    }

    assertThat(size(district)).isLessThanOrEqualTo(before + 150);
  }

  @Test
  void shouldStopGrowingWhileASystemSleepsThroughManyChanges() {
    District district = inStep(12, 4);
    change(district, 120);
    int asleep = size(district);
    change(district, 600);

    assertThat(size(district)).isLessThanOrEqualTo(asleep + asleep / 20);
  }

  @Test
  void shouldGrowByLittleForEachRecordThatItRefersTo() {
    RecordState alone = inStep(12, 4).state;
    List<Reference> references =
        List.of(
            Reference.to("student", "student/stu-100398"),
            Reference.to("class", "class/cls-h01-12-dra-01"),
            Reference.to("school", "org/org-h01"));

    RecordState refers = alone.with(alone.identity().references(references));

    int more = States.encode(refers).length - States.encode(alone).length;
    assertThat(more).isLessThanOrEqualTo(3 * 32);
    assertThat(States.decode(States.encode(refers))).isEqualTo(refers);
  }

  private static void change(District district, int times) {
    for (int i = 0; i < times; i++) {
      district.says(Map.of("field" + i % 12, Value.text("a new value " + i)));
    }
  }

  private static District inStep(int fields, int systems) {
    Map<String, Value> row = new HashMap<>();
    for (int i = 0; i < fields; i++) {
      row.put("field" + i, Value.text("value no. " + i));
    }
    return new District(row.keySet(), systems).says(row).confirmAll();
  }

  private static int size(District district) {
    int bytes = States.encode(district.state).length;
    System.out.println(
        "stored record: %d fields, %d systems, %d bytes"
            .formatted(district.state.fields().size() - 1, district.state.systems().size(), bytes));
    return bytes;
  }

  /** One student, and consumers that confirm what they are told. */
  private static final class District {
    private final DecisionEngine engine;
    private RecordState state = RecordState.EMPTY;
    private int events;

    District(Set<String> fields, int systems) {
      List<Subscription> subscriptions =
          IntStream.range(0, systems)
              .mapToObj(
                  i ->
                      new Subscription(
                          "system-%02d".formatted(i),
                          "student",
                          "users",
                          new Same(fields),
                          List.of(),
                          List.of()))
              .toList();
      Map<String, FieldRules> rules = new HashMap<>();
      fields.forEach(name -> rules.put(name, Fields.text(name, "sis")));
      rules.put(FieldRules.EXISTS, Fields.text(FieldRules.EXISTS, "sis"));
      engine =
          new DecisionEngine(
              new Rules(
                  "6f1c9e0b7d34",
                  Map.of("student", new EntityRules("student", rules)),
                  Map.of("student", subscriptions)));
    }

    District says(Map<String, Value> fields) {
      Map<String, Value> asserted = new HashMap<>(fields);
      asserted.put(FieldRules.EXISTS, Value.flag(true));
      return take(
          new Input.Told(
              new Event(
                  "kJ2aQm4zTg1oXw9cLr7yB" + ++events,
                  "sis",
                  asserted,
                  Instant.parse("2026-11-22T08:00:00.123456Z"),
                  false,
                  Optional.empty(),
                  OptionalLong.empty()),
              Optional.of("batch")));
    }

    District confirmAll() {
      for (SystemState system : state.systems()) {
        system
            .open()
            .ifPresent(
                open ->
                    take(
                        new Input.Answered(
                            open.deliveryId(),
                            system.system(),
                            Input.Answered.Result.UPDATED,
                            Optional.of("104857600"),
                            Optional.empty(),
                            Optional.empty(),
                            1)));
      }
      return this;
    }

    private District take(Input input) {
      Decision decision = engine.decide(STUDENT, state, input);
      assertThat(decision.effects()).hasAtLeastOneElementOfType(Effect.Moved.class);
      state = decision.next();
      return this;
    }
  }

  /** Every field under its own name. */
  private record Same(Set<String> inputs) implements ConsumerMapping {
    @Override
    public Map<String, Value> payload(RecordKey record, Map<String, Value> canonical) {
      Map<String, Value> payload = new HashMap<>(canonical);
      payload.keySet().retainAll(inputs);
      return payload;
    }

    @Override
    public boolean selects(RecordKey record, Map<String, Value> canonical) {
      return true;
    }
  }
}
