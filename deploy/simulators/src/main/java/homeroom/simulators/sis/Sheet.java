package homeroom.simulators.sis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One file's records, in the order in which they came; not thread-safe. */
final class Sheet {

  private final List<String> columns;
  private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();

  /** Whether exports fill status and time of change, as many systems do against the rules. */
  private final boolean stamped;

  Sheet(List<List<String>> table) {
    columns = new ArrayList<>(table.getFirst());
    for (List<String> cells : table.subList(1, table.size())) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        row.put(columns.get(i), i < cells.size() ? cells.get(i) : "");
      }
      rows.put(row.getOrDefault(Rules.ID, ""), row);
    }
    stamped = rows.values().stream().anyMatch(row -> !row.getOrDefault(Rules.STATUS, "").isEmpty());
  }

  Optional<Map<String, String>> get(String id) {
    return Optional.ofNullable(rows.get(id)).map(LinkedHashMap::new);
  }

  List<Map<String, String>> all() {
    return rows.values().stream().<Map<String, String>>map(LinkedHashMap::new).toList();
  }

  boolean has(String id) {
    return rows.containsKey(id);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  boolean knows(String column) {
    return columns.contains(column);
  }

  /**
   * Holds these values; columns that are not named keep theirs.
   *
   * @return whether that made a difference
   */
  boolean put(String id, Map<String, String> values, String now) {
    values.keySet().stream().filter(name -> !columns.contains(name)).forEach(columns::add);
    Map<String, String> before = rows.getOrDefault(id, Map.of());
    Map<String, String> after = new LinkedHashMap<>(before);
    values.forEach(after::put);
    after.put(Rules.ID, id);
    if (sameApartFromStamp(before, after)) {
      return false;
    }
    after.put(Rules.STATUS, stamped ? "active" : "");
    after.put(Rules.MODIFIED, stamped ? now : "");
    rows.put(id, after);
    return true;
  }

  boolean remove(String id) {
    return rows.remove(id) != null;
  }

  List<List<String>> table() {
    List<List<String>> table = new ArrayList<>();
    table.add(List.copyOf(columns));
    for (Map<String, String> row : rows.values()) {
      table.add(columns.stream().map(column -> row.getOrDefault(column, "")).toList());
    }
    return table;
  }

  private boolean sameApartFromStamp(Map<String, String> before, Map<String, String> after) {
    return !before.isEmpty()
        && columns.stream()
            .filter(column -> !column.equals(Rules.STATUS) && !column.equals(Rules.MODIFIED))
            .allMatch(
                column -> before.getOrDefault(column, "").equals(after.getOrDefault(column, "")));
  }
}
