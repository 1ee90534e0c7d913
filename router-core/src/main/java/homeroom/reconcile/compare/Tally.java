package homeroom.reconcile.compare;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How many records stand how, by entity. Not thread-safe. */
public final class Tally {

  private final Map<String, Map<Verdict, Long>> counts = new TreeMap<>();

  /** An entity of which there may be nothing at all. */
  public void of(String entity) {
    counts.computeIfAbsent(entity, _ -> new EnumMap<>(Verdict.class));
  }

  void add(String entity, Verdict verdict) {
    counts.computeIfAbsent(entity, _ -> new EnumMap<>(Verdict.class)).merge(verdict, 1L, Long::sum);
  }

  /** By entity in the order of their names; what there is none of is not among it. */
  public Map<String, Map<Verdict, Long>> counts() {
    return Collections.unmodifiableMap(counts);
  }
}
