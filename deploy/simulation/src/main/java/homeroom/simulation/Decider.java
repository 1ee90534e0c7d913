package homeroom.simulation;

import homeroom.authority.RecordState;
import homeroom.planning.Decision;
import homeroom.planning.DecisionEngine;
import homeroom.planning.Input;
import homeroom.planning.Rules;

/** What decides in a simulation. */
@FunctionalInterface
public interface Decider {

  /** The hub's own engine, made anew for every decision, so that nothing can stay in it. */
  Decider HUB =
      (rules, state, input) -> new DecisionEngine(rules).decide(School.RECORD, state, input);

  /** What follows from an input; must be a pure function. */
  Decision decide(Rules rules, RecordState state, Input input);
}
