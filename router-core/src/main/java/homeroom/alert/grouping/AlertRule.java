package homeroom.alert.grouping;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One entry of {@code alerts:}.
 *
 * @param gather how long occurrences of one cause are gathered before they are told
 * @param quiet how long after a message nothing more is said of the same cause
 * @param link what an address in a message begins with
 */
public record AlertRule(
    String name,
    Set<Trigger> on,
    Channel channel,
    Duration gather,
    Duration quiet,
    Optional<String> link) {

  public AlertRule {
    on = Set.copyOf(on);
  }
}
