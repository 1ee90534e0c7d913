package homeroom.ingest;

import homeroom.api.RowPrint;
import homeroom.schema.Accepted;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What would be accepted; what is accepted stays as it is. */
final class RehearsedRecords implements AcceptedRecords {

  private final CurrentRecords current;
  private final Map<String, Optional<Accepted>> changed = new HashMap<>();
  private final Map<Part, Long> sizes;

  RehearsedRecords(CurrentRecords current) {
    this.current = current;
    sizes = new HashMap<>(current.sizes());
  }

  @Override
  public Optional<Accepted> find(String key) {
    Optional<Accepted> found = changed.get(key);
    return found != null ? found : current.find(key);
  }

  @Override
  public void put(String key, Accepted accepted) {
    change(key, Optional.of(accepted));
  }

  @Override
  public void remove(String key) {
    change(key, Optional.empty());
  }

  private void change(String key, Optional<Accepted> now) {
    count(key, find(key), -1);
    count(key, now, 1);
    changed.put(key, now);
    current.read(key);
  }

  private void count(String key, Optional<Accepted> accepted, long by) {
    accepted.ifPresent(it -> sizes.merge(Part.of(it.getCollection(), key), by, Long::sum));
  }

  @Override
  public void vouch(RowPrint row, String collection, Collection<String> keys) {
    // Nobody took the row in.
  }

  @Override
  public void forEachNotPassed(BiConsumer<String, Accepted> each) {
    current.forEachNotPassed(
        (key, accepted) -> {
          if (!changed.containsKey(key)) {
            each.accept(key, accepted);
          }
        });
    changed.forEach(
        (key, now) -> {
          if (now.isPresent() && !current.isPassed(key)) {
            each.accept(key, now.get());
          }
        });
  }

  @Override
  public Map<Part, Long> sizes() {
    return Map.copyOf(sizes);
  }

  @Override
  public KeySet noKeys() {
    return current.noKeys();
  }

  @Override
  public RowMemory rows() {
    return current.rows();
  }

  @Override
  public void read(String key) {
    current.read(key);
  }

  @Override
  public boolean isPassed(String key) {
    return current.isPassed(key);
  }

  @Override
  public void begin() {
    current.begin();
    // What is rehearsed of a record, its row does not say.
    changed.keySet().forEach(current::read);
  }

  @Override
  public boolean lostPassed() {
    return current.lostPassed();
  }
}
