package homeroom.ingest;

import homeroom.api.FingerprintTable;
import homeroom.api.RowPrint;
import homeroom.schema.Accepted;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** What is accepted, changed as batches come in. */
final class CurrentRecords implements AcceptedRecords, AutoCloseable {

  private final SaidRecords records;
  private final Map<Part, Long> sizes = new HashMap<>();
  private final FingerprintTable.Memory memory;
  private final RowMemory rows;
  private final Set<String> lost = new HashSet<>();

  /** What was looked up last: of a row in hand the same is asked several times. */
  private Optional<Looked> looked = Optional.empty();

  private record Looked(String key, Optional<Said> said) {}

  /**
   * @param records which are none yet; closed with this
   * @param memory for what is known of rows
   */
  CurrentRecords(SaidRecords records, FingerprintTable.Memory memory) {
    this.records = records;
    this.memory = memory;
    rows = new RowMemory(memory);
  }

  @Override
  public Optional<Accepted> find(String key) {
    return get(key).map(Said::accepted);
  }

  @Override
  public void put(String key, Accepted accepted) {
    Optional<Said> before = get(key);
    put(key, new Said(accepted, Optional.empty()));
    sizes.merge(Part.of(accepted.getCollection(), key), 1L, Long::sum);
    before.ifPresent(it -> replaced(key, it));
  }

  @Override
  public void remove(String key) {
    Optional<Said> before = get(key);
    if (before.isPresent()) {
      looked = Optional.empty();
      records.remove(key);
      replaced(key, before.get());
    }
  }

  private void replaced(String key, Said before) {
    sizes.merge(Part.of(before.accepted().getCollection(), key), -1L, Long::sum);
    if (before.row().isPresent()) {
      if (rows.isPassed(before.row().get())) {
        lost.add(key);
      }
      rows.forget(before.row().get());
    }
  }

  @Override
  public void vouch(RowPrint row, String collection, Collection<String> keys) {
    Map<String, Said> vouched = new HashMap<>();
    for (String key : keys) {
      Optional<Said> said = get(key);
      if (said.filter(it -> it.accepted().getCollection().equals(collection)).isEmpty()) {
        return;
      }
      vouched.put(key, said.get());
    }
    vouched.forEach(
        (key, said) -> {
          said.row().filter(before -> !before.equals(row)).ifPresent(rows::forget);
          put(key, new Said(said.accepted(), Optional.of(row)));
        });
    rows.remember(row, keys.size());
  }

  @Override
  public void forEachNotPassed(BiConsumer<String, Accepted> each) {
    records.forEach(
        (key, said) -> {
          if (!lost.contains(key) && said.row().filter(rows::isPassed).isEmpty()) {
            each.accept(key, said.accepted());
          }
        });
  }

  @Override
  public void close() {
    records.close();
  }

  @Override
  public Map<Part, Long> sizes() {
    return Map.copyOf(sizes);
  }

  @Override
  public KeySet noKeys() {
    return new KeySet(memory);
  }

  @Override
  public RowMemory rows() {
    return rows;
  }

  /** The row that says what is accepted of a record. */
  Optional<RowPrint> row(String key) {
    return get(key).flatMap(Said::row);
  }

  private Optional<Said> get(String key) {
    if (looked.filter(it -> it.key().equals(key)).isEmpty()) {
      looked = Optional.of(new Looked(key, records.get(key)));
    }
    return looked.get().said();
  }

  private void put(String key, Said said) {
    looked = Optional.empty();
    records.put(key, said);
  }

  @Override
  public void read(String key) {
    row(key).ifPresent(rows::take);
  }

  @Override
  public boolean isPassed(String key) {
    return lost.contains(key) || row(key).filter(rows::isPassed).isPresent();
  }

  @Override
  public void begin() {
    rows.begin();
    lost.clear();
  }

  @Override
  public boolean lostPassed() {
    return !lost.isEmpty();
  }
}
