package homeroom.http;

import homeroom.api.Failure;
import homeroom.audit.BatchEntry;
import homeroom.audit.IndexerHealth;
import homeroom.planning.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
   * What came in, by source.
   *
   * @param latest the last batch, where that is looked at as well
   * @param came when the last batch came that was no failure; empty where nobody knows, so that no
   *     source is called silent
   */
  public record Intake(Map<String, BatchEntry> latest, Optional<Map<String, Instant>> came) {

    static final Intake NOT_LOOKED_AT = new Intake(Map.of(), Optional.empty());
  }

  public static Health of(HubStatus hub, IndexerHealth indexer, Intake intake, Instant now) {
    List<Failure> broken = new ArrayList<>(hub.troubles());
    indexer.failure().ifPresent(broken::add);
    if (indexer.progressAt().plus(INDEXER_PATIENCE).isBefore(now) && indexer.failure().isEmpty()) {
      broken.add(stuck());
    }
    List<Concern> attention = new ArrayList<>();
    hub.disk().forEach(failure -> attention.add(new Concern("disk", failure)));
    for (HubStatus.SystemStatus system : hub.systems()) {
      concerns(system, Optional.ofNullable(intake.latest().get(system.system())))
          .forEach(failure -> attention.add(new Concern(system.system(), failure)));
      // Of one that never spoke nobody knows more than that it has not since the hub was started.
      intake
          .came()
          .map(came -> came.getOrDefault(system.system(), hub.startedAt()))
          .flatMap(came -> silence(system, came, now))
          .ifPresent(failure -> attention.add(new Concern(system.system(), failure)));
    }
    hub.alerts().forEach(failure -> attention.add(new Concern("alerts", failure)));
    return new Health(List.copyOf(broken), List.copyOf(attention));
  }

  private static List<Failure> concerns(
      HubStatus.SystemStatus system, Optional<BatchEntry> latest) {
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
    return concerns;
  }

  private static Optional<Failure> silence(
      HubStatus.SystemStatus system, Instant came, Instant now) {
    return system
        .source()
        .map(HubStatus.SourceStatus::timetable)
        .flatMap(timetable -> timetable.silence(came, now))
        .map(silence -> silent(silence, system.system(), came));
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

  private static Failure silent(Timetable.Silence silence, String system, Instant came) {
    String since = came.truncatedTo(ChronoUnit.SECONDS).toString();
    return Failure.of(
        Failure.Kind.CONTENT,
        "SOURCE_" + silence,
        switch (silence) {
          case LATE ->
              "nothing new came by the time at which it was expected; the last came " + since;
          case STALE -> "nothing new has come for longer than it should; the last came " + since;
        },
        "find out whether its export ran and says anything new; read it by hand with homeroom poll "
            + system);
  }

  private static Failure stuck() {
    return Failure.of(
        Failure.Kind.DEFECT,
        "INDEXER_STUCK",
        "Reading the log into the query store: no progress for a minute.",
        "Nothing is lost; look-ups are behind. Take a thread dump, then restart the hub.");
  }
}
