package homeroom.ingest;

import homeroom.api.RowPrint;
import homeroom.schema.Accepted;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What is accepted, changed as batches come in. */
final class CurrentRecords implements AcceptedRecords {

  private final Map<String, Said> records = new HashMap<>();
  private final Map<Part, Long> sizes = new HashMap<>();
  private final RowMemory rows = new RowMemory();
  private final Set<String> lost = new HashSet<>();

  private record Said(Accepted accepted, @Nullable RowPrint row) {}

  @Override
  public Optional<Accepted> find(String key) {
    return Optional.ofNullable(records.get(key)).map(Said::accepted);
  }

  @Override
  public void put(String key, Accepted accepted) {
    Said before = records.put(key, new Said(accepted, null));
    sizes.merge(Part.of(accepted.getCollection(), key), 1L, Long::sum);
    replaced(key, before);
  }

  @Override
  public void remove(String key) {
    replaced(key, records.remove(key));
  }

  private void replaced(String key, @Nullable Said before) {
    if (before != null) {
      sizes.merge(Part.of(before.accepted().getCollection(), key), -1L, Long::sum);
      if (before.row() != null) {
        if (rows.isPassed(before.row())) {
          lost.add(key);
        }
        rows.forget(before.row());
      }
    }
  }

  @Override
  public void vouch(RowPrint row, String collection, Collection<String> keys) {
    for (String key : keys) {
      Said said = records.get(key);
      if (said == null || !said.accepted().getCollection().equals(collection)) {
        return;
      }
    }
    for (String key : keys) {
      Said said = records.get(key);
      if (said.row() != null && !said.row().equals(row)) {
        rows.forget(said.row());
      }
      records.put(key, new Said(said.accepted(), row));
    }
    rows.remember(row, keys.size());
  }

  @Override
  public void forEach(BiConsumer<String, Accepted> each) {
    records.forEach((key, said) -> each.accept(key, said.accepted()));
  }

  @Override
  public Map<Part, Long> sizes() {
    return Map.copyOf(sizes);
  }

  @Override
  public RowMemory rows() {
    return rows;
  }

  /** The row that says what is accepted of a record. */
  Optional<RowPrint> row(String key) {
    return Optional.ofNullable(records.get(key)).map(Said::row);
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
