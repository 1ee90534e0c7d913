package homeroom.ingest;

import homeroom.ingest.EntityTally.Count;
import homeroom.schema.BatchCause;
import homeroom.schema.BatchReport;
import homeroom.schema.CollectionReport;
import homeroom.schema.EntityReport;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;
import java.util.function.ToLongFunction;

/** Counts what became of a batch's rows, by collection, entity and cause. Not thread-safe. */
final class BatchTally {

  private final Map<String, CollectionReport> collections = new TreeMap<>();
  private final EntityTally entities = new EntityTally();
  private final CauseTally causes = new CauseTally();

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

  /**
   * What was counted of rows that were left unread.
   *
   * @param records of which they speak
   */
  void add(BatchTally passed, Map<Part, Long> records) {
    for (CollectionReport other : passed.reports()) {
      CollectionReport report = of(other.getCollection());
      report.setRows(report.getRows() + other.getRows());
      report.setUnchanged(report.getUnchanged() + other.getUnchanged());
      report.setSkipped(report.getSkipped() + other.getSkipped());
    }
    records.forEach((part, number) -> entities.add(part, Count.UNCHANGED, number));
  }

  void created(Part part) {
    add(part.collection(), CollectionReport::getCreated, CollectionReport::setCreated);
    entities.add(part, Count.CREATED, 1);
  }

  void changed(Part part) {
    add(part.collection(), CollectionReport::getChanged, CollectionReport::setChanged);
    entities.add(part, Count.CHANGED, 1);
  }

  void unchanged(Part part) {
    add(part.collection(), CollectionReport::getUnchanged, CollectionReport::setUnchanged);
    entities.add(part, Count.UNCHANGED, 1);
  }

  void deleted(Part part) {
    add(part.collection(), CollectionReport::getDeleted, CollectionReport::setDeleted);
    entities.add(part, Count.DELETED, 1);
  }

  /** A record is not there, and not deleted yet. */
  void missing(Part part) {
    causes.missing(part);
  }

  void rejected(Rejection rejection) {
    add(rejection.collection(), CollectionReport::getRejected, CollectionReport::setRejected);
    entities.add(rejection.part(), Count.REJECTED, 1);
    causes.rejected(rejection);
  }

  void skipped(String collection) {
    add(collection, CollectionReport::getSkipped, CollectionReport::setSkipped);
  }

  void left(Part part) {
    add(part.collection(), CollectionReport::getLeft, CollectionReport::setLeft);
    entities.add(part, Count.LEFT, 1);
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

  /** Writes into a report what was counted before, and these deletions. */
  void deletionsBeside(BatchReport before, BatchReport report) {
    report.setCollections(deletionsBeside(before.getCollections()));
    report.setEntities(entities.deletionsBeside(before.getEntities()));
    report.setCauses(
        before.getCauses().stream()
            .filter(cause -> !cause.getOutcome().equals(CauseTally.HELD))
            .toList());
    Long events = before.getEvents();
    report.setEvents(events == null ? null : Long.valueOf(events + report.getEvents()));
  }

  private List<CollectionReport> deletionsBeside(Collection<CollectionReport> before) {
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

  List<EntityReport> entities() {
    return entities.reports();
  }

  List<BatchCause> causes() {
    return causes.causes();
  }
}
