package homeroom.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a record's other keys.
 *
 * @param movedTo {@code entity/key} under which it goes on, if this key was given up
 * @param steps oldest first
 */
public record KeyEntry(Optional<String> movedTo, List<Step> steps) {

  /** A record that never had another key. */
  public static final KeyEntry NONE = new KeyEntry(Optional.empty(), List.of());

  /**
   * One step.
   *
   * @param kind {@code RENAMED}, {@code MERGED}, {@code SPLIT} or {@code KEPT}
   */
  public record Step(
      String kind, String from, String to, Instant at, String by, Optional<String> why) {}

  /**
   * What is told of a system's own id, and waits until it is known whose it is.
   *
   * @param own the id, as a key of the hub's
   * @param events how many
   */
  public record Unresolved(Subject own, String system, long events, Instant first, Instant last) {}

  public KeyEntry {
    steps = List.copyOf(steps);
  }
}
