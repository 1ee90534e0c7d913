package homeroom.support.contract;

import homeroom.api.contract.Column;
import homeroom.api.contract.FileContract;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What must be known of a whole file before its first row is judged: which keys stand in more than
 * one row, and the values of columns that others refer to. Memory grows with the number of rows if
 * the contract has a key or such a column. Used once, on one thread.
 */
public final class Survey {

  private final FileContract contract;
  private final Places places;
  private final Set<List<String>> keys = new HashSet<>();
  private final Set<List<String>> doubled = new HashSet<>();
  private final Map<String, Set<String>> values = new HashMap<>();

  /**
   * @param header the columns of the file, in its order
   */
  public Survey(FileContract contract, List<String> header) {
    this.contract = contract;
    this.places = new Places(header);
    for (Column column : contract.columns()) {
      column.in().ifPresent(name -> values.put(name, new HashSet<>()));
    }
  }

  /** Adds a row that can be read. */
  public void add(List<String> cells) {
    places.key(contract, cells).ifPresent(this::addKey);
    values.forEach((name, known) -> known.add(places.cell(name, cells)));
  }

  /** The rows' judge, after all rows were added. */
  public RowCheck check() {
    return new RowCheck(contract, places, Set.copyOf(doubled), Map.copyOf(values));
  }

  private void addKey(List<String> key) {
    if (!keys.add(key)) {
      doubled.add(key);
    }
  }

  /** Where the columns of a file stand. */
  record Places(Map<String, Integer> byName) {

    Places(List<String> header) {
      this(new HashMap<>());
      header.forEach(name -> byName.put(name, byName.size()));
    }

    String cell(String name, List<String> cells) {
      return cells.get(byName.getOrDefault(name, -1)).strip();
    }

    /** Empty if there is no key, or a part of it is blank. */
    Optional<List<String>> key(FileContract contract, List<String> cells) {
      List<String> key = contract.key().stream().map(name -> cell(name, cells)).toList();
      return key.isEmpty() || key.contains("") ? Optional.empty() : Optional.of(key);
    }
  }
}
