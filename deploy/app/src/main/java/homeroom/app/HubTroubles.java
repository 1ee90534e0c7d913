package homeroom.app;

import homeroom.audit.IndexerHealth;
import homeroom.http.Health;
import homeroom.http.Health.Intake;
import homeroom.http.HubStatus;
import homeroom.outage.Trouble;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What does not work at the moment: what {@code homeroom status} shows, but for batches, of which
 * people are told by themselves. Thread-safe.
 *
 * @param came when each source last said something new, from the query store
 */
record HubTroubles(
    Supplier<HubStatus> hub,
    Supplier<IndexerHealth> indexer,
    Supplier<Map<String, Instant>> came,
    InstantSource clock)
    implements Supplier<List<Trouble>> {

  private static final Logger LOG = LoggerFactory.getLogger(HubTroubles.class);

  @Override
  public List<Trouble> get() {
    Health health =
        Health.of(hub.get(), indexer.get(), new Intake(Map.of(), lastWords()), clock.instant());
    return Stream.concat(
            health.broken().stream().map(failure -> new Trouble("hub", failure)),
            health.attention().stream().map(it -> new Trouble(it.system(), it.failure())))
        .toList();
  }

  /** A query store that is away is a trouble itself, which the indexer tells of. */
  private Optional<Map<String, Instant>> lastWords() {
    try {
      return Optional.of(came.get());
    } catch (RuntimeException unavailable) {
      LOG.debug("query store could not be asked when sources spoke", unavailable);
      return Optional.empty();
    }
  }
}
