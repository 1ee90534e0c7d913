package homeroom.ingest;

import homeroom.schema.BatchReport;
import homeroom.schema.CollectionReport;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The collections of which the hub does not have what the source last said, because some of that
 * waits for a person. What changes since does not make up for it; all of the collection does.
 */
final class HeldBack {

  private final Set<String> collections = new HashSet<>();

  static HeldBack by(Collection<BatchReport> reports) {
    HeldBack held = new HeldBack();
    reports.stream()
        .sorted(Comparator.comparingLong(BatchReport::getStartedAt))
        .forEach(held::after);
    return held;
  }

  boolean isNothing() {
    return collections.isEmpty();
  }

  /** Notes what became of a batch that was read behind the others. */
  void after(BatchReport report) {
    switch (report.getStatus()) {
      case ACCEPTED, DROPPED -> collections.removeAll(complete(report));
      case HELD -> {
        collections.removeAll(complete(report));
        collections.addAll(waiting(report));
      }
      case STARTED, FAILED -> {
        // Nothing is known of it that was not known before.
      }
    }
  }

  private static Set<String> complete(BatchReport report) {
    return report.getCollections().stream()
        .filter(it -> Boolean.TRUE.equals(it.getComplete()))
        .map(CollectionReport::getCollection)
        .collect(Collectors.toSet());
  }

  private static Set<String> waiting(BatchReport report) {
    Stream<String> names =
        Held.DELETES.equals(report.getCode())
            ? report.getCauses().stream()
                .filter(it -> it.getOutcome().equals(CauseTally.HELD))
                .map(it -> it.getCollection())
            : report.getCollections().stream().map(CollectionReport::getCollection);
    return names.collect(Collectors.toSet());
  }
}
