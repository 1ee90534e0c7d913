package homeroom.ingest;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Of which entities the records are that rows speak of which were left unread. Of such a row only
 * the number of its records is known; but each record that was there before is in one of these, in
 * a row that was read, or gone.
 */
final class UnreadRecords {

  private final Map<Part, Long> found = new HashMap<>();

  /** A record that was known before was found in a row, or is gone. */
  void accountedFor(Part part) {
    found.merge(part, 1L, Long::sum);
  }

  /**
   * @param unread how many records are in rows that were left unread, by collection
   * @param before how many records were known of each part
   * @param entity of all rows of a collection, or none if there are several
   */
  Map<Part, Long> byEntity(
      Map<String, Long> unread, Map<Part, Long> before, UnaryOperator<String> entity) {
    Map<Part, Long> all = new TreeMap<>();
    unread.forEach(
        (collection, number) -> {
          // Rows that no mapping selects speak of none.
          if (number == 0) {
            return;
          }
          Map<Part, Long> rest = rest(collection, before);
          long sum = rest.values().stream().mapToLong(Long::longValue).sum();
          boolean sure = sum == number && rest.values().stream().noneMatch(it -> it < 0);
          all.putAll(sure ? rest : Map.of(new Part(collection, entity.apply(collection)), number));
        });
    return all;
  }

  private Map<Part, Long> rest(String collection, Map<Part, Long> before) {
    Map<Part, Long> rest = new HashMap<>();
    before.forEach(
        (part, number) -> {
          if (part.collection().equals(collection)) {
            rest.put(part, number - found.getOrDefault(part, 0L));
          }
        });
    rest.values().removeIf(it -> it == 0);
    return rest;
  }
}
