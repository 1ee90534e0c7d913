package homeroom.reconcile;

import homeroom.api.RecordKey;
import homeroom.reconcile.compare.Golden;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A hub that holds nothing. */
public final class NoRecords implements Records {

  @Override
  public void catchUp() {}

  @Override
  public List<Golden> after(String entity, Optional<String> key, int limit) {
    return List.of();
  }

  @Override
  public Map<RecordKey, Golden> find(Collection<RecordKey> records) {
    return Map.of();
  }

  @Override
  public Map<RecordKey, Known> owed(String consumer, Collection<RecordKey> records) {
    return Map.of();
  }

  @Override
  public Map<RecordKey, Long> standings(String consumer, Collection<RecordKey> records) {
    return Map.of();
  }

  @Override
  public Map<RecordKey, Known> rejected(String source, Collection<RecordKey> records) {
    return Map.of();
  }
}
