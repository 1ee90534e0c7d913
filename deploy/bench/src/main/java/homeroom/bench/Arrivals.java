package homeroom.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** When things were to be said, and how long they took to each consumer. Thread-safe. */
public final class Arrivals {

  private record Said(String kind, Optional<String> replaces, long at) {}

  private record Arrival(String kind, String mark, String system) {}

  private final Map<String, Said> said = new ConcurrentHashMap<>();
  private final Map<Arrival, Long> took = new ConcurrentHashMap<>();
  private final AtomicLong expected = new AtomicLong();
  private final Set<String> repeated = ConcurrentHashMap.newKeySet();

  /** Something is said that can be known again, and that replaces nothing. */
  public void said(String kind, String mark, int consumers, long at) {
    said(kind, mark, Optional.empty(), consumers, at);
  }

  /**
   * Something is said that can be known again.
   *
   * @param kind what it is measured as
   * @param mark the value by which it is known
   * @param replaces the mark of what it replaces; who never hears of that has it with this
   * @param consumers so many systems it arrives at
   * @param at when it was to be said, by the clock of {@link System#nanoTime}; whoever says it late
   *     shall not hide how long it took
   */
  public void said(String kind, String mark, Optional<String> replaces, int consumers, long at) {
    said.put(mark, new Said(kind, replaces, at));
    expected.addAndGet(consumers);
  }

  /** A system has it. What was not said here is nobody's business. */
  public void arrived(String system, String mark) {
    long now = System.nanoTime();
    Said told = said.get(mark);
    if (told != null && !note(system, mark, told, now)) {
      repeated.add(system);
    }
    while (told != null && told.replaces().isPresent()) {
      String before = told.replaces().get();
      told = said.get(before);
      if (told == null || !note(system, before, told, now)) {
        return;
      }
    }
  }

  private boolean note(String system, String mark, Said told, long now) {
    return took.putIfAbsent(new Arrival(told.kind(), mark, system), now - told.at()) == null;
  }

  /** Whether all that was said is everywhere where it belongs. */
  public boolean complete() {
    return took.size() >= expected.get();
  }

  /** The systems at which something arrived once more. */
  public Set<String> repeated() {
    return Set.copyOf(repeated);
  }

  /** How long those of a kind took, the shortest time first. */
  public Times times(String kind) {
    return new Times(
        took.entrySet().stream()
            .filter(entry -> entry.getKey().kind().equals(kind))
            .mapToLong(Map.Entry::getValue)
            .sorted()
            .toArray());
  }

  /**
   * @param sorted in nanoseconds, the shortest first
   */
  public record Times(long[] sorted) {

    /** The time within which a share of them arrived. */
    public Duration within(double share) {
      if (sorted.length == 0) {
        throw new IllegalStateException("nothing arrived");
      }
      int place = (int) Math.ceil(share * sorted.length) - 1;
      return Duration.ofNanos(sorted[Math.clamp(place, 0, sorted.length - 1)]);
    }

    public double millisWithin(double share) {
      return within(share).toNanos() / 1e6;
    }
  }
}
