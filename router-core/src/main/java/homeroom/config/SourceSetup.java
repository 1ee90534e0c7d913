package homeroom.config;

import homeroom.api.AdapterFactory;
import homeroom.api.Settings;
import homeroom.planning.SourcePolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A source and what is needed to run it.
 *
 * @param system its name
 * @param title for people
 * @param adapter makes the adapter
 * @param settings of the adapter
 * @param collections that its mappings read
 * @param every how often it is asked; empty for one that is asked by hand or speaks by itself
 * @param policy how its data is taken in
 */
public record SourceSetup(
    String system,
    String title,
    AdapterFactory adapter,
    Settings settings,
    Set<String> collections,
    Optional<Duration> every,
    SourcePolicy policy) {
  public SourceSetup {
    collections = Set.copyOf(collections);
  }
}
