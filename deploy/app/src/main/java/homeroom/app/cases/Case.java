package homeroom.app.cases;

import homeroom.api.RecordKey;
import homeroom.config.yaml.Place;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One case: what is the matter, what happens, and what must follow.
 *
 * @param name for people; no other case has it
 * @param place where it begins
 * @param record the record that it is about
 * @param at when its first step happens, unless the step says so itself
 * @param behind the systems whose deliveries of {@code given} stay without an answer
 * @param given what happened before; afterwards every other system is in step
 * @param when what is tried
 * @param then what must follow from that
 */
record Case(
    String name,
    Place place,
    RecordKey record,
    Instant at,
    Set<String> behind,
    List<Step> given,
    List<Step> when,
    List<Expectation> then) {

  /** When a case happens that does not say so; the same at every run. */
  static final Instant SOME_DAY = Instant.parse("2026-01-01T00:00:00Z");

  Case {
    behind = Set.copyOf(behind);
    given = List.copyOf(given);
    when = List.copyOf(when);
    then = List.copyOf(then);
  }
}
