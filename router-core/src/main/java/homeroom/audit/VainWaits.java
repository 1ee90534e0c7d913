package homeroom.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Tells waits that end by themselves from those that are in vain: a record of which nobody told, or
 * that the system refused and never had, keeps all that refer to it away, and all that refer to
 * those. Knows what it was told of records, and asks for each once.
 */
final class VainWaits {

  /** How a record that is waited for stands at the system. */
  sealed interface Standing {

    /** It is there, or on its way. */
    record Comes() implements Standing {}

    /** Nobody told of it, or it was refused and never there. */
    record Stays() implements Standing {}

    /** It waits itself, for all of these. */
    record Waits(List<String> waitsFor) implements Standing {}
  }

  private final Function<Collection<String>, Map<String, Standing>> lookUp;
  private final Map<String, Standing> known = new HashMap<>();
  private final Map<String, Boolean> vain = new HashMap<>();

  /**
   * @param lookUp says of records how they stand; nothing of those of which nobody told
   */
  VainWaits(Function<Collection<String>, Map<String, Standing>> lookUp) {
    this.lookUp = lookUp;
  }

  /** Looks up all that somebody waits for, and what that waits for, and so on. */
  void learn(Collection<List<String>> waits) {
    Set<String> asked = new HashSet<>();
    waits.forEach(each -> unknown(each, asked));
    if (!asked.isEmpty()) {
      Map<String, Standing> found = lookUp.apply(asked);
      asked.forEach(name -> known.put(name, found.getOrDefault(name, new Standing.Stays())));
      learn(
          found.values().stream()
              .filter(Standing.Waits.class::isInstance)
              .map(it -> ((Standing.Waits) it).waitsFor())
              .toList());
    }
  }

  private void unknown(List<String> waits, Set<String> into) {
    waits.stream()
        .filter(Waits::isRecord)
        .filter(name -> !known.containsKey(name))
        .forEach(into::add);
  }

  /**
   * Whether something waits in vain.
   *
   * @param waitsFor all of which it waits for; was learnt
   */
  boolean isVain(List<String> waitsFor) {
    return waitsFor.stream().anyMatch(this::isVain);
  }

  private boolean isVain(String name) {
    Boolean before = vain.get(name);
    if (before != null) {
      return before;
    }
    List<String> path = new ArrayList<>(List.of(name));
    Set<String> seen = new HashSet<>(path);
    boolean found = false;
    for (int at = 0; at < path.size() && !found; at++) {
      switch (known.get(path.get(at))) {
        case null -> {}
        case Standing.Comes _ -> {}
        case Standing.Stays _ -> found = true;
        case Standing.Waits(var waitsFor) -> waitsFor.stream().filter(seen::add).forEach(path::add);
      }
    }
    vain.put(name, found);
    return found;
  }
}
