package homeroom.audit;

import java.time.Instant;
import java.util.List;

/**
 * What the hub holds to be true of one record.
 *
 * @param present whether the record exists
 * @param configuration the configuration under which it last changed
 * @param writtenAt when it last changed
 */
public record RecordEntry(
    Subject subject,
    long version,
    boolean present,
    List<FieldEntry> fields,
    String configuration,
    Instant writtenAt) {
  public RecordEntry {
    fields = List.copyOf(fields);
  }
}
