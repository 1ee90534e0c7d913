package homeroom.app.chaos;

import homeroom.app.demo.EventOutcomes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of all that was said.
 *
 * @param found edits that are in the hub's log
 * @param overtaken edits that a later one of the same field replaced before the hub looked
 * @param lost edits that are neither
 * @param untrue edits that were said last about their field, and are not what the golden record
 *     holds
 * @param events different events in the log
 * @param unaccounted events without a movement that says what became of them
 * @param twice events that were accepted twice for the same field, and deliveries that ended twice
 */
record Accounts(
    long found,
    long overtaken,
    List<Edit> lost,
    List<Edit> untrue,
    long events,
    List<Said> unaccounted,
    List<Moved> twice) {

  private static final Set<String> ENDS = Set.of("DELIVERED", "HANDED_OVER");

  /** A field of which one system decides. */
  private record Spot(String system, String record, String field) {}

  /**
   * @param edits in the order in which they were made
   * @param golden the values that are true in the end, as text, by record and field
   */
  static Accounts of(
      List<Edit> edits,
      List<Said> said,
      List<Moved> moved,
      Map<String, Map<String, String>> golden) {
    Map<Spot, Set<String>> values = new HashMap<>();
    for (Said one : said) {
      one.fields()
          .forEach(
              (field, value) ->
                  values
                      .computeIfAbsent(
                          new Spot(one.system(), one.record(), field), none -> new HashSet<>())
                      .add(value));
    }
    long found = 0;
    long overtaken = 0;
    List<Edit> lost = new ArrayList<>();
    Map<Spot, Edit> last = new LinkedHashMap<>();
    Set<Spot> saidLater = new HashSet<>();
    for (Edit edit : edits.reversed()) {
      Spot spot = new Spot(edit.system(), edit.record(), edit.field());
      last.putIfAbsent(spot, edit);
      if (values.getOrDefault(spot, Set.of()).contains(edit.value())) {
        found++;
        saidLater.add(spot);
      } else if (saidLater.contains(spot) && !edit.own()) {
        overtaken++;
      } else {
        lost.add(edit);
      }
    }
    List<Edit> untrue =
        last.values().stream()
            .filter(
                edit ->
                    !edit.value()
                        .equals(golden.getOrDefault(edit.record(), Map.of()).get(edit.field())))
            .toList();
    Map<String, Said> open = new LinkedHashMap<>();
    said.forEach(one -> open.put(one.event(), one));
    long events = open.size();
    moved.stream().filter(Accounts::accountsForItsCause).forEach(one -> open.remove(one.cause()));
    return new Accounts(
        found, overtaken, lost, untrue, events, List.copyOf(open.values()), twice(moved));
  }

  /** What cannot be used is accounted for as well. */
  private static boolean accountsForItsCause(Moved moved) {
    return EventOutcomes.include(moved.outcome()) || moved.outcome().equals("QUARANTINED");
  }

  private static List<Moved> twice(List<Moved> moved) {
    List<Moved> twice = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>();
    for (Moved one : moved) {
      boolean again = false;
      if (one.outcome().equals("ACCEPTED")) {
        for (String field : one.fields()) {
          again |= !seen.add(List.of(one.cause(), one.record(), field));
        }
      } else if (ENDS.contains(one.outcome())) {
        again = !seen.add(List.of(one.outcome(), one.delivery()));
      }
      if (again) {
        twice.add(one);
      }
    }
    return twice;
  }
}
