package homeroom.reconcile;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.reconcile.compare.Golden;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a hub knows, held in memory; it can change between two questions, or be away. */
final class HubRecords implements Records {

  private final Map<RecordKey, Golden> golden = new TreeMap<>();
  private final Map<RecordKey, Long> standings = new HashMap<>();
  private final Map<RecordKey, Known> owed = new HashMap<>();
  private boolean away;
  private int pages;

  /** A record with the fields {@code name, value, …}, in step everywhere. */
  HubRecords holding(String record, String... fields) {
    return holding(1, record, fields);
  }

  HubRecords holding(long version, String record, String... fields) {
    Map<String, Golden.Held> held = new HashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      held.put(fields[i], new Golden.Held(Value.text(fields[i + 1]), "sis", "rank"));
    }
    RecordKey key = RecordKey.parse(record);
    golden.put(key, new Golden(key, version, true, held));
    standings.putIfAbsent(key, 1L);
    return this;
  }

  /** Something was delivered. */
  void delivered(String record) {
    standings.merge(RecordKey.parse(record), 1L, Long::sum);
  }

  void owing(String record, Known known) {
    owed.put(RecordKey.parse(record), known);
  }

  void away(boolean now) {
    away = now;
  }

  int pages() {
    return pages;
  }

  @Override
  public void catchUp() {
    ask();
  }

  private void ask() {
    if (away) {
      throw new RecordsUnavailable(new IllegalStateException("away"));
    }
  }

  @Override
  public List<Golden> after(String entity, Optional<String> key, int limit) {
    ask();
    pages++;
    return golden.values().stream()
        .filter(one -> one.record().entity().equals(entity))
        .filter(one -> key.isEmpty() || one.record().key().compareTo(key.get()) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public Map<RecordKey, Golden> find(Collection<RecordKey> records) {
    return among(golden, records);
  }

  @Override
  public Map<RecordKey, Known> owed(String consumer, Collection<RecordKey> records) {
    return among(owed, records);
  }

  @Override
  public Map<RecordKey, Long> standings(String consumer, Collection<RecordKey> records) {
    return among(standings, records);
  }

  @Override
  public Map<RecordKey, Known> rejected(String source, Collection<RecordKey> records) {
    return Map.of();
  }

  private <T> Map<RecordKey, T> among(Map<RecordKey, T> all, Collection<RecordKey> records) {
    ask();
    Map<RecordKey, T> some = new HashMap<>(all);
    some.keySet().retainAll(records);
    return some;
  }
}
