package homeroom.authority;

import java.time.Instant;
import java.util.Optional;

/**
 * One system's right to decide a field.
 *
 * @param system the system
 * @param from the first moment, by event time, at which the right holds; always, when empty
 * @param until the first moment at which it no longer does; for ever, when empty
 */
public record Authority(String system, Optional<Instant> from, Optional<Instant> until) {

  public static Authority always(String system) {
    return new Authority(system, Optional.empty(), Optional.empty());
  }

  boolean holdsAt(Instant at) {
    return from.map(start -> !at.isBefore(start)).orElse(true)
        && until.map(at::isBefore).orElse(true);
  }
}
