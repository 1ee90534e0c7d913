package homeroom.ingest;

import homeroom.schema.CollectionReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what became of a batch's rows, by collection. Not thread-safe. */
final class BatchTally {

  private final Map<String, CollectionReport> collections = new TreeMap<>();

  CollectionReport of(String collection) {
    return collections.computeIfAbsent(
        collection, name -> new CollectionReport(name, 0L, 0L, 0L, 0L, 0L, 0L, 0L, null, 0L));
  }

  void row(String collection) {
    CollectionReport report = of(collection);
    report.setRows(report.getRows() + 1);
  }

  void created(String collection) {
    CollectionReport report = of(collection);
    report.setCreated(report.getCreated() + 1);
  }

  void changed(String collection) {
    CollectionReport report = of(collection);
    report.setChanged(report.getChanged() + 1);
  }

  void unchanged(String collection) {
    CollectionReport report = of(collection);
    report.setUnchanged(report.getUnchanged() + 1);
  }

  void deleted(String collection) {
    CollectionReport report = of(collection);
    report.setDeleted(report.getDeleted() + 1);
  }

  void rejected(String collection) {
    CollectionReport report = of(collection);
    report.setRejected(report.getRejected() + 1);
  }

  void skipped(String collection) {
    CollectionReport report = of(collection);
    report.setSkipped(report.getSkipped() + 1);
  }

  void left(String collection) {
    CollectionReport report = of(collection);
    report.setLeft(report.getLeft() + 1);
  }

  /** Whether the batch holds all of a collection. */
  void complete(String collection, boolean complete) {
    of(collection).setComplete(complete);
  }

  List<CollectionReport> reports() {
    return List.copyOf(collections.values());
  }
}
