package homeroom.ingest;

import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** As {@link DiskRecords}, for tests that begin thousands of times. */
final class HeapRecords implements SaidRecords {

  private final TreeMap<String, Said> records = new TreeMap<>();

  @Override
  public Optional<Said> get(String key) {
    return Optional.ofNullable(records.get(key));
  }

  @Override
  public void put(String key, Said said) {
    records.put(key, said);
  }

  @Override
  public void remove(String key) {
    records.remove(key);
  }

  @Override
  public void forEach(BiConsumer<String, Said> each) {
    new TreeMap<>(records).forEach(each);
  }

  @Override
  public void close() {}
}
