package homeroom.http;

import homeroom.api.Failure;
import homeroom.audit.BatchEntry;
import homeroom.audit.DeliveryQueries;
import homeroom.audit.HoldingState;
import homeroom.audit.Indexer;
import homeroom.audit.IndexerHealth;
import homeroom.audit.QueryStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the hub and each system is, put together from the hub, the store and the indexer. */
final class StatusReport {

  private final HubControl hub;
  private final QueryStore store;
  private final Indexer indexer;
  private final InstantSource clock;

  StatusReport(HubControl hub, QueryStore store, Indexer indexer, InstantSource clock) {
    this.hub = hub;
    this.store = store;
    this.indexer = indexer;
    this.clock = clock;
  }

  /** Whether the hub makes progress; asks neither the store nor any system. */
  Health liveness() {
    return Health.of(hub.status(), indexer.health(), Health.Intake.NOT_LOOKED_AT, clock.instant());
  }

  JsonObject full() {
    HubStatus status = hub.status();
    IndexerHealth indexed = indexer.health();
    Map<String, BatchEntry> latest = store.intake().latest();
    Instant now = clock.instant();
    Health health =
        Health.of(
            status, indexed, new Health.Intake(latest, Optional.of(store.intake().came())), now);
    return new JsonObject()
        .put("hub", hub(status, now))
        .put("health", health(health))
        .put("indexer", indexer(indexed))
        .put("systems", systems(status, latest));
  }

  private static JsonObject hub(HubStatus status, Instant now) {
    return new JsonObject()
        .put("version", status.version())
        .put("tenant", status.tenant())
        .put("configuration", status.configuration())
        .put("startedAt", status.startedAt().toString())
        .put("uptimeSeconds", Duration.between(status.startedAt(), now).toSeconds());
  }

  private static JsonObject indexer(IndexerHealth health) {
    JsonObject json = new JsonObject().put("progressAt", health.progressAt().toString());
    if (health.lag().isPresent()) {
      json.put("lag", health.lag().getAsLong());
    }
    return Answers.put(json, "failure", health.failure().map(StatusReport::failure));
  }

  static JsonObject health(Health health) {
    return new JsonObject()
        .put("progress", health.broken().isEmpty())
        .put("broken", Answers.list(health.broken(), StatusReport::failure))
        .put(
            "attention",
            Answers.list(
                health.attention(),
                concern -> failure(concern.failure()).put("system", concern.system())));
  }

  private static JsonObject failure(Failure failure) {
    return new JsonObject()
        .put("code", failure.code())
        .put("message", failure.message())
        .put("remedy", failure.remedy());
  }

  private JsonArray systems(HubStatus status, Map<String, BatchEntry> latest) {
    List<DeliveryQueries.Count> counts = store.deliveries().counts();
    Map<String, Long> quarantined = store.quarantine().waiting();
    Map<String, Long> dropped = store.deliveries().dropped();
    return Answers.list(
        status.systems(),
        system -> {
          String name = system.system();
          JsonObject json = new JsonObject().put("system", name).put("title", system.title());
          json.put("quarantined", quarantined.getOrDefault(name, 0L));
          Answers.put(
              json,
              "source",
              system.source().map(it -> source(it, Optional.ofNullable(latest.get(name)))));
          return Answers.put(
              json,
              "consumer",
              system
                  .consumer()
                  .map(it -> consumer(name, it, counts, dropped.getOrDefault(name, 0L))));
        });
  }

  private static JsonObject source(HubStatus.SourceStatus source, Optional<BatchEntry> latest) {
    JsonObject json = new JsonObject().put("running", source.busy().isPresent());
    source
        .busy()
        .ifPresent(
            it -> json.put("runningSince", it.since().toString()).put("waiting", it.waiting()));
    Answers.put(json, "next", source.next());
    Answers.put(json, "failure", source.failure().map(StatusReport::failure));
    return Answers.put(json, "lastBatch", latest.map(Answers::batch));
  }

  private static JsonObject consumer(
      String system,
      HubStatus.ConsumerStatus consumer,
      List<DeliveryQueries.Count> counts,
      long dropped) {
    JsonObject json = engine(consumer.engine());
    json.put("perSecond", consumer.perSecond()).put("lag", consumer.lag());
    json.put("retrying", consumer.retrying());
    Answers.put(json, "retryingSince", consumer.retryingSince());
    json.put("open", count(counts, system, HoldingState.SENT))
        .put("waiting", count(counts, system, HoldingState.WAITING))
        .put("refused", count(counts, system, HoldingState.REFUSED) - dropped)
        .put("dropped", dropped)
        .put("handedOver", count(counts, system, HoldingState.HANDED_OVER))
        .put("inStep", count(counts, system, HoldingState.IN_STEP));
    return json;
  }

  private static long count(List<DeliveryQueries.Count> counts, String system, HoldingState state) {
    return counts.stream()
        .filter(count -> count.system().equals(system) && count.state() == state)
        .mapToLong(DeliveryQueries.Count::records)
        .sum();
  }

  static JsonObject engine(HubStatus.EngineState engine) {
    return switch (engine) {
      case HubStatus.EngineState.Running _ -> new JsonObject().put("engine", "running");
      case HubStatus.EngineState.Down down ->
          failure(down.failure()).put("engine", "down").put("since", down.since().toString());
      case HubStatus.EngineState.Throttled throttled ->
          failure(throttled.failure())
              .put("engine", "throttled")
              .put("since", throttled.since().toString());
      case HubStatus.EngineState.Paused paused ->
          failure(paused.failure()).put("engine", "paused").put("since", paused.since().toString());
    };
  }
}
