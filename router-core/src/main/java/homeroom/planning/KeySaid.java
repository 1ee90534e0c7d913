package homeroom.planning;

import homeroom.authority.Alias;
import homeroom.planning.Effect.Moved;
import homeroom.planning.Effect.Moved.Due;
import homeroom.planning.Effect.Moved.Outcome;
import java.util.List;
import java.util.Optional;

/** What movements say of steps that a record's keys took. */
final class KeySaid {

  private KeySaid() {}

  static Moved moved(KeyInput input, long version, List<Due> due) {
    return switch (input) {
      case KeyInput.HandedOver handed ->
          moved(Outcome.ACCEPTED, "", "RECORD_TAKEN_OVER", by(handed.step()), version, due);
      case KeyInput.Split split ->
          moved(Outcome.ACCEPTED, "", "RECORD_SPLIT", by(split.step()), version, due);
      case KeyInput.Returned back ->
          moved(Outcome.ACCEPTED, "", "RECORD_TO_BE_TAKEN_AWAY", Optional.empty(), version, due);
      case KeyInput.Passed passed ->
          moved(
              Outcome.UNAUTHORISED,
              passed.input() instanceof Input.Told told ? told.event().system() : "",
              "FORMER_KEY_OVERRULED",
              Optional.of("the system speaks of the record under its key; that counts"),
              version,
              due);
      case KeyInput.Freed freed ->
          moved(Outcome.RELEASED, "", "RECORD_KEY_FREE", Optional.empty(), version, due);
      case KeyInput.Known known ->
          moved(Outcome.ACCEPTED, "", "REFERENCE_FOLLOWED", Optional.empty(), version, due);
      case KeyInput.Rename r -> none(version, due);
      case KeyInput.SplitOff s -> none(version, due);
      case KeyInput.Learned l -> none(version, due);
    };
  }

  private static Optional<String> by(Alias step) {
    return Optional.of("by " + step.by());
  }

  private static Moved none(long version, List<Due> due) {
    return moved(Outcome.UNCHANGED, "", "RECORD_KEYS", Optional.empty(), version, due);
  }

  private static Moved moved(
      Outcome outcome,
      String system,
      String code,
      Optional<String> detail,
      long version,
      List<Due> due) {
    return new Moved(
        outcome,
        system,
        Optional.empty(),
        version,
        List.of(),
        due,
        Optional.empty(),
        Optional.of(code),
        detail,
        Optional.empty(),
        0);
  }
}
