package homeroom.audit.explain;

import homeroom.api.Value;
import homeroom.audit.ConflictEntry;
import homeroom.audit.explain.Explanation.Assertion;
import homeroom.audit.explain.Explanation.Carried;
import homeroom.audit.explain.Explanation.Ended;
import homeroom.audit.explain.Explanation.Standing;
import homeroom.audit.explain.Explanation.Truth;
import java.time.Instant;
import java.util.Optional;

/**
 * A conflict, where both sides came from, and what became of it.
 *
 * @param base what both had agreed on
 * @param appliedAt when the configuration that decided took effect
 * @param now what is true of the field today
 * @param loser the side that did not win
 * @param remedy the first delivery that told the losing system afterwards; empty if there was none
 * @param standing how the losing system stands today; empty if nothing is known of it
 */
public record ConflictStory(
    ConflictEntry conflict,
    Value base,
    Side held,
    Side arrived,
    Optional<Instant> appliedAt,
    Optional<Truth> now,
    String loser,
    Optional<Carried> remedy,
    Optional<Standing> standing,
    RecordLog.Reach reach) {

  /**
   * One side.
   *
   * @param source what said so; empty if that is no longer known
   */
  public record Side(String system, Value value, Instant occurredAt, Optional<Assertion> source) {
    /** Values stay out of logs. */
    @Override
    public String toString() {
      return "Side[system=" + system + "]";
    }
  }

  static ConflictStory of(
      ConflictEntry conflict,
      Explanation explanation,
      Optional<Instant> appliedAt,
      RecordLog.Reach reach) {
    var base = StoredValue.tree(conflict.sides()).path("base");
    String loser = conflict.winner().equals(conflict.held()) ? conflict.arrived() : conflict.held();
    return new ConflictStory(
        conflict,
        StoredValue.value(base.path("type").asText(), base.path("value")),
        side(ConflictSide.held(conflict), explanation),
        side(ConflictSide.arrived(conflict), explanation),
        appliedAt,
        explanation.now(),
        loser,
        remedy(conflict, loser, explanation),
        explanation.standings().stream().filter(it -> it.system().equals(loser)).findFirst(),
        reach);
  }

  private static Side side(ConflictSide side, Explanation explanation) {
    return new Side(
        side.system(),
        side.value(),
        side.occurredAt(),
        explanation.assertions().stream()
            .filter(it -> it.event().equals(side.event()))
            .findFirst());
  }

  /** The first that ended well, or else the first there was. */
  private static Optional<Carried> remedy(
      ConflictEntry conflict, String loser, Explanation explanation) {
    var after =
        explanation.carried().stream()
            .filter(it -> it.system().equals(loser))
            .filter(it -> it.sentAt().filter(at -> !at.isBefore(conflict.decidedAt())).isPresent())
            .toList();
    return after.stream()
        .filter(it -> it.ended().filter(Ended::done).isPresent())
        .findFirst()
        .or(() -> after.stream().findFirst());
  }
}
