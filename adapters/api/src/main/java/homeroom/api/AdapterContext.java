package homeroom.api;

import java.time.InstantSource;
import java.util.Set;

/**
 * What the hub lends an adapter.
 *
 * @param system the system's name in the configuration
 * @param clock the time
 * @param raw where to keep files before reading them
 * @param collections the collections (for a source) or targets (for a consumer) that the
 *     configuration uses
 */
public record AdapterContext(
    String system, InstantSource clock, RawStore raw, Set<String> collections) {
  public AdapterContext {
    collections = Set.copyOf(collections);
  }
}
