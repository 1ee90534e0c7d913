package homeroom.http;

import homeroom.audit.FirstContactEntry;
import homeroom.audit.QueryStore;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Answers what a system held when the hub first met it. */
final class Onboarding {

  private static final int USUAL_EXAMPLES = 3;
  private static final int MOST_EXAMPLES = 100;

  private final HubControl hub;
  private final QueryStore store;

  Onboarding(HubControl hub, QueryStore store) {
    this.hub = hub;
    this.store = store;
  }

  JsonObject report(Parameters asked) {
    String system = asked.required("system");
    Optional<String> title =
        hub.status().systems().stream()
            .filter(known -> known.system().equals(system))
            .map(HubStatus.SystemStatus::title)
            .findFirst();
    List<FirstContactEntry> counts =
        store
            .firstContacts()
            .find(
                system,
                asked.text("entity"),
                asked.from(),
                asked.time("to"),
                asked.examples(USUAL_EXAMPLES, MOST_EXAMPLES));
    if (title.isEmpty() && counts.isEmpty()) {
      throw Refusal.notFound(
          "SYSTEM_UNKNOWN",
          "The parameter system names no system of the configuration, and none that was in it.",
          "See GET /api/v1/status for the systems and what they are.");
    }
    JsonObject answer = new JsonObject().put("system", system).put("title", title.orElse(system));
    Answers.put(
        answer, "began", counts.stream().map(FirstContactEntry::first).min(Instant::compareTo));
    Answers.put(
        answer, "last", counts.stream().map(FirstContactEntry::last).max(Instant::compareTo));
    return answer.put("counts", Answers.list(counts, Onboarding::count));
  }

  private static JsonObject count(FirstContactEntry entry) {
    JsonObject json = new JsonObject().put("entity", entry.entity());
    return Answers.put(json, "field", entry.field())
        .put("kind", entry.kind().name())
        .put("records", entry.records())
        .put("first", entry.first().toString())
        .put("last", entry.last().toString())
        .put("examples", Answers.list(entry.examples(), Answers::subject));
  }
}
