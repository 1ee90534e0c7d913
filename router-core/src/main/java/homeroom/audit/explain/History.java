package homeroom.audit.explain;

import homeroom.api.Value;
import homeroom.audit.FieldEntry;
import homeroom.schema.Change;
import homeroom.wire.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The values that one field had, by version of the record, as far back as is known. */
final class History {

  private final TreeMap<Long, Value> values = new TreeMap<>();

  /**
   * @param changes of the record, the oldest first
   * @param golden what is true of the field
   */
  History(String field, List<RecordLog.Arrived<Change>> changes, Optional<FieldEntry> golden) {
    for (RecordLog.Arrived<Change> arrived : changes) {
      Change change = arrived.message();
      Map<String, Value> after = Values.values(change.getAfter());
      if (after.containsKey(field)) {
        if (values.isEmpty()) {
          before(field, change);
        }
        values.put(change.getVersion(), after.get(field));
      }
    }
    golden.ifPresent(now -> values.put(now.version(), StoredValue.of(now)));
  }

  private void before(String field, Change change) {
    Value before = Values.values(change.getBefore()).get(field);
    if (before != null) {
      values.put(Long.MIN_VALUE, before);
    }
  }

  /** What the field held in a version; empty if it had no value then or that is not known. */
  Optional<Value> at(long version) {
    return Optional.ofNullable(values.floorEntry(version)).map(Map.Entry::getValue);
  }
}
