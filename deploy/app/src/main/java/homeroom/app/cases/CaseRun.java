package homeroom.app.cases;

import homeroom.api.Operation;
import homeroom.api.Value;
import homeroom.authority.AuthorityEngine;
import homeroom.authority.Canonical;
import homeroom.authority.Circumstances;
import homeroom.authority.Event;
import homeroom.authority.FieldState;
import homeroom.authority.Judgement;
import homeroom.authority.RecordDraft;
import homeroom.authority.RecordState;
import homeroom.planning.Decision;
import homeroom.planning.DecisionEngine;
import homeroom.planning.Effect;
import homeroom.planning.Input;
import homeroom.planning.KeyEffect;
import homeroom.planning.ReferenceEffect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** One case being played with the real decisions. Used once. */
final class CaseRun {

  private static final Duration STEP = Duration.ofSeconds(1);

  private final DecisionEngine engine;
  private final Case played;
  private final Set<String> sources;
  private final Map<String, Effect.Send> open = new HashMap<>();
  private final Deque<Input> following = new ArrayDeque<>();
  private final List<Happened> happened = new ArrayList<>();
  private final Map<String, Effect.Send> sent = new LinkedHashMap<>();
  private final Map<String, String> unmappable = new LinkedHashMap<>();
  private RecordState state = RecordState.EMPTY;
  private RecordState before = RecordState.EMPTY;
  private Instant now;
  private boolean trying;
  private int inputs;

  /**
   * @param sources the systems that tell of the record's entity
   */
  CaseRun(DecisionEngine engine, Case played, Set<String> sources) {
    this.engine = engine;
    this.played = played;
    this.sources = Set.copyOf(sources);
    now = played.at().minus(STEP);
  }

  /**
   * What a step led to.
   *
   * @param tried whether it is one of those that are tried
   * @param circumstances those in which something was said
   */
  record Happened(Step step, boolean tried, Circumstances circumstances, List<Verdict> verdicts) {
    Happened {
      verdicts = List.copyOf(verdicts);
    }
  }

  /**
   * Where a case stands in the end.
   *
   * @param before the record after {@code given}
   * @param state the record now
   * @param sent what was sent last to each system since
   * @param unmappable why a system could not be told, by system
   * @param open the systems that have not answered yet
   */
  record Outcome(
      RecordState before,
      RecordState state,
      List<Happened> happened,
      Map<String, Effect.Send> sent,
      Map<String, String> unmappable,
      Set<String> open) {
    Outcome {
      happened = List.copyOf(happened);
      open = Set.copyOf(open);
    }

    /** What is awaited at a system, as it is written in cases. */
    List<String> waitsFor(String system) {
      return waitsFor(state, system);
    }

    /** What is there already is not awaited, even if more is. */
    static List<String> waitsFor(RecordState state, String system) {
      return state.system(system).stream()
          .flatMap(
              known -> known.waitsFor().stream().filter(awaited -> !known.met().contains(awaited)))
          .map(awaited -> awaited.startsWith(AFTER) ? awaited.substring(AFTER.length()) : awaited)
          .toList();
    }

    private static final String AFTER = "after:";
  }

  /**
   * Plays every step.
   *
   * @throws ImpossibleStep if a step cannot happen as things stand
   */
  Outcome play() throws ImpossibleStep {
    for (Step step : played.given()) {
      happen(step);
      settle();
    }
    before = state;
    sent.clear();
    unmappable.clear();
    trying = true;
    for (Step step : played.when()) {
      happen(step);
    }
    return new Outcome(before, state, happened, sent, unmappable, open.keySet());
  }

  private void happen(Step step) throws ImpossibleStep {
    now = now.plus(STEP);
    switch (step) {
      case Step.Said said -> {
        now = said.at().orElse(now);
        say(said);
      }
      case Step.Answered answered -> {
        Effect.Send send = open.get(answered.system());
        if (send == null) {
          throw new ImpossibleStep(step, "nothing is on its way to " + answered.system());
        }
        apply(answer(send, answered.answer()));
        happened.add(new Happened(step, trying, Circumstances.at(now), List.of()));
      }
      case Step.Has has -> {
        for (String parent : has.parents()) {
          if (!Outcome.waitsFor(state, has.system()).contains(parent)) {
            throw new ImpossibleStep(step, has.system() + " does not wait for " + parent);
          }
          apply(arrived(parent, List.of(has.system())));
        }
        happened.add(new Happened(step, trying, Circumstances.at(now), List.of()));
      }
    }
  }

  private void say(Step.Said said) {
    Event event = event(said.system(), said.fields(), false, Optional.empty());
    happened.add(new Happened(said, trying, circumstances(event), verdicts(event)));
    apply(new Input.Told(event, Optional.empty()));
  }

  private Circumstances circumstances(Event event) {
    Map<String, Value> truth = new HashMap<>();
    for (FieldState field : state.fields()) {
      field.current().ifPresent(current -> truth.put(field.name(), current.value()));
    }
    return new Circumstances(event.occurredAt(), truth, event.fields(), event.system());
  }

  /** What the decision makes of each field, which its effects name only in part. */
  private List<Verdict> verdicts(Event event) {
    var rules = engine.rules();
    var entity = rules.entities().get(played.record().entity());
    Judgement judgement =
        new AuthorityEngine(entity, rules.configuration(), played.record().toString())
            .judge(new RecordDraft(state), event);
    return switch (judgement) {
      case Judgement.Duplicate d -> List.of();
      case Judgement.Stale s -> List.of();
      case Judgement.Decided(var rulings) ->
          rulings.stream()
              .map(
                  ruling ->
                      Verdict.of(
                          ruling, event.system(), state, entity.fields().get(ruling.field())))
              .toList();
    };
  }

  private void apply(Input input) {
    Decision decision = engine.decide(played.record(), state, input);
    state = decision.next();
    if (input instanceof Input.Answered answered) {
      open.remove(answered.system());
    }
    decision.effects().forEach(this::note);
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.AskChildren ask) {
        // A case is about one record: there is no other that could refer to it.
        apply(new Input.ChildrenLeft(ask.systems(), "case"));
      }
    }
    if (!(input instanceof Input.BoundaryPassed)) {
      // Cases try who is told what, not when an export is whole.
      engine
          .awaitsBoundaries(played.record(), state)
          .forEach(source -> apply(new Input.BoundaryPassed(source, nextId())));
    }
  }

  private void note(Effect effect) {
    switch (effect) {
      case Effect.Send send -> send(send);
      case Effect.Ask ask -> {
        if (!trying) {
          following.add(arrived(ask.parent(), ask.systems()));
        }
      }
      case Effect.Moved moved -> {
        if (moved.outcome() == Effect.Moved.Outcome.QUARANTINED) {
          unmappable.put(moved.system(), moved.detail().or(moved::code).orElse("no reason given"));
        }
      }
      case Effect.Changed changed -> {}
      case Effect.Conflict conflict -> {}
      case Effect.Remind remind -> {}
      case KeyEffect key -> {}
      case ReferenceEffect reference -> {}
      case Effect.Withdraw withdraw -> {}
      case Effect.Arrived arrived -> {}
      case Effect.AskChildren ask -> {}
      case Effect.Left left -> {}
    }
  }

  private void send(Effect.Send send) {
    open.put(send.system(), send);
    sent.put(send.system(), send);
    if (!trying && !played.behind().contains(send.system())) {
      following.add(answer(send, Step.Answer.CONFIRMED));
    }
  }

  /** Lets every system that is to be in step take what it is sent, until nothing is on its way. */
  private void settle() {
    while (!following.isEmpty()) {
      Input next = following.remove();
      Optional<Effect.Send> confirmed =
          next instanceof Input.Answered answered
              ? Optional.ofNullable(open.get(answered.system()))
              : Optional.empty();
      apply(next);
      confirmed.filter(send -> sources.contains(send.system())).ifPresent(this::show);
    }
  }

  /** A system that tells shows what it took, so that nobody need wonder which came last. */
  private void show(Effect.Send send) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (String field : send.settles()) {
      state
          .field(field)
          .flatMap(FieldState::current)
          .map(Canonical::value)
          .ifPresent(value -> fields.put(field, value));
    }
    apply(
        new Input.Told(
            event(send.system(), fields, true, Optional.of(send.deliveryId())), Optional.empty()));
  }

  private Event event(
      String system, Map<String, Value> fields, boolean echo, Optional<String> delivery) {
    return new Event(nextId(), system, fields, now, echo, delivery, OptionalLong.empty());
  }

  private static Input.Answered answer(Effect.Send send, Step.Answer answer) {
    return new Input.Answered(
        send.deliveryId(),
        send.system(),
        answer.result(send.creates(), send.operation() == Operation.DELETE),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1);
  }

  private Input.ParentArrived arrived(String parent, List<String> systems) {
    return new Input.ParentArrived(parent, systems, nextId());
  }

  private String nextId() {
    inputs++;
    return "input-" + inputs;
  }
}
