package homeroom.bench.decide;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Event;
import homeroom.authority.FieldRules;
import homeroom.authority.RecordState;
import homeroom.authority.SystemState;
import homeroom.bench.Students;
import homeroom.planning.Decision;
import homeroom.planning.DecisionEngine;
import homeroom.planning.Effect;
import homeroom.planning.Effect.Moved.Outcome;
import homeroom.planning.Input;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Decisions about students with whom all eight consumers are in step. What arrives was made apart
 * from what is stored, as it is when both were read from bytes, so that values are compared and not
 * only found to be the same object.
 */
@State(Scope.Benchmark)
public class DecideBenchmark {

  /** So many students take turns, so that not one of them is always at hand. */
  private static final int STUDENTS = 256;

  private static final Instant TODAY = Instant.parse("2026-11-22T08:00:00Z");

  private record Case(RecordKey record, RecordState state, Input input) {}

  private final DecisionEngine engine = new DecisionEngine(Students.rules());
  private final Case[] unchanged = new Case[STUDENTS];
  private final Case[] accepted = new Case[STUDENTS];
  private final Case[] answered = new Case[STUDENTS];
  private int turn;

  /** Makes the states by deciding, and makes sure that what is measured is what its name says. */
  @Setup
  public void makeCases() {
    for (int i = 0; i < STUDENTS; i++) {
      RecordKey key = Students.key(i);
      RecordState inStep = inStep(key, i);
      unchanged[i] = new Case(key, inStep, told(i, 1, "again"));
      accepted[i] = new Case(key, inStep, told(i, 2, "changed"));
      RecordState sent = decide(accepted[i]).next();
      answered[i] = new Case(key, sent, answer(sent.system("lms").orElseThrow()));
      check(unchanged[i], Outcome.UNCHANGED, 0);
      check(accepted[i], Outcome.ACCEPTED, Students.CONSUMERS.size());
      check(answered[i], Outcome.DELIVERED, 0);
    }
  }

  /** A source says all 30 fields again, and all are as they were. */
  @Benchmark
  public Decision unchanged() {
    return decide(unchanged[next()]);
  }

  /** A source says all 30 fields, one is new, and all eight consumers are told. */
  @Benchmark
  public Decision accepted() {
    return decide(accepted[next()]);
  }

  /** One consumer confirms its delivery, with the others' still open. */
  @Benchmark
  public Decision answered() {
    return decide(answered[next()]);
  }

  private int next() {
    turn = (turn + 1) % STUDENTS;
    return turn;
  }

  private Decision decide(Case one) {
    return engine.decide(one.record(), one.state(), one.input());
  }

  private RecordState inStep(RecordKey key, int number) {
    RecordState state = decide(new Case(key, RecordState.EMPTY, told(number, 1, "first"))).next();
    for (String consumer : Students.CONSUMERS) {
      Input answer = answer(state.system(consumer).orElseThrow());
      state = decide(new Case(key, state, answer)).next();
    }
    return state;
  }

  private static Input told(int number, int edition, String event) {
    Map<String, Value> row = Students.row(number, edition);
    row.put(FieldRules.EXISTS, Value.flag(true));
    return new Input.Told(
        new Event(
            event + "-kJ2aQm4zTg1oXw9cLr7yB-" + number,
            Students.SOURCE,
            row,
            TODAY,
            false,
            Optional.empty(),
            OptionalLong.empty()),
        Optional.of("batch"));
  }

  private static Input answer(SystemState consumer) {
    return new Input.Answered(
        consumer.open().orElseThrow().deliveryId(),
        consumer.system(),
        Input.Answered.Result.UPDATED,
        Optional.of("104857600"),
        Optional.empty(),
        Optional.empty(),
        1);
  }

  private void check(Case one, Outcome expected, int deliveries) {
    List<Effect> effects = decide(one).effects();
    long sent = effects.stream().filter(Effect.Send.class::isInstance).count();
    List<Outcome> outcomes =
        effects.stream()
            .filter(Effect.Moved.class::isInstance)
            .map(effect -> ((Effect.Moved) effect).outcome())
            .toList();
    if (!outcomes.equals(List.of(expected)) || sent != deliveries) {
      throw new IllegalStateException("not what is to be measured: " + outcomes + ", " + sent);
    }
  }
}
