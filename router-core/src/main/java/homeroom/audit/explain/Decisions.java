package homeroom.audit.explain;

import homeroom.audit.MovementEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What movements say was decided about events. The same event can come twice, so it is found by its
 * id and by when it arrived.
 */
final class Decisions {

  private static final Set<String> ABOUT_CONSUMERS =
      Set.of("SENT", "WAITING", "RELEASED", "QUARANTINED", "CONFIGURED");
  private static final Set<String> REPEATS = Set.of("DUPLICATE", "STALE");

  /** An event, once. */
  record Arrival(String event, Instant at) {}

  private final Map<Arrival, List<MovementEntry>> decided = new LinkedHashMap<>();
  private final Set<Arrival> asked = new HashSet<>();

  Decisions(List<MovementEntry> movements) {
    for (MovementEntry movement : movements) {
      if (isAboutAnEvent(movement)) {
        decided
            .computeIfAbsent(new Arrival(movement.cause(), movement.at()), _ -> new ArrayList<>())
            .add(movement);
      }
    }
  }

  static boolean isAboutAnEvent(MovementEntry movement) {
    return movement.delivery().isEmpty() && !ABOUT_CONSUMERS.contains(movement.outcome());
  }

  /**
   * What was decided about a field of an event; empty if nothing is known of it. To be asked in the
   * order of arrival: of two that came in the same millisecond the later one is the repetition.
   */
  Optional<Decided> next(Arrival arrival, String field) {
    boolean first = asked.add(arrival);
    List<MovementEntry> all = decided.getOrDefault(arrival, List.of());
    List<MovementEntry> repeats =
        all.stream().filter(it -> REPEATS.contains(it.outcome())).toList();
    boolean repetition = !repeats.isEmpty() && (!first || repeats.size() == all.size());
    if (repetition) {
      return Optional.of(new Decided(repeats.getFirst(), repeats.getFirst().outcome()));
    }
    // Of fields that differ from nothing no movement speaks if it speaks of others.
    return all.stream()
        .filter(it -> it.fields().contains(field))
        .findFirst()
        .map(it -> new Decided(it, it.outcome()))
        .or(() -> all.stream().findFirst().map(it -> new Decided(it, "UNCHANGED")));
  }

  /** Movements that concern a field, of events that are not among those that were asked about. */
  List<MovementEntry> others(String field) {
    return decided.entrySet().stream()
        .filter(entry -> !asked.contains(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream())
        .filter(movement -> movement.fields().contains(field))
        .toList();
  }

  /** A decision about a field and the movement that says so. */
  record Decided(MovementEntry movement, String outcome) {}
}
