package homeroom.audit;

import java.util.List;
import java.util.Optional;

/**
 * A part of a longer list.
 *
 * @param items in the list's order
 * @param cursor to ask for what follows; empty at the end
 */
public record Page<T>(List<T> items, Optional<String> cursor) {
  public Page {
    items = List.copyOf(items);
  }
}
