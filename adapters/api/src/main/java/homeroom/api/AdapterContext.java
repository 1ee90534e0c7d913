package homeroom.api;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * What the hub lends an adapter.
 *
 * @param system the system's name in the configuration
 * @param clock the time
 * @param raw where to keep files before reading them
 * @param collections the collections (for a source) or targets (for a consumer) that the
 *     configuration uses
 * @param histories the targets among them of which every version is told ({@code history: every})
 * @param keeping for a consumer, where it may keep what it is told
 */
public record AdapterContext(
    String system,
    InstantSource clock,
    RawStore raw,
    Set<String> collections,
    Set<String> histories,
    Optional<Keeping> keeping) {

  /** Without histories. */
  public AdapterContext(String system, InstantSource clock, RawStore raw, Set<String> collections) {
    this(system, clock, raw, collections, Set.of());
  }

  /** To one that keeps nothing. */
  public AdapterContext(
      String system,
      InstantSource clock,
      RawStore raw,
      Set<String> collections,
      Set<String> histories) {
    this(system, clock, raw, collections, histories, Optional.empty());
  }

  public AdapterContext {
    collections = Set.copyOf(collections);
    histories = Set.copyOf(histories);
  }
}
