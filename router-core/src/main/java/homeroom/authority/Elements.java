package homeroom.authority;

import homeroom.api.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Changes of sets, element by element. */
final class Elements {

  private Elements() {}

  /**
   * What is true when one side turned a set into another while others changed it as well: what it
   * added is there, what it took away is not, and all the rest is as the others left it. Elements
   * keep their order; new ones come last.
   *
   * @param base what the side held before
   * @param said what it says now
   * @return empty if one of them is no list
   */
  static Optional<Value> merge(Value base, Value said, Value current) {
    Optional<List<String>> before = items(base);
    Optional<List<String>> after = items(said);
    Optional<List<String>> held = items(current);
    if (before.isEmpty() || after.isEmpty() || held.isEmpty()) {
      return Optional.empty();
    }
    Set<String> merged = new LinkedHashSet<>(held.get());
    List<String> takenAway = new ArrayList<>(before.get());
    takenAway.removeAll(after.get());
    List<String> added = new ArrayList<>(after.get());
    added.removeAll(before.get());
    takenAway.forEach(merged::remove);
    merged.addAll(added);
    return Optional.of(Value.items(List.copyOf(merged)));
  }

  /** A set that was cleared has no elements. */
  private static Optional<List<String>> items(Value value) {
    return switch (value) {
      case Value.Items(var items) -> Optional.of(items);
      case Value.Null n -> Optional.of(List.of());
      case Value.Text t -> Optional.empty();
      case Value.Flag f -> Optional.empty();
      case Value.Whole w -> Optional.empty();
      case Value.Decimal d -> Optional.empty();
      case Value.Day d -> Optional.empty();
      case Value.Moment m -> Optional.empty();
    };
  }
}
