package homeroom.audit.explain;

import homeroom.api.Value;
import homeroom.audit.FieldEntry;
import homeroom.schema.Change;
import homeroom.schema.FieldValue;
import homeroom.wire.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The values that one field had, by version of the record, as far back as is known. */
final class History {

  /** What the oldest change that is known replaced; in which version that came is not known. */
  private static final long BEFORE = Long.MIN_VALUE;

  private final TreeMap<Long, Value> values = new TreeMap<>();

  /**
   * @param changes of the record, the oldest first
   * @param golden what is true of the field
   */
  History(String field, List<RecordLog.Arrived<Change>> changes, Optional<FieldEntry> golden) {
    for (RecordLog.Arrived<Change> arrived : changes) {
      Change change = arrived.message();
      Optional<Value> after = value(field, change.getAfter());
      if (after.isPresent()) {
        if (values.isEmpty()) {
          value(field, change.getBefore()).ifPresent(before -> values.put(BEFORE, before));
        }
        values.put(change.getVersion(), after.get());
      }
    }
    golden.ifPresent(now -> values.put(now.version(), StoredValue.of(now)));
  }

  private static Optional<Value> value(String field, List<FieldValue> fields) {
    return fields.stream().filter(it -> it.getName().equals(field)).findFirst().map(Values::value);
  }

  /** What the field held in a version; empty if it had no value then or that is not known. */
  Optional<Value> at(long version) {
    return Optional.ofNullable(values.floorEntry(version)).map(Map.Entry::getValue);
  }

  /** The same, as far as it is certain of any version, also those from before the log begins. */
  Optional<Value> certainAt(long version) {
    return Optional.ofNullable(values.floorEntry(version))
        .filter(entry -> entry.getKey() != BEFORE)
        .map(Map.Entry::getValue);
  }
}
