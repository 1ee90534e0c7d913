package homeroom.simulation;

import homeroom.authority.RecordState;
import homeroom.planning.Decision;
import homeroom.planning.Effect;
import homeroom.planning.Input;
import homeroom.planning.Rules;
import java.util.List;
import java.util.Set;

/**
 * An input and what was decided.
 *
 * @param edited for what a system said, which fields people had changed
 * @param peoples and in which it said what a person had entered, be it for the first time or not
 * @param rules by which it was decided
 * @param lost whether the process ended before anything of it was written
 */
record Step(
    Input input,
    Set<String> edited,
    Set<String> peoples,
    Rules rules,
    RecordState before,
    Decision decision,
    boolean lost) {

  <T extends Effect> List<T> only(Class<T> type) {
    return decision.effects().stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public String toString() {
    return input + " -> " + decision.effects() + " from " + before;
  }
}
