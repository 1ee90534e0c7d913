package homeroom.delivery;

import homeroom.delivery.flow.Patience;
import homeroom.planning.SourceMapping;
import homeroom.planning.Timetable;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/**
 * How one consumer is delivered to.
 *
 * @param system the consumer
 * @param bootstrapServers the cluster
 * @param instance the name of this hub among those that share the work; the same after a restart
 * @param concurrency how many calls go out at once
 * @param patience how long and how often is waited and tried
 * @param mappings how rows of the system are understood that were found there before writing; none
 *     if it is no source
 * @param timetable when what it was told is put in place, if it hands over on a schedule
 */
public record DeliverySettings(
    String system,
    String bootstrapServers,
    String instance,
    int concurrency,
    Patience patience,
    List<SourceMapping> mappings,
    Timetable timetable) {

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** By what part of itself a wait is longer or shorter. */
  private static final double CHANCE = 0.3;

  /** Twenty tries with these waits take twelve minutes, and what the calls take. */
  private static final Patience USUAL =
      new Patience(
          20,
          3,
          growing(Duration.ofMillis(200)),
          growing(Duration.ofSeconds(1)),
          Duration.ofDays(1));

  public DeliverySettings {
    mappings = List.copyOf(mappings);
  }

  /** With the usual patience, to a system that is no source. */
  public DeliverySettings(
      String system, String bootstrapServers, String instance, int concurrency) {
    this(system, bootstrapServers, instance, concurrency, USUAL);
  }

  /** To a system that is no source. */
  public DeliverySettings(
      String system, String bootstrapServers, String instance, int concurrency, Patience patience) {
    this(system, bootstrapServers, instance, concurrency, patience, List.of(), Timetable.NONE);
  }

  /** The same, to a system that is a source as well. */
  public DeliverySettings understanding(List<SourceMapping> rows) {
    return new DeliverySettings(
        system, bootstrapServers, instance, concurrency, patience, rows, timetable);
  }

  /** The same, to a system for which things are put in place at times. */
  public DeliverySettings at(Timetable times) {
    return new DeliverySettings(
        system, bootstrapServers, instance, concurrency, patience, mappings, times);
  }

  /**
   * Waits that double up to a minute, each a part longer or shorter by chance, so that not all come
   * at once; the longest as well, for in a long outage all have come to those.
   */
  private static IntFunction<Duration> growing(Duration first) {
    IntervalFunction waits =
        IntervalFunction.ofExponentialBackoff(first.toMillis(), 2.0, LONGEST_WAIT.toMillis());
    return attempt ->
        Duration.ofMillis(IntervalFunction.ofRandomized(waits.apply(attempt), CHANCE).apply(1));
  }
}
