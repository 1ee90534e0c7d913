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
import homeroom.config.yaml.Place;
import homeroom.config.yaml.YamlNode;
import homeroom.planning.Effect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares what followed in a case with what must follow. */
final class Examination {

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
    if (outcome.state().exists() != it.exists()) {
      fail(
          it.place(),
          it.exists() ? "the record is gone, or never was" : "the record is still there",
          why(FieldRules.EXISTS));
    }
  }

  private void golden(Expectation.Golden it) {
    Value value = value(outcome.state(), it.field());
    Comparison comparison = rules.fields().get(it.field()).comparison();
    boolean same =
        value.equals(it.value())
            || (comparison == Comparison.SET && comparison.same(value, it.value()));
    if (!same) {
      fail(
          it.place(),
          "%s should be %s and is %s"
              .formatted(it.field(), Literals.show(it.value()), Literals.show(value)),
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
    String field = Vocabulary.written(it.field());
    if (last.isEmpty()) {
      fail(it.place(), "nobody said anything about " + field + " in when", List.of());
    } else if (!fits(it, last.get())) {
      fail(
          it.place(),
          field + " should be " + text(it) + " and is " + last.get().text(),
          why(it.field()));
    }
  }

  private static boolean fits(Expectation.Ruled it, Verdict verdict) {
    return verdict.outcome() == it.outcome()
        && (it.winner().isEmpty() || it.winner().equals(verdict.winner()))
        && (it.rule().isEmpty() || it.rule().equals(verdict.rule()));
  }

  private static String text(Expectation.Ruled it) {
    return new Verdict("", it.outcome(), it.winner(), it.rule(), List.of()).text();
  }

  private void sent(Expectation.Sent it) {
    Optional<Effect.Send> send = upsert(it.system());
    if (send.isEmpty()) {
      fail(it.place(), it.system() + " should be sent the record" + butIs(it.system()), why());
      return;
    }
    it.payload().forEach((name, node) -> payload(it.system(), send.get(), name, node));
  }

  private Optional<Effect.Send> upsert(String system) {
    return Optional.ofNullable(outcome.sent().get(system))
        .filter(send -> send.operation() == Operation.UPSERT);
  }

  private void payload(String system, Effect.Send send, String name, YamlNode expected) {
    Value value = send.payload().get(name);
    if (value == null) {
      fail(expected.place(), system + " is sent no " + name, List.of());
    } else if (!Literals.isWritten(expected, value)) {
      fail(
          expected.place(),
          "%s should be sent %s: %s and is sent %s"
              .formatted(system, name, Literals.show(expected), Literals.show(value)),
          why());
    }
  }

  private void sentGone(Expectation.SentGone it) {
    Effect.Send send = outcome.sent().get(it.system());
    if (send == null || send.operation() != Operation.DELETE) {
      fail(
          it.place(),
          it.system() + " should be told that the record is gone" + butIs(it.system()),
          why(FieldRules.EXISTS));
    }
  }

  /** Why nothing else is on its way to a system. */
  private String butIs(String system) {
    Effect.Send send = outcome.sent().get(system);
    if (send != null) {
      return " and is "
          + (send.operation() == Operation.DELETE ? "told that it is gone" : "sent it");
    }
    if (outcome.unmappable().containsKey(system)) {
      return " and cannot be: " + outcome.unmappable().get(system);
    }
    if (!outcome.waitsFor(system).isEmpty()) {
      return " and waits for " + String.join(", ", outcome.waitsFor(system));
    }
    if (outcome.open().contains(system)) {
      return ", and has not answered what was sent before";
    }
    return " and is not: it is in step, or does not take this record";
  }

  private void notSent(Place place, String system) {
    Effect.Send send = outcome.sent().get(system);
    if (send != null) {
      fail(place, system + " should be sent nothing and is " + text(send), why());
    }
  }

  private static String text(Effect.Send send) {
    if (send.operation() == Operation.DELETE) {
      return "told that the record is gone";
    }
    Map<String, Value> payload = send.payload();
    return "sent "
        + String.join(
            ", ",
            send.changed().stream()
                .map(name -> name + ": " + Literals.show(payload.getOrDefault(name, Value.NULL)))
                .toList());
  }

  private void waits(Expectation.Waits it) {
    List<String> awaited = outcome.waitsFor(it.system());
    if (!new HashSet<>(awaited).equals(new HashSet<>(it.forWhat()))) {
      fail(
          it.place(),
          "%s should wait for %s and waits for %s"
              .formatted(it.system(), listed(it.forWhat()), listed(awaited)),
          why());
    }
  }

  private static String listed(List<String> awaited) {
    return awaited.isEmpty() ? "nothing" : String.join(", ", awaited);
  }

  private void waitsNot(Place place, String system) {
    fail(
        place,
        system + " should not wait and waits for " + listed(outcome.waitsFor(system)),
        why());
  }

  private Set<String> waiting(RecordState state) {
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
      if (!it.golden().contains(field.name()) && !was.equals(is) && !begins(field.name(), is)) {
        fail(
            it.place(),
            "%s should stay %s and becomes %s"
                .formatted(Vocabulary.written(field.name()), Literals.show(was), Literals.show(is)),
            why(field.name()));
      }
    }
    outcome.sent().keySet().stream()
        .filter(system -> !it.systems().contains(system))
        .sorted()
        .forEach(system -> notSent(it.place(), system));
    waiting(outcome.state()).stream()
        .filter(system -> !it.waiting().contains(system))
        .filter(system -> !waiting(outcome.before()).contains(system))
        .forEach(system -> waitsNot(it.place(), system));
    outcome
        .unmappable()
        .forEach((system, why) -> fail(it.place(), system + " cannot be told: " + why, why()));
  }

  /** That a record which golden names begins to exist needs no words of its own. */
  private boolean begins(String field, Value is) {
    return field.equals(FieldRules.EXISTS)
        && is.equals(Value.flag(true))
        && outcome.before().field(field).isEmpty();
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

  /** What was decided about every field since the case began in earnest. */
  private List<String> why() {
    return outcome.happened().stream()
        .filter(Happened::tried)
        .map(one -> line(one, notable(one.verdicts())))
        .toList();
  }

  /** That what was said before is said again is not worth a word beside a change. */
  private static List<Verdict> notable(List<Verdict> verdicts) {
    List<Verdict> notable =
        verdicts.stream()
            .filter(verdict -> verdict.outcome() != Effect.Moved.Outcome.UNCHANGED)
            .toList();
    return notable.isEmpty() ? verdicts : notable;
  }

  private static String line(Happened one, List<Verdict> verdicts) {
    String step = "%s, line %d".formatted(one.step().text(), one.step().place().line());
    return verdicts.isEmpty() ? step : step + ": " + Verdict.texts(verdicts);
  }

  private void fail(Place place, String message, List<String> why) {
    failures.add(new Failure(place, message, why));
  }
}
