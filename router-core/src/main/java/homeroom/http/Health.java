package homeroom.http;

import homeroom.api.Failure;
import homeroom.audit.BatchEntry;
import homeroom.audit.IndexerHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether things move. A hub that is alive and makes no progress is broken; a system that cannot be
 * reached needs a person's attention but is no reason to restart the hub.
 *
 * @param broken what keeps the hub from making progress
 * @param attention what a person should look at, by system
 */
public record Health(List<Failure> broken, List<Concern> attention) {

  private static final Duration INDEXER_PATIENCE = Duration.ofMinutes(1);

  /** Something about one system, or about {@code disk} or {@code alerts}. */
  public record Concern(String system, Failure failure) {}

  /**
   * @param latest the last batch of each source, where that is looked at as well
   */
  public static Health of(
      HubStatus hub, IndexerHealth indexer, Map<String, BatchEntry> latest, Instant now) {
    List<Failure> broken = new ArrayList<>(hub.troubles());
    indexer.failure().ifPresent(broken::add);
    if (indexer.progressAt().plus(INDEXER_PATIENCE).isBefore(now) && indexer.failure().isEmpty()) {
      broken.add(stuck());
    }
    List<Concern> attention = new ArrayList<>();
    hub.disk().forEach(failure -> attention.add(new Concern("disk", failure)));
    for (HubStatus.SystemStatus system : hub.systems()) {
      concerns(system, Optional.ofNullable(latest.get(system.system())), now)
          .forEach(failure -> attention.add(new Concern(system.system(), failure)));
    }
    hub.alerts().forEach(failure -> attention.add(new Concern("alerts", failure)));
    return new Health(List.copyOf(broken), List.copyOf(attention));
  }

  private static List<Failure> concerns(
      HubStatus.SystemStatus system, Optional<BatchEntry> latest, Instant now) {
    List<Failure> concerns = new ArrayList<>();
    system
        .consumer()
        .ifPresent(
            consumer -> {
              switch (consumer.engine()) {
                case HubStatus.EngineState.Running _, HubStatus.EngineState.Throttled _ -> {}
                case HubStatus.EngineState.Down down -> concerns.add(down.failure());
                case HubStatus.EngineState.Paused paused -> concerns.add(paused.failure());
              }
            });
    system.source().flatMap(HubStatus.SourceStatus::failure).ifPresent(concerns::add);
    latest.flatMap(Health::unaccepted).ifPresent(concerns::add);
    system
        .source()
        .flatMap(HubStatus.SourceStatus::staleAfter)
        .filter(limit -> isStale(latest, limit, now))
        .ifPresent(limit -> concerns.add(stale(limit)));
    return concerns;
  }

  private static Optional<Failure> unaccepted(BatchEntry batch) {
    return switch (batch.status()) {
      case "FAILED", "HELD" ->
          Optional.of(
              Failure.of(
                  Failure.Kind.CONTENT,
                  batch.code().orElse("BATCH_" + batch.status()),
                  batch.message().orElse("The last batch was not taken in."),
                  batch.remedy().orElse("See: homeroom batches --system " + batch.system())));
      default -> Optional.empty();
    };
  }

  private static boolean isStale(Optional<BatchEntry> latest, Duration limit, Instant now) {
    return latest
        .map(batch -> batch.endedAt().orElse(batch.startedAt()).plus(limit).isBefore(now))
        .orElse(false);
  }

  private static Failure stale(Duration limit) {
    return Failure.of(
        Failure.Kind.CONTENT,
        "SOURCE_STALE",
        "The source gave nothing for longer than the " + limit.toHours() + " h it may be silent.",
        "Find out whether its export ran. Poll it by hand: homeroom poll SYSTEM.");
  }

  private static Failure stuck() {
    return Failure.of(
        Failure.Kind.DEFECT,
        "INDEXER_STUCK",
        "Reading the log into the query store: no progress for a minute.",
        "Nothing is lost; look-ups are behind. Take a thread dump, then restart the hub.");
  }
}
