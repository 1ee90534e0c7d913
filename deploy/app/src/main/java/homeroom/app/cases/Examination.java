package homeroom.app.cases;

import homeroom.api.Operation;
import homeroom.api.Value;
import homeroom.app.cases.CaseRun.Happened;
import homeroom.authority.Canonical;
import homeroom.authority.Comparison;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldState;
import homeroom.authority.RecordState;
import homeroom.authority.SystemState;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.YamlNode;
import homeroom.planning.Effect;
import homeroom.planning.Effect.Moved.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares what followed in a case with what must follow. */
final class Examination {

  private static final String TOLD_GONE = " is told that the record is gone";

  private final EntityRules rules;
  private final CaseRun.Outcome outcome;
  private final List<Failure> failures = new ArrayList<>();

  private Examination(EntityRules rules, CaseRun.Outcome outcome) {
    this.rules = rules;
    this.outcome = outcome;
  }

  /** What is not as expected, in the order in which it is written. */
  static List<Failure> of(Case one, CaseRun.Outcome outcome, EntityRules rules) {
    Examination examination = new Examination(rules, outcome);
    one.then().forEach(examination::examine);
    return List.copyOf(examination.failures);
  }

  private void examine(Expectation expectation) {
    switch (expectation) {
      case Expectation.Exists it -> exists(it);
      case Expectation.Golden it -> golden(it);
      case Expectation.Ruled it -> ruled(it);
      case Expectation.Sent it -> sent(it);
      case Expectation.SentGone it -> sentGone(it);
      case Expectation.NotSent it -> notSent(it.place(), it.system());
      case Expectation.NothingSent it ->
          new TreeSet<>(outcome.sent().keySet()).forEach(system -> notSent(it.place(), system));
      case Expectation.Waits it -> waits(it);
      case Expectation.NobodyWaits it ->
          waiting(outcome.state()).forEach(system -> waitsNot(it.place(), system));
      case Expectation.NothingElse it -> nothingElse(it);
    }
  }

  private void exists(Expectation.Exists it) {
    boolean exists = outcome.state().exists();
    if (exists != it.exists()) {
      fail(it.place(), existence(it.exists()), existence(exists), why(FieldRules.EXISTS));
    }
  }

  private static String existence(boolean exists) {
    return exists ? "the record is there" : "the record is gone";
  }

  private void golden(Expectation.Golden it) {
    Value value = value(outcome.state(), it.field());
    Comparison comparison = rules.fields().get(it.field()).comparison();
    boolean same =
        value.equals(it.value())
            || (comparison == Comparison.SET && comparison.same(value, it.value()));
    if (!same) {
      String field = it.field() + ": ";
      fail(
          it.place(),
          field + Literals.show(it.value()),
          field + Literals.show(value),
          why(it.field()));
    }
  }

  private static Value value(RecordState state, String field) {
    return state.field(field).flatMap(FieldState::current).map(Canonical::value).orElse(Value.NULL);
  }

  private void ruled(Expectation.Ruled it) {
    Optional<Verdict> last =
        outcome.happened().stream()
            .filter(Happened::tried)
            .flatMap(one -> one.verdicts().stream())
            .filter(verdict -> verdict.field().equals(it.field()))
            .reduce((earlier, later) -> later);
    if (last.filter(verdict -> fits(it, verdict)).isEmpty()) {
      String field = Vocabulary.written(it.field()) + ": ";
      fail(
          it.place(),
          field + text(it),
          last.map(verdict -> field + verdict.text()).orElse("nobody says it in when"),
          why(it.field()));
    }
  }

  private static boolean fits(Expectation.Ruled it, Verdict verdict) {
    return verdict.outcome() == it.outcome()
        && (it.winner().isEmpty() || it.winner().equals(verdict.winner()))
        && (it.rule().isEmpty() || it.rule().equals(verdict.rule()))
        && (it.refused().isEmpty() || it.refused().equals(verdict.refusal()));
  }

  private static String text(Expectation.Ruled it) {
    return ThenConfig.word(it.outcome())
        + it.winner().map(system -> ", won by " + system).orElse("")
        + it.rule().map(words -> " by the rule \"" + words + "\"").orElse("")
        + it.refused().map(Verdict::text).orElse("");
  }

  private void sent(Expectation.Sent it) {
    Optional<Effect.Send> send =
        Optional.ofNullable(outcome.sent().get(it.system()))
            .filter(one -> one.operation() == Operation.UPSERT);
    if (send.isEmpty()) {
      fail(it.place(), it.system() + " is sent the record", standing(it.system()), why());
      return;
    }
    it.payload().forEach((name, node) -> payload(it.system(), send.get(), name, node));
  }

  private void payload(String system, Effect.Send send, String name, YamlNode expected) {
    Optional<Value> value = Optional.ofNullable(send.payload().get(name));
    if (value.filter(it -> Literals.isWritten(expected, it)).isEmpty()) {
      String start = system + " is sent " + name + ": ";
      fail(
          expected.place(),
          start + Literals.show(expected),
          value.map(it -> start + Literals.show(it)).orElse(system + " is sent no " + name),
          why());
    }
  }

  private void sentGone(Expectation.SentGone it) {
    Effect.Send send = outcome.sent().get(it.system());
    if (send == null || send.operation() != Operation.DELETE) {
      fail(it.place(), it.system() + TOLD_GONE, standing(it.system()), why(FieldRules.EXISTS));
    }
  }

  private void notSent(Place place, String system) {
    if (outcome.sent().containsKey(system)) {
      fail(place, system + " is sent nothing", standing(system), why());
    }
  }

  /** What a system is sent, or why it is sent nothing. */
  private String standing(String system) {
    Effect.Send send = outcome.sent().get(system);
    if (send != null) {
      return system + (send.operation() == Operation.DELETE ? TOLD_GONE : " is sent " + news(send));
    }
    if (outcome.unmappable().containsKey(system)) {
      return system + " cannot be told: " + outcome.unmappable().get(system);
    }
    if (!outcome.waitsFor(system).isEmpty()) {
      return waiting(system, outcome.waitsFor(system));
    }
    return system + " is sent nothing: " + reason(system);
  }

  private String reason(String system) {
    if (outcome.open().contains(system)) {
      return "it has not answered what was sent before";
    }
    Optional<SystemState> known = outcome.state().system(system);
    if (known.flatMap(SystemState::refused).isPresent()) {
      return "it refused this, and nothing has changed for it since";
    }
    if (known.flatMap(SystemState::handed).isPresent()) {
      return "it was handed over, and nothing has changed for it since";
    }
    return "it holds all that it takes of the record";
  }

  private static String news(Effect.Send send) {
    return String.join(
        ", ",
        send.changed().stream()
            .map(name -> name + ": " + Literals.show(send.payload().getOrDefault(name, Value.NULL)))
            .toList());
  }

  private void waits(Expectation.Waits it) {
    List<String> awaited = outcome.waitsFor(it.system());
    if (!new HashSet<>(awaited).equals(new HashSet<>(it.forWhat()))) {
      fail(it.place(), waiting(it.system(), it.forWhat()), waiting(it.system(), awaited), why());
    }
  }

  private static String waiting(String system, List<String> awaited) {
    return system
        + " waits for "
        + (awaited.isEmpty() ? "nothing" : String.join(", ", awaited.stream().sorted().toList()));
  }

  private void waitsNot(Place place, String system) {
    fail(place, waiting(system, List.of()), waiting(system, outcome.waitsFor(system)), why());
  }

  private static Set<String> waiting(RecordState state) {
    Set<String> systems = new TreeSet<>();
    state.systems().stream()
        .filter(system -> !system.waitsFor().isEmpty())
        .forEach(system -> systems.add(system.system()));
    return systems;
  }

  private void nothingElse(Expectation.NothingElse it) {
    for (FieldState field : outcome.state().fields()) {
      Value was = value(outcome.before(), field.name());
      Value is = value(outcome.state(), field.name());
      if (!it.golden().contains(field.name()) && !was.equals(is)) {
        String name = Vocabulary.written(field.name()) + ": ";
        fail(
            it.place(),
            name + "still " + Literals.show(was),
            name + Literals.show(is),
            why(field.name()));
      }
    }
    Set<String> sent = new TreeSet<>(outcome.sent().keySet());
    sent.addAll(outcome.unmappable().keySet());
    sent.removeAll(it.systems());
    sent.forEach(system -> fail(it.place(), system + " is sent nothing", standing(system), why()));
    Set<String> waiting = waiting(outcome.state());
    waiting.removeAll(waiting(outcome.before()));
    waiting.removeAll(it.waiting());
    waiting.forEach(system -> waitsNot(it.place(), system));
  }

  /** What was decided about a field, step by step. */
  private List<String> why(String field) {
    List<String> lines = new ArrayList<>();
    for (Happened one : outcome.happened()) {
      List<Verdict> about =
          one.verdicts().stream().filter(verdict -> verdict.field().equals(field)).toList();
      if (!about.isEmpty()) {
        lines.add(line(one, about));
      }
    }
    return lines;
  }

  /** What was decided in each step that is tried. */
  private List<String> why() {
    return outcome.happened().stream()
        .filter(Happened::tried)
        .map(one -> line(one, notable(one.verdicts())))
        .toList();
  }

  /** What was said before and is said again is not worth a word beside a change. */
  private static List<Verdict> notable(List<Verdict> verdicts) {
    List<Verdict> notable =
        verdicts.stream().filter(verdict -> verdict.outcome() != Outcome.UNCHANGED).toList();
    return notable.isEmpty() ? verdicts : notable;
  }

  private static String line(Happened one, List<Verdict> verdicts) {
    String step = "%s (line %d)".formatted(one.step().text(), one.step().place().line());
    return verdicts.isEmpty() ? step : step + ": " + Verdict.texts(verdicts);
  }

  private void fail(Place place, String expected, String happened, List<String> why) {
    failures.add(new Failure(place, expected, happened, why));
  }
}
