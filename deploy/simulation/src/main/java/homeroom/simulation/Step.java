package homeroom.simulation;

import homeroom.api.Value;
import homeroom.authority.Event;
import homeroom.authority.RecordState;
import homeroom.planning.Decision;
import homeroom.planning.Effect;
import homeroom.planning.Input;
import homeroom.planning.Rules;
import homeroom.simulation.Site.Report;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An input and what was decided.
 *
 * @param report what a system said, if it is that
 * @param rules by which it was decided
 * @param lost whether the process ended before anything of it was written
 */
record Step(
    Input input,
    Optional<Report> report,
    Rules rules,
    RecordState before,
    Decision decision,
    boolean lost) {

  /** What a system said, or was found to hold. */
  Optional<Event> said() {
    return switch (input) {
      case Input.Told told -> Optional.of(told.event());
      case Input.Answered answered -> answered.said();
      default -> Optional.empty();
    };
  }

  /** For what a system said, which fields people had changed. */
  Set<String> edited() {
    return report.map(Report::edited).orElse(Set.of());
  }

  /** And in which it said what a person had entered, be it for the first time or not. */
  Set<String> peoples() {
    return report.map(Report::peoples).orElse(Set.of());
  }

  /** What a system held that says that the record was deleted there. */
  Map<String, Value> held() {
    return report.map(Report::held).orElse(Map.of());
  }

  <T extends Effect> List<T> only(Class<T> type) {
    return decision.effects().stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public String toString() {
    return input + " -> " + decision.effects() + " from " + before;
  }
}
