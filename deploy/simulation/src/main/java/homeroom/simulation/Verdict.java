package homeroom.simulation;

import homeroom.api.Value;
import homeroom.authority.Base;
import homeroom.authority.Canonical;
import homeroom.authority.Event;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldState;
import homeroom.authority.RecordDraft;
import homeroom.authority.RecordState;
import homeroom.authority.Resolution;
import homeroom.authority.Ruling;
import homeroom.authority.SystemState;
import homeroom.planning.Effect;
import homeroom.planning.Effect.Moved.Outcome;
import homeroom.planning.Input;
import homeroom.wire.States;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What does not hold of a run that came to rest. */
final class Verdict {

  /** Of older changes than so many to a field the hub need not know who made them. */
  private static final int REMEMBERED = 7;

  private record Accepted(long version, String system) {}

  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, List<Accepted>> accepted = new HashMap<>();
  private final Set<String> found = new HashSet<>();
  private final Set<String> waiting = new HashSet<>();
  private final Set<String> deliveries = new HashSet<>();
  private final Map<String, String> open = new HashMap<>();
  private final Map<String, Long> versions = new HashMap<>();
  private final Map<String, Set<String>> changedBy = new HashMap<>();

  private final Existence existence = new Existence();

  private Verdict() {}

  static List<Finding> of(Simulation run) {
    Verdict verdict = new Verdict();
    Step before = null;
    for (Step step : run.steps()) {
      if (before != null && before.lost() && !before.decision().equals(step.decision())) {
        verdict.find(Check.CRASH, "decided otherwise after a crash: " + step.input().id());
      }
      before = step;
      if (!step.lost()) {
        verdict.step(step);
        verdict.existence.step(step).forEach(what -> verdict.find(Check.EXISTENCE, what));
        verdict.heard(step, run);
      }
    }
    verdict.rest(run);
    return verdict.findings;
  }

  private void find(Check check, String what) {
    findings.add(new Finding(check, what));
  }

  private void step(Step step) {
    RecordState next = step.decision().next();
    if (!States.decode(States.encode(next)).equals(next)) {
      find(Check.CRASH, "the stored state is another one after " + step.input().id());
    }
    List<Effect.Changed> changes = step.only(Effect.Changed.class);
    if (changes.size() > 1 || next.version() != step.before().version() + changes.size()) {
      find(Check.VERSIONS, step.before().version() + " became " + next.version());
    }
    step.only(Effect.Conflict.class).forEach(conflict -> conflict(step, conflict));
    changes.forEach(changed -> changed(step, changed));
    deliveries(step);
  }

  /**
   * Where our writes are marked, what a person entered is never taken for one of them, unless it is
   * the very value that we wrote.
   */
  private void heard(Step step, Simulation run) {
    if (!(step.input() instanceof Input.Told told) || told.event().echo()) {
      return;
    }
    Site site = run.site(told.event().system());
    List<Effect.Moved> moved = step.only(Effect.Moved.class);
    boolean again =
        moved.stream()
            .anyMatch(it -> it.outcome() == Outcome.DUPLICATE || it.outcome() == Outcome.STALE);
    if (again || run.valuesRepeat() || !site.marksOurWrites() || site.tellsWholeRows()) {
      return;
    }
    for (String field : step.edited()) {
      Value said = told.event().fields().get(field);
      boolean decided =
          moved.stream()
              .anyMatch(it -> it.outcome() != Outcome.UNCHANGED && it.fields().contains(field));
      if (!decided
          && !Existence.asTold(step, told, field)
          && !said.isNull()
          && !said.equals(truth(step.before(), field))
          && !said.equals(held(step.before(), site.name(), field))) {
        find(Check.NO_EDIT_LOST, field + " by " + step.input().id());
      }
    }
  }

  /** What a system was known to hold: who makes a record again may give a field what it had. */
  private static @Nullable Value held(RecordState state, String system, String field) {
    RecordDraft draft = new RecordDraft(state);
    int index = draft.indexOf(field);
    return index < 0 ? null : draft.system(system).base(index).map(Base::value).orElse(null);
  }

  private static @Nullable Value truth(RecordState state, String field) {
    return state.field(field).flatMap(FieldState::current).map(Canonical::value).orElse(null);
  }

  private void changed(Step step, Effect.Changed changed) {
    for (String field : changed.after().keySet()) {
      Optional<Event> said = step.said();
      if (said.isPresent()) {
        String system = said.get().system();
        if (School.rank(step.rules(), field, system) < 0) {
          find(Check.AUTHORITY, system + " may not decide " + field);
        }
        cleared(step, changed, field);
        edited(step, field);
      } else if (!(step.input() instanceof Input.Resolved)) {
        find(Check.ONLY_EDITS, field + " changed by " + step.input().id());
      }
      accepted
          .computeIfAbsent(field, none -> new ArrayList<>())
          .add(new Accepted(changed.version(), changed.provenance().system()));
    }
  }

  /** Nothing does not replace what another system said, where the rules say so. */
  private void cleared(Step step, Effect.Changed changed, String field) {
    if (!field.equals(School.UNLESS_BLANK) || !Resolution.isBlank(changed.after().get(field))) {
      return;
    }
    String system = step.said().orElseThrow().system();
    step.before()
        .field(field)
        .flatMap(it -> it.current())
        .filter(now -> !Resolution.isBlank(now.value()))
        .filter(now -> !now.provenance().system().equals(system))
        .ifPresent(now -> find(Check.AUTHORITY, system + " cleared " + field));
  }

  private void edited(Step step, String field) {
    boolean people =
        step.edited().contains(field)
            || field.equals(FieldRules.EXISTS) && insists(step)
            || School.GROUP.contains(field)
                && step.edited().stream().anyMatch(School.GROUP::contains);
    boolean once = changedBy.computeIfAbsent(step.input().id(), none -> new HashSet<>()).add(field);
    if (!people || !once) {
      find(Check.ONLY_EDITS, field + " by " + step.input().id());
    }
  }

  /** Who changes a record says that it exists. */
  private static boolean insists(Step step) {
    return step.decision().next().exists() && !step.edited().isEmpty();
  }

  private void conflict(Step step, Effect.Conflict conflict) {
    String id = conflict.conflictId();
    boolean fits = conflict.settled() ? waiting.remove(id) : found.add(id);
    if (!fits) {
      find(Check.CONFLICT_ONCE, "about " + conflict.ruling().field() + " by " + step.input().id());
    }
    if (conflict.winner().isEmpty()) {
      waiting.add(id);
    }
    if (step.said().isEmpty()) {
      return;
    }
    Ruling.Conflicted ruling = conflict.ruling();
    if (!ruling.field().startsWith("_")
        && !step.peoples().contains(ruling.field())
        && ruling.group().isEmpty()
        && !mayBeAnOlderFile(step, conflict)) {
      find(Check.ONLY_EDITS, "a conflict about " + ruling.field() + " by " + step.input().id());
    }
    if (ruling.won()
        && ruling.group().isEmpty()
        && School.field(step.rules(), ruling.field()).resolution() instanceof Resolution.Rank) {
      overruled(step, conflict);
    }
  }

  /**
   * Of files that lie there, nothing tells which one was taken in when a person chose just what
   * stands in another one. Then an older one is a conflict, which the truth wins.
   */
  private static boolean mayBeAnOlderFile(Step step, Effect.Conflict conflict) {
    Ruling.Conflicted ruling = conflict.ruling();
    boolean waits =
        step.before()
            .system(conflict.system())
            .filter(system -> system.handed().isPresent())
            .isPresent();
    return waits
        && !ruling.won()
        && step.before().field(ruling.field()).stream()
            .flatMap(field -> field.past().stream().skip(1))
            .anyMatch(older -> older.value().equals(ruling.arrived()));
  }

  private void overruled(Step step, Effect.Conflict conflict) {
    Ruling.Conflicted ruling = conflict.ruling();
    int mine = School.rank(step.rules(), ruling.field(), conflict.system());
    List<Accepted> all = accepted.getOrDefault(ruling.field(), List.of());
    for (Accepted one : all.subList(Math.max(0, all.size() - REMEMBERED), all.size())) {
      int rank = School.rank(step.rules(), ruling.field(), one.system());
      if (one.version() > ruling.baseVersion()
          && !one.system().equals(conflict.system())
          && rank >= 0
          && rank < mine) {
        find(
            Check.AUTHORITY,
            conflict.system() + " overruled " + one.system() + " in " + ruling.field());
      }
    }
  }

  private void deliveries(Step step) {
    if (step.input() instanceof Input.Answered answered) {
      open.remove(answered.system(), answered.deliveryId());
    }
    for (Effect.Send send : step.only(Effect.Send.class)) {
      if (!deliveries.add(send.deliveryId())
          || open.put(send.system(), send.deliveryId()) != null) {
        find(Check.DELIVERIES, send.deliveryId() + " to " + send.system());
      }
      Long told = versions.put(send.system(), send.version());
      if (told != null && told > send.version()) {
        find(Check.VERSIONS, send.system() + " was told of " + told + ", then of an older one");
      }
    }
  }

  private void rest(Simulation run) {
    Due due = new Due(run);
    for (Site site : run.sites()) {
      site.lost().forEach(field -> find(Check.NO_EDIT_LOST, field + " at " + site.name()));
      if (due.refused(site)) {
        continue;
      }
      if (!run.state().exists()) {
        if (site.present()) {
          find(Check.AGREEMENT, site.name() + " still has the record");
        }
        continue;
      }
      // Of a field of which nobody with a say has spoken, everybody keeps what they have.
      Map<String, Value> row = new LinkedHashMap<>(due.at(site));
      row.keySet()
          .removeIf(field -> School.isField(field) && !run.state().values().containsKey(field));
      if (!site.present() || !site.holds(row.keySet()).equals(row)) {
        find(Check.AGREEMENT, site.name() + " " + differences(site, row));
      }
    }
    if (!waiting.isEmpty()
        && run.state().fields().stream().anyMatch(field -> field.dispute().isPresent())) {
      find(Check.NOTHING_OWED, "a conflict still waits");
    }
    for (SystemState system : run.state().systems()) {
      boolean waits = !system.waitsFor().isEmpty() && !due.refused(run.site(system.system()));
      if (system.open().isPresent() || waits) {
        find(Check.NOTHING_OWED, system.system() + " is still to be told");
      }
    }
  }

  private static String differences(Site site, Map<String, Value> due) {
    if (!site.present()) {
      return "does not have the record";
    }
    Map<String, String> differences = new LinkedHashMap<>();
    Map<String, Value> holds = site.holds(due.keySet());
    due.forEach(
        (field, value) -> {
          if (!value.equals(holds.get(field))) {
            differences.put(field, holds.get(field) + " instead of " + value);
          }
        });
    return "holds " + differences;
  }
}
