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
import org.jspecify.annotations.Nullable;

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
   * @param open the id of a batch that was cut short; null if there is none
   * @return how many there were
   * @throws IOException if some could not be removed
   */
  int tidy(Collection<BatchReport> reports, @Nullable String open) throws IOException {
    return raw.removeOlderThan(clock.instant().minus(keep), needed(reports, open));
  }

  /**
   * What is under way, and what was read last of each collection, whether that was taken in or
   * waits for a person: what waits behind a later one cannot be let through any more.
   */
  static Set<String> needed(Collection<BatchReport> reports, @Nullable String open) {
    Set<String> needed = new HashSet<>();
    if (open != null) {
      needed.add(open);
    }
    newest(reports, Set.of(BatchStatus.HELD, BatchStatus.ACCEPTED), needed);
    // What was accepted last stays as well, for whoever drops what waits.
    newest(reports, Set.of(BatchStatus.ACCEPTED), needed);
    return needed;
  }

  private static void newest(
      Collection<BatchReport> reports, Set<BatchStatus> which, Set<String> needed) {
    Map<String, BatchReport> newest = new HashMap<>();
    Comparator<BatchReport> age = Comparator.comparingLong(BatchReport::getStartedAt);
    for (BatchReport report : reports) {
      if (which.contains(report.getStatus())) {
        for (CollectionReport collection : report.getCollections()) {
          newest.merge(
              collection.getCollection(),
              report,
              (one, other) -> age.compare(one, other) >= 0 ? one : other);
        }
      }
    }
    newest.values().forEach(report -> needed.add(report.getBatchId()));
  }
}
