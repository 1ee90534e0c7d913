package homeroom.http;

import homeroom.audit.BatchEntry;
import homeroom.audit.FreshnessQueries;
import homeroom.audit.FreshnessQueries.Complete;
import homeroom.audit.FreshnessQueries.Owed;
import homeroom.audit.QueryStore;
import homeroom.http.HubStatus.SourceStatus;
import homeroom.http.HubStatus.SystemStatus;
import homeroom.planning.Dependence;
import homeroom.planning.Recurring;
import homeroom.planning.Timetable;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says of every source, and of every consumer, how old its truth is. */
final class Freshness {

  private final HubControl hub;
  private final QueryStore store;
  private final InstantSource clock;

  Freshness(HubControl hub, QueryStore store, InstantSource clock) {
    this.hub = hub;
    this.store = store;
    this.clock = clock;
  }

  /** Of all systems, or of one. */
  JsonObject of(Parameters asked) {
    List<SystemStatus> all = hub.status().systems();
    Optional<String> one = asked.text("system");
    List<SystemStatus> wanted =
        all.stream().filter(it -> one.isEmpty() || one.get().equals(it.system())).toList();
    if (wanted.isEmpty()) {
      throw Refusal.notFound(
          "SYSTEM_UNKNOWN",
          "The parameter system names no system of the configuration.",
          "See GET /api/v1/status for the systems and what they are.");
    }
    Report report = new Report(store.freshness(), store.intake().latest(), all, clock.instant());
    return new JsonObject()
        .put("at", report.now().toString())
        .put(
            "sources",
            Answers.list(
                wanted.stream().filter(it -> it.source().isPresent()).toList(), report::source))
        .put("consumers", Answers.list(consumers(wanted), report::consumer));
  }

  /** A consumer, what it depends on, and how old that may be. */
  private record Consumer(SystemStatus status, Dependence dependence, Optional<Duration> need) {}

  private List<Consumer> consumers(List<SystemStatus> wanted) {
    Map<String, Duration> needs = hub.needs();
    List<Dependence> dependences = hub.dependences();
    return wanted.stream()
        .filter(it -> it.consumer().isPresent())
        .map(
            it ->
                new Consumer(
                    it,
                    dependences.stream()
                        .filter(one -> one.consumer().equals(it.system()))
                        .findFirst()
                        .orElse(new Dependence(it.system(), Map.of())),
                    Optional.ofNullable(needs.get(it.system()))))
        .toList();
  }

  /** One answer. */
  private record Report(
      FreshnessQueries store, Map<String, BatchEntry> latest, List<SystemStatus> all, Instant now) {

    JsonObject source(SystemStatus system) {
      Timetable timetable = system.source().orElseThrow().timetable();
      Optional<Complete> newest = store.newest(system.system());
      JsonObject json =
          new JsonObject().put("system", system.system()).put("title", system.title());
      newest.ifPresent(complete -> complete(json, complete));
      if (newest.isEmpty()) {
        Answers.put(json, "lastEvent", store.lastEvent(system.system()));
      }
      json.put("speaks", newest.isEmpty() && !timetable.isAsked());
      Answers.put(json, "nextLook", system.source().flatMap(SourceStatus::next));
      Answers.put(json, "expectedBy", timetable.expectedBy().flatMap(it -> next(it)));
      Answers.put(json, "staleAt", newest.flatMap(it -> staleAt(it, timetable)));
      Answers.put(json, "unaccepted", unaccepted(system.system()));
      return json.put("stale", newest.filter(it -> isStale(it, timetable)).isPresent());
    }

    private Optional<Instant> next(Recurring times) {
      return times.next(now);
    }

    /** Why the last batch made nothing complete. */
    private Optional<String> unaccepted(String system) {
      return Optional.ofNullable(latest.get(system))
          .map(BatchEntry::status)
          .filter(status -> !status.equals("ACCEPTED"));
    }

    private static Optional<Instant> staleAt(Complete complete, Timetable timetable) {
      return timetable.staleAfter().map(complete.completeAt()::plus);
    }

    private boolean isStale(Complete complete, Timetable timetable) {
      return staleAt(complete, timetable).filter(now::isAfter).isPresent()
          || timetable.silence(complete.arrivedAt(), now).isPresent();
    }

    private void complete(JsonObject json, Complete complete) {
      json.put("completeAt", complete.completeAt().toString())
          .put("ageSeconds", age(complete))
          .put("arrivedAt", complete.arrivedAt().toString())
          .put("decidedAt", complete.decidedAt().toString());
      Answers.put(json, "exportedAt", complete.exportedAt());
      Answers.put(json, "batch", complete.batch());
    }

    private long age(Complete complete) {
      return Math.max(0, Duration.between(complete.completeAt(), now).toSeconds());
    }

    JsonObject consumer(Consumer consumer) {
      String system = consumer.status().system();
      JsonObject json =
          new JsonObject()
              .put("system", system)
              .put("title", consumer.status().title())
              .put(
                  "sources",
                  Answers.list(
                      sources(consumer.dependence()),
                      it -> reached(consumer, it.getKey(), it.getValue())))
              .put(
                  "refused",
                  Answers.list(
                      store.refused(system),
                      it -> new JsonObject().put("code", it.code()).put("records", it.records())));
      return Answers.put(json, "fresherThanSeconds", consumer.need().map(Duration::toSeconds));
    }

    private Collection<Map.Entry<String, Set<String>>> sources(Dependence dependence) {
      return dependence.sources().entrySet().stream()
          .filter(
              it ->
                  all.stream()
                      .anyMatch(
                          one -> one.system().equals(it.getKey()) && one.source().isPresent()))
          .toList();
    }

    /** How far a consumer is with what one source said. */
    private JsonObject reached(Consumer consumer, String source, Set<String> entities) {
      // First, so that what was due before it is in the store by the time of the second look.
      Optional<Complete> newest = store.newest(source);
      Owed owed = store.owed(consumer.status().system(), entities);
      Optional<Complete> reached =
          newest.flatMap(
              it ->
                  owed.oldest().filter(since -> !since.isAfter(it.loggedAt())).isEmpty()
                      ? newest
                      : store.before(source, owed.oldest().get()));
      JsonObject json =
          new JsonObject().put("system", source).put("entities", List.copyOf(entities));
      reached.ifPresent(complete -> complete(json, complete));
      if (newest.isEmpty()) {
        Answers.put(json, "lastEvent", store.lastEvent(source));
      }
      json.put("newest", reached.equals(newest))
          .put("owed", owed.records())
          .put("inVain", owed.inVain());
      Answers.put(json, "owedSince", owed.oldest());
      return Answers.put(
          json,
          "fresh",
          consumer
              .need()
              .filter(_ -> newest.isPresent())
              .map(need -> reached.filter(it -> age(it) <= need.toSeconds()).isPresent()));
    }
  }
}
