package homeroom.app.demo;

import java.util.Set;

/** What can become of an event that the router could read, as movements call it. */
public final class EventOutcomes {

  private static final Set<String> NAMES =
      Set.of(
          "ACCEPTED",
          "UNCHANGED",
          "ECHO",
          "DUPLICATE",
          "STALE",
          "CONVERGED",
          "UNAUTHORISED",
          "CONFLICT",
          "INITIAL_MISMATCH");

  private EventOutcomes() {}

  /** Whether an outcome says what became of an event. */
  public static boolean include(String outcome) {
    return NAMES.contains(outcome);
  }
}
