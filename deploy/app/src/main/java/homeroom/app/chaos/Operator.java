package homeroom.app.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import homeroom.app.demo.DemoFailure;
import homeroom.app.demo.HubApi;
import java.io.IOException;

/** Who looks after the hub, and asks it again when it was not there to answer. */
final class Operator {

  private final HubApi hub;

  Operator(HubApi hub) {
    this.hub = hub;
  }

  /** Sees to it that a system is told all again that was rebuilt empty. */
  void resync(String system) throws DemoFailure {
    Patience.until(
        "the resync of " + system + " has begun",
        () -> {
          // It may have begun although the answer got lost.
          if (goingOn() == 0) {
            hub.resyncRebuilt(system);
          }
          return true;
        });
  }

  void awaitNoReplay() throws DemoFailure {
    Patience.until("no replay goes on", () -> goingOn() == 0);
  }

  /** How many replays and resyncs are not over. */
  long goingOn() throws IOException {
    long going = 0;
    for (JsonNode replay : hub.get("/replays").get("replays")) {
      going += replay.hasNonNull("endedAt") ? 0 : 1;
    }
    return going;
  }
}
