package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import homeroom.app.report.Report;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What every scene has at hand, and how it waits until the systems are in step. */
final class Day {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final int QUIET_LOOKS = 3;

  /** For so many looks nothing moved: what waits then waits for what no system told. */
  private static final int RESTING_LOOKS = 50;

  private static final Set<String> OWED = Set.of("SENT", "WAITING", "REFUSED");

  private final Outside outside;
  private final HubApi hub;
  private final HubProcess process;
  private final Narrator narrator;
  private final Report report;

  Day(Outside outside, HubApi hub, HubProcess process, Narrator narrator, Report report) {
    this.outside = outside;
    this.hub = hub;
    this.process = process;
    this.narrator = narrator;
    this.report = report;
  }

  Outside outside() {
    return outside;
  }

  HubApi hub() {
    return hub;
  }

  HubProcess process() {
    return process;
  }

  Narrator narrator() {
    return narrator;
  }

  Report report() {
    return report;
  }

  /** How many events of a system the router has decided since the hub started. */
  long decided(String system) throws IOException {
    return (long)
        hub.metric(
            "homeroom_router_inputs_total", "system=\"" + system + "\"", "type=\"DataEvent\"");
  }

  /** What an export brought: events, by what the batch's report says. */
  Taken takeInExport() throws IOException, DemoFailure {
    return takeInExportWithout();
  }

  /** Exports, lets the hub take it in, and waits until all but these are in step. */
  Taken takeInExportWithout(String... down) throws IOException, DemoFailure {
    long before = decided("sis");
    Instant start = Instant.now();
    outside.exportFromSis();
    Taken taken = poll("sis", start);
    awaitDecided("sis", before + taken.events());
    Instant quiet = awaitInStep(down);
    return taken.within(Duration.between(start, quiet));
  }

  /** Exports, lets the hub take it in, and waits until all is told that can be. */
  Taken takeInWhatCanBe() throws IOException, DemoFailure {
    long before = decided("sis");
    Instant start = Instant.now();
    outside.exportFromSis();
    Taken taken = poll("sis", start);
    awaitDecided("sis", before + taken.events());
    return taken.within(Duration.between(start, awaitRest()));
  }

  /** Lets the hub ask a source, and waits until all are in step with what it said. */
  Taken takeIn(String system) throws IOException, DemoFailure {
    long before = decided(system);
    Instant start = Instant.now();
    Taken taken = poll(system, start);
    awaitDecided(system, before + taken.events());
    return taken.within(Duration.between(start, awaitInStep()));
  }

  /** Asks a source; if it has just been asked, what came of that since then. */
  private Taken poll(String system, Instant since) throws IOException, DemoFailure {
    JsonNode batch = hub.poll(system).path("batch");
    if (batch.isMissingNode()) {
      until("the query store knows of every batch", () -> Standing.read(hub).unread() == 0);
      for (JsonNode newest : hub.get("/batches", Map.of("system", system)).get("batches")) {
        return Instant.parse(newest.get("startedAt").textValue()).isBefore(since)
            ? Taken.NOTHING
            : Taken.of(newest);
      }
      return Taken.NOTHING;
    }
    return Taken.of(batch);
  }

  void awaitDecided(String system, long events) throws IOException, DemoFailure {
    until("the router has decided what " + system + " said", () -> decided(system) >= events);
  }

  /** Waits until nothing is on its way to any system, except to these; returns since when. */
  Instant awaitInStep(String... excepted) throws IOException, DemoFailure {
    Instant deadline = Instant.now().plus(PATIENCE);
    Instant since = Instant.now();
    int quiet = 0;
    try (Narrator.Progress progress = narrator.progress("deliveries")) {
      while (quiet < QUIET_LOOKS) {
        Standing standing = Standing.read(hub);
        progress.at(standing.done(), standing.all());
        if (!standing.quietExcept(excepted)) {
          quiet = 0;
        } else if (quiet++ == 0) {
          since = Instant.now();
        }
        if (Instant.now().isAfter(deadline)) {
          throw new DemoFailure(
              "the systems are not in step after " + PATIENCE + ": " + standing, "see hub.log");
        }
        Pause.of(LOOK_AGAIN);
      }
    }
    return since;
  }

  /**
   * Waits until nothing is on its way, and what waits for other records does so for good; returns
   * since when.
   */
  private Instant awaitRest() throws IOException, DemoFailure {
    Instant deadline = Instant.now().plus(PATIENCE);
    Instant since = Instant.now();
    Standing last = Standing.read(hub);
    int looks = 0;
    while (looks < (last.waiting() == 0 ? QUIET_LOOKS : RESTING_LOOKS)) {
      Pause.of(LOOK_AGAIN);
      Standing standing = Standing.read(hub);
      if (!standing.resting() || !standing.equals(last)) {
        looks = 0;
        since = Instant.now();
      } else {
        looks++;
      }
      last = standing;
      if (Instant.now().isAfter(deadline)) {
        throw new DemoFailure(
            "something is still on its way after " + PATIENCE + ": " + standing, "see hub.log");
      }
    }
    return since;
  }

  /** Waits until something holds. */
  void until(String what, Condition condition) throws IOException, DemoFailure {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!condition.holds()) {
      if (Instant.now().isAfter(deadline)) {
        throw new DemoFailure("waited " + PATIENCE + " until " + what, "see hub.log");
      }
      Pause.of(LOOK_AGAIN);
    }
  }

  /** Something that can be looked at. */
  interface Condition {
    boolean holds() throws IOException;
  }

  /** Notes whether something held, and says so if it did not. */
  void check(String name, boolean holds) {
    if (!report.check(name, holds)) {
      narrator.say("CHECK FAILED: %s", name.replace('_', ' '));
    }
  }

  /** The value of a field of a golden record, as text. */
  String golden(String record, String field) throws IOException {
    for (JsonNode one : hub.record(record).get("fields")) {
      if (one.get("name").textValue().equals(field)) {
        return one.get("value").asText();
      }
    }
    return "";
  }

  /** All golden records that exist, as {@code entity/key}. */
  Set<String> records() throws IOException {
    Set<String> records = new HashSet<>();
    for (JsonNode record : hub.all("/records", "records", Map.of())) {
      if (record.get("exists").asBoolean()) {
        records.add(record.get("entity").textValue() + "/" + record.get("key").textValue());
      }
    }
    return records;
  }

  /** Whether the hub says that a system does not have a record as it should. */
  boolean isOwed(String system, String record) throws IOException {
    for (JsonNode holding : hub.record(record).get("systems")) {
      if (holding.get("system").textValue().equals(system)) {
        return OWED.contains(holding.get("state").textValue());
      }
    }
    return false;
  }

  long version(String record) throws IOException {
    return hub.record(record).get("version").asLong();
  }
}
