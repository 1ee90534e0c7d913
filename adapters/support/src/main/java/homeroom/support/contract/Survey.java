package homeroom.support.contract;

import homeroom.api.contract.Column;
import homeroom.api.contract.FileContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must be known of a whole file before its first row is judged: which keys stand in more than
 * one row, and the values of columns that others refer to. Of both it keeps fingerprints, outside
 * of the heap, and of no more rows than the contract lets a file have. Used once, on one thread.
 */
public final class Survey {

  private final FileContract contract;
  private final Places places;
  private final SeenTexts keys = new SeenTexts();
  private final Map<String, SeenTexts> values = new HashMap<>();
  private long rows;

  /**
   * @param header the columns of the file, in its order
   */
  public Survey(FileContract contract, List<String> header) {
    this.contract = contract;
    this.places = new Places(header);
    for (Column column : contract.columns()) {
      column.in().ifPresent(name -> values.put(name, new SeenTexts()));
    }
  }

  /** Adds a row that can be read. */
  public void add(List<String> cells) {
    rows++;
    if (rows <= contract.rows().most()) {
      places.key(contract, cells).ifPresent(keys::add);
      values.forEach((name, known) -> known.add(List.of(places.cell(name, cells))));
    }
  }

  /** The rows' judge, after all rows were added. */
  public RowCheck check() {
    return new RowCheck(contract, places, keys, Map.copyOf(values));
  }

  /** Where the columns of a file stand. */
  record Places(Map<String, Integer> byName) {

    Places(List<String> header) {
      this(new HashMap<>());
      header.forEach(name -> byName.put(name, byName.size()));
    }

    /** Without the blanks around it. */
    String cell(String name, List<String> cells) {
      return raw(name, cells).strip();
    }

    String raw(String name, List<String> cells) {
      return cells.get(byName.getOrDefault(name, -1));
    }

    /** Empty if there is no key, or a part of it is blank. */
    Optional<List<String>> key(FileContract contract, List<String> cells) {
      List<String> key = contract.key().stream().map(name -> cell(name, cells)).toList();
      return key.isEmpty() || key.contains("") ? Optional.empty() : Optional.of(key);
    }
  }
}
