package homeroom.planning;

import homeroom.authority.Ruling;
import homeroom.planning.Effect.Moved.Outcome;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a movement says of fields: how they were decided, and what was done about it. Fields of
 * which the same is said stand in one movement.
 */
record Said(Outcome outcome, Optional<String> code) {

  static final Said NOTHING_NEW = new Said(Outcome.UNCHANGED, Optional.empty());

  static final Comparator<Said> ORDER =
      Comparator.comparing(Said::outcome).thenComparing(said -> said.code().orElse(""));

  static Said of(Ruling ruling) {
    if (ruling instanceof Ruling.Unchanged) {
      return NOTHING_NEW;
    }
    return new Said(outcomeOf(ruling), Optional.ofNullable(codeOf(ruling)));
  }

  private static Outcome outcomeOf(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Accepted a -> Outcome.ACCEPTED;
      case Ruling.Merged m -> Outcome.ACCEPTED;
      case Ruling.Unchanged u -> Outcome.UNCHANGED;
      case Ruling.Echoed e -> Outcome.ECHO;
      case Ruling.Converged c -> Outcome.CONVERGED;
      case Ruling.Unauthorised u -> Outcome.UNAUTHORISED;
      case Ruling.Mismatched m -> Outcome.INITIAL_MISMATCH;
      case Ruling.Conflicted c -> Outcome.CONFLICT;
      case Ruling.Disputed d -> Outcome.CONFLICT;
    };
  }

  private static @Nullable String codeOf(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Unauthorised refused ->
          switch (refused.refusal()) {
            case REVERT -> null;
            case LEAVE -> "AUTHORITY_LEFT";
            case ALERT -> "AUTHORITY_ALERT";
          };
      case Ruling.Disputed disputed ->
          switch (disputed.dispute().reason()) {
            case CONFLICT -> "CONFLICT_HELD";
            case TURNING -> "FIELD_KEEPS_TURNING";
          };
      case Ruling.Merged m -> "SET_MERGED";
      case Ruling.Accepted a -> null;
      case Ruling.Unchanged u -> null;
      case Ruling.Echoed e -> null;
      case Ruling.Converged c -> null;
      case Ruling.Mismatched m -> null;
      case Ruling.Conflicted c -> null;
    };
  }
}
