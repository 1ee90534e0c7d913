package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import homeroom.app.report.Report;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** What moved in all, from the hub's own record of it. */
final class Totals {

  private static final Set<String> NOTHING_NEW = Set.of("UNCHANGED", "ECHO", "DUPLICATE", "STALE");

  private Totals() {}

  static void note(HubApi hub, Report report) throws IOException {
    long events = 0;
    long deliveries = 0;
    long deduplicated = 0;
    long violations = 0;
    long refused = 0;
    for (JsonNode total : hub.get("/totals").get("totals")) {
      String outcome = total.get("outcome").textValue();
      long movements = total.get("movements").asLong();
      if (EventOutcomes.include(outcome)) {
        events += total.get("causes").asLong();
      }
      if (NOTHING_NEW.contains(outcome)
          || (outcome.equals("DELIVERED") && total.get("effect").asText().equals("UNCHANGED"))) {
        deduplicated += movements;
      }
      switch (outcome) {
        case "DELIVERED", "HANDED_OVER" -> deliveries += movements;
        case "UNAUTHORISED" -> violations += movements;
        case "REFUSED", "QUARANTINED" -> refused += movements;
        default -> {}
      }
    }
    report.figure("records", hub.all("/records", "records", Map.of()).size());
    report.figure("events", events);
    report.figure("deliveries", deliveries);
    report.figure("deduplicated", deduplicated);
    report.figure("conflicts", hub.get("/conflicts").get("conflicts").size());
    report.figure("violations", violations);
    report.figure(
        "rejected",
        refused + hub.get("/quarantine/entries?direction=in&all=true").get("entries").size());
  }
}
