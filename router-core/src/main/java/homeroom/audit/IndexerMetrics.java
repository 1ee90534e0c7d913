package homeroom.audit;

import homeroom.schema.Movement;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * What the indexer counts: movements by outcome and system, never by record. Counted when they are
 * in the store, so the counts follow the log and not the hub's restarts.
 */
public final class IndexerMetrics {

  private record Kind(String outcome, String system) {}

  private final MeterRegistry registry;
  private final Map<Kind, Counter> movements = new HashMap<>();

  public IndexerMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void lag(Supplier<OptionalLong> lag) {
    Gauge.builder("homeroom.indexer.lag", () -> known(lag.get()))
        .description("Messages in the log that are not in the query store yet")
        .strongReference(true)
        .register(registry);
  }

  private static double known(OptionalLong lag) {
    return lag.isPresent() ? lag.getAsLong() : Double.NaN;
  }

  void indexed(List<Movement> portion) {
    Map<Kind, Integer> counts = new HashMap<>();
    for (Movement movement : portion) {
      counts.merge(new Kind(movement.getOutcome().name(), movement.getSystem()), 1, Integer::sum);
    }
    counts.forEach((kind, count) -> counter(kind).increment(count));
  }

  private Counter counter(Kind kind) {
    return movements.computeIfAbsent(
        kind,
        _ ->
            Counter.builder("homeroom.movements")
                .description("Anything that moved, was held back, or failed")
                .tag("outcome", kind.outcome())
                .tag("system", kind.system())
                .register(registry));
  }
}
