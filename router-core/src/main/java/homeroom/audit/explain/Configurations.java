package homeroom.audit.explain;

import homeroom.planning.Rules;
import java.time.Instant;
import java.util.Optional;

/** The configurations that decided or decide. Thread-safe. */
public interface Configurations {

  /**
   * A configuration.
   *
   * @param id by which messages name it
   * @param rules what it says; empty if it cannot be read any more
   * @param appliedAt when it took effect
   */
  record Applied(String id, Optional<Rules> rules, Optional<Instant> appliedAt) {}

  /** A configuration that was applied once; empty if nothing is known of it. */
  Optional<Applied> find(String id);

  /** The one that decides now. */
  Applied newest();
}
