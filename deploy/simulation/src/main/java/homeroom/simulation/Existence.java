package homeroom.simulation;

import homeroom.api.Operation;
import homeroom.api.Value;
import homeroom.authority.Base;
import homeroom.authority.Canonical;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldState;
import homeroom.authority.RecordDraft;
import homeroom.authority.RecordState;
import homeroom.authority.SystemDraft;
import homeroom.authority.SystemState;
import homeroom.planning.Effect;
import homeroom.planning.Effect.Moved.Outcome;
import homeroom.planning.Input;
import homeroom.planning.Input.Answered.Result;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold of how the record comes and goes, decision by decision. */
final class Existence {

  /** Where the record was brought, and nothing was heard since of its having gone. */
  private final Set<String> there = new HashSet<>();

  /** Where it was taken away, and nothing was heard or told since. */
  private final Set<String> gone = new HashSet<>();

  /** Which systems spoke since they were told last. */
  private final Set<String> spoke = new HashSet<>();

  /** What does not hold of one decision. */
  List<String> step(Step step) {
    List<String> findings = new ArrayList<>();
    switch (step.input()) {
      case Input.Told told -> {
        if (decided(step)) {
          silentDeletion(step, told).ifPresent(findings::add);
          heard(told);
        }
      }
      case Input.Answered answered -> heard(step, answered);
      default -> {}
    }
    step.only(Effect.Send.class).forEach(send -> sent(step, send).ifPresent(findings::add));
    return findings;
  }

  private static boolean decided(Step step) {
    return step.only(Effect.Moved.class).stream()
        .noneMatch(it -> it.outcome() == Outcome.DUPLICATE || it.outcome() == Outcome.STALE);
  }

  private void heard(Input.Told told) {
    if (!told.event().echo()) {
      gone.remove(told.event().system());
      spoke.add(told.event().system());
      if (says(told, false)) {
        there.remove(told.event().system());
      }
    } else if (says(told, true)) {
      // An echo that comes late may be taken for one of a write that brought the record back.
      gone.remove(told.event().system());
    }
  }

  private void heard(Step step, Input.Answered answered) {
    boolean waited =
        step.before()
            .system(answered.system())
            .flatMap(SystemState::open)
            .filter(open -> open.deliveryId().equals(answered.deliveryId()))
            .isPresent();
    if (answered.said().isPresent() && waited) {
      gone.remove(answered.system());
      spoke.add(answered.system());
    }
    int exists = new RecordDraft(step.before()).indexOf(FieldRules.EXISTS);
    step.before()
        .system(answered.system())
        .flatMap(SystemState::open)
        .filter(open -> open.deliveryId().equals(answered.deliveryId()))
        .filter(open -> applied(answered.result()) && !open.doubtful().contains(exists))
        .filter(open -> !spoke.contains(answered.system()))
        .ifPresent(open -> (open.delete() ? gone : there).add(answered.system()));
  }

  private static boolean applied(Result result) {
    return switch (result) {
      case CREATED, UPDATED, UNCHANGED, DELETED -> true;
      case HANDED_OVER, REFUSED, CHANGED_MEANWHILE -> false;
    };
  }

  private static boolean says(Input.Told told, boolean exists) {
    return Value.flag(exists).equals(told.event().fields().get(FieldRules.EXISTS));
  }

  private Optional<String> sent(Step step, Effect.Send send) {
    String system = send.system();
    boolean exists = step.decision().next().exists();
    spoke.remove(system);
    if (send.operation() == Operation.DELETE) {
      there.remove(system);
      return exists
          ? Optional.of(system + " was told to delete what exists")
          : Optional.of(system + " was told twice to delete it")
              .filter(it -> gone.contains(system));
    }
    gone.remove(system);
    if (!exists) {
      return Optional.of(system + " was told of what is deleted");
    }
    return Optional.of(system + " was told to create what it has")
        .filter(it -> send.creates() && there.contains(system));
  }

  /**
   * A person deleted the record where others' change of it had not arrived yet, and nobody is told
   * of a conflict.
   */
  private static Optional<String> silentDeletion(Step step, Input.Told told) {
    String system = told.event().system();
    boolean deletes =
        says(told, false)
            && step.edited().contains(FieldRules.EXISTS)
            && step.before().exists()
            && School.rank(step.rules(), FieldRules.EXISTS, system) >= 0;
    boolean conflict =
        step.only(Effect.Conflict.class).stream()
            .anyMatch(it -> it.ruling().field().equals(FieldRules.EXISTS));
    if (!deletes || conflict || taken(step)) {
      return Optional.empty();
    }
    RecordDraft before = new RecordDraft(step.before());
    return School.TAKES.get(system).stream()
        .filter(field -> isUnseen(step, before, before.system(system), field))
        .findFirst()
        .map(field -> system + " deleted it without having seen the new " + field);
  }

  /** Whether people did to the record what the system was just told to do. */
  static boolean asTold(Step step, Input.Told told, String field) {
    Optional<SystemState> system = step.before().system(told.event().system());
    return field.equals(FieldRules.EXISTS)
        && (system
                .flatMap(SystemState::open)
                .filter(it -> it.delete() == says(told, false))
                .isPresent()
            || system.filter(it -> it.unseen().isPresent()).isPresent());
  }

  /**
   * Whether it was taken for a deletion of ours, as when it was told to delete at the same time.
   */
  private static boolean taken(Step step) {
    return step.only(Effect.Moved.class).stream()
        .anyMatch(
            it -> it.outcome() == Outcome.UNCHANGED && it.fields().contains(FieldRules.EXISTS));
  }

  private static boolean isUnseen(Step step, RecordDraft before, SystemDraft system, String field) {
    int index = before.indexOf(field);
    Optional<Canonical> truth = current(step.before(), field);
    if (index < 0 || truth.isEmpty() || system.left(index).isPresent()) {
      return false;
    }
    Optional<Base> base = system.base(index);
    return base.filter(it -> it.value().equals(step.held().get(field))).isPresent()
        && !base.get().value().equals(truth.get().value())
        && base.get().version() > 0
        && base.get().version() < truth.get().version()
        && !truth.get().provenance().system().equals(system.system());
  }

  private static Optional<Canonical> current(RecordState state, String field) {
    return state.field(field).flatMap(FieldState::current);
  }
}
