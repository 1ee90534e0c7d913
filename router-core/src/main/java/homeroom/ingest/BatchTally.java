package homeroom.ingest;

import homeroom.schema.CollectionReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;
import java.util.function.ToLongFunction;

/** Counts what became of a batch's rows, by collection. Not thread-safe. */
final class BatchTally {

  private final Map<String, CollectionReport> collections = new TreeMap<>();

  CollectionReport of(String collection) {
    return collections.computeIfAbsent(
        collection, name -> new CollectionReport(name, 0L, 0L, 0L, 0L, 0L, 0L, 0L, null, 0L, null));
  }

  void row(String collection) {
    add(collection, CollectionReport::getRows, CollectionReport::setRows);
  }

  /** A row was left unread that says what is accepted of some records, or of none. */
  void passed(String collection, int records) {
    CollectionReport report = of(collection);
    report.setRows(report.getRows() + 1);
    report.setUnchanged(report.getUnchanged() + records);
    report.setSkipped(report.getSkipped() + (records == 0 ? 1 : 0));
  }

  /** What was counted of other rows. */
  void add(BatchTally passed) {
    for (CollectionReport other : passed.reports()) {
      CollectionReport report = of(other.getCollection());
      report.setRows(report.getRows() + other.getRows());
      report.setUnchanged(report.getUnchanged() + other.getUnchanged());
      report.setSkipped(report.getSkipped() + other.getSkipped());
    }
  }

  void created(String collection) {
    add(collection, CollectionReport::getCreated, CollectionReport::setCreated);
  }

  void changed(String collection) {
    add(collection, CollectionReport::getChanged, CollectionReport::setChanged);
  }

  void unchanged(String collection) {
    add(collection, CollectionReport::getUnchanged, CollectionReport::setUnchanged);
  }

  void deleted(String collection) {
    add(collection, CollectionReport::getDeleted, CollectionReport::setDeleted);
  }

  void rejected(String collection) {
    add(collection, CollectionReport::getRejected, CollectionReport::setRejected);
  }

  void skipped(String collection) {
    add(collection, CollectionReport::getSkipped, CollectionReport::setSkipped);
  }

  void left(String collection) {
    add(collection, CollectionReport::getLeft, CollectionReport::setLeft);
  }

  private void add(
      String collection,
      ToLongFunction<CollectionReport> count,
      ObjLongConsumer<CollectionReport> set) {
    CollectionReport report = of(collection);
    set.accept(report, count.applyAsLong(report) + 1);
  }

  /** Whether the batch holds all of a collection. */
  void complete(String collection, boolean complete) {
    of(collection).setComplete(complete);
  }

  /** By the contract of which version of its format a collection is read. */
  void format(String collection, String format) {
    of(collection).setFormat(format);
  }

  /** What was counted before, and these deletions. */
  List<CollectionReport> deletionsBeside(List<CollectionReport> before) {
    return before.stream()
        .map(CollectionReport::newBuilder)
        .map(
            report ->
                report.setDeleted(report.getDeleted() + of(report.getCollection()).getDeleted()))
        .map(CollectionReport.Builder::build)
        .toList();
  }

  List<CollectionReport> reports() {
    return List.copyOf(collections.values());
  }
}
