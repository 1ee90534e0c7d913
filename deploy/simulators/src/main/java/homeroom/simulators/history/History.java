package homeroom.simulators.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values that programs wrote into a stand-in, field by field, in the order in which they were
 * applied; so one can see whether an older value ever came after a newer one. What people change
 * there is not noted. Thread-safe.
 */
public final class History {

  /**
   * A field of a record, in the stand-in's own words.
   *
   * @param target the kind of thing, for example {@code users}
   * @param record its natural key there
   */
  public record Place(String target, String record, String field) {}

  private final Map<Place, List<String>> written = new HashMap<>();

  /** A write was applied; what it left as it was, and what it blanked, is not noted. */
  public synchronized void note(
      String target, String record, Map<String, String> before, Map<String, String> after) {
    after.forEach(
        (field, value) -> {
          if (!value.isEmpty() && !value.equals(before.get(field))) {
            written
                .computeIfAbsent(new Place(target, record, field), none -> new ArrayList<>())
                .add(value);
          }
        });
  }

  /** All values of each field, the oldest first. */
  public synchronized Map<Place, List<String>> all() {
    Map<Place, List<String>> all = new HashMap<>();
    written.forEach((place, values) -> all.put(place, List.copyOf(values)));
    return all;
  }
}
