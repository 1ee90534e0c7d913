package homeroom.authority;

import java.time.Instant;
import java.util.Optional;

/**
 * One system's right to decide a field.
 *
 * @param system the system
 * @param from the first moment, by event time, at which the right holds; always, when empty
 * @param until the first moment at which it no longer does; for ever, when empty
 * @param when what must hold besides
 */
public record Authority(
    String system, Optional<Instant> from, Optional<Instant> until, Optional<Condition> when) {

  public Authority(String system, Optional<Instant> from, Optional<Instant> until) {
    this(system, from, until, Optional.empty());
  }

  public static Authority always(String system) {
    return new Authority(system, Optional.empty(), Optional.empty());
  }

  boolean holds(Circumstances circumstances) {
    return from.map(start -> !circumstances.at().isBefore(start)).orElse(true)
        && until.map(circumstances.at()::isBefore).orElse(true)
        && when.map(condition -> condition.holds(circumstances)).orElse(true);
  }
}
