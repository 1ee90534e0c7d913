package homeroom.ingest;

import java.util.List;
import java.util.Optional;

/**
 * What of a source is to be read again.
 *
 * @param id of the request; the cause of what is written down of it
 * @param batch which one
 * @param entries which of its rows; empty for all of it
 * @param dryRun whether to say what would become of it and write nothing
 * @param person who asks
 */
public record Rereading(
    String id, String system, String batch, List<Entry> entries, boolean dryRun, String person) {

  /**
   * A row that is in quarantine.
   *
   * @param entryId of the entry, as the query store names it
   * @param quarantineId of the same, as the log names it
   * @param collection of which the row is one, where it is known
   */
  public record Entry(
      String entryId, String quarantineId, Optional<String> collection, String place) {}

  public Rereading {
    entries = List.copyOf(entries);
  }
}
