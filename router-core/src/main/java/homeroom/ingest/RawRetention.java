package homeroom.ingest;

import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.schema.CollectionReport;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * For how long the files are kept that one source was read from.
 *
 * @param raw where they lie
 * @param keep since they came last
 */
public record RawRetention(FileRawStore raw, Duration keep, InstantSource clock) {

  /**
   * Removes those that are too old and that nobody waits for.
   *
   * @param reports of all batches of the source
   * @return how many there were
   * @throws IOException if one could not be removed
   */
  int tidy(Collection<BatchReport> reports) throws IOException {
    return raw.removeOlderThan(clock.instant().minus(keep), needed(reports));
  }

  /** What waits for a person, what is under way, and what was accepted last of each collection. */
  static Set<String> needed(Collection<BatchReport> reports) {
    Set<String> needed = new HashSet<>();
    Map<String, BatchReport> newest = new HashMap<>();
    Comparator<BatchReport> age = Comparator.comparingLong(BatchReport::getStartedAt);
    for (BatchReport report : reports) {
      BatchStatus status = report.getStatus();
      if (status == BatchStatus.HELD || status == BatchStatus.STARTED) {
        needed.add(report.getBatchId());
      }
      if (status == BatchStatus.HELD || status == BatchStatus.ACCEPTED) {
        for (CollectionReport collection : report.getCollections()) {
          newest.merge(
              collection.getCollection(),
              report,
              (one, other) -> age.compare(one, other) >= 0 ? one : other);
        }
      }
    }
    newest.values().forEach(report -> needed.add(report.getBatchId()));
    return needed;
  }
}
