package homeroom.audit;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says under which one of all that it waits for a record is counted: of the records that are not
 * there yet the one that most records wait for, of equals the one named first. So thirty thousand
 * seats whose school is missing are counted under the school, whatever their classes wait for. What
 * is no record, a system that goes first or children that leave, counts only where no record is
 * missing.
 *
 * <p>What a record waits for is known from when it began to wait. What came since is still among
 * it, so it has to be said what is there.
 */
final class Attribution {

  private final Map<String, Awaited> all = new HashMap<>();

  /** So many records wait for just this. */
  void waiting(List<String> waitsFor, long records) {
    waitsFor.forEach(name -> get(name).waitedForBy(records, waitsFor.size() > 1));
  }

  private Awaited get(String name) {
    return all.computeIfAbsent(name, Awaited::new);
  }

  Collection<Awaited> all() {
    return all.values();
  }

  /** The records of which it matters whether they are there. */
  List<String> doubtful() {
    return all.values().stream()
        .filter(awaited -> awaited.isRecord() && awaited.isOneOfSeveral())
        .map(Awaited::name)
        .toList();
  }

  void there(Set<String> names) {
    names.forEach(name -> get(name).isThere(true));
  }

  /**
   * @param waitsFor all that a record waits for; not empty
   */
  Awaited of(List<String> waitsFor) {
    if (waitsFor.size() == 1) {
      return get(waitsFor.getFirst());
    }
    List<Awaited> several = waitsFor.stream().map(this::get).toList();
    return several.stream()
        .filter(awaited -> awaited.isRecord() && !awaited.isThere())
        .reduce((first, next) -> next.waiting() > first.waiting() ? next : first)
        .or(() -> several.stream().filter(awaited -> !awaited.isRecord()).findFirst())
        .orElseGet(several::getFirst);
  }
}
