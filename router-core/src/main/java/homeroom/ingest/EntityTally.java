package homeroom.ingest;

import homeroom.schema.EntityReport;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;
import java.util.function.ToLongFunction;

/** Counts what became of a batch's records, by collection and entity. Not thread-safe. */
final class EntityTally {

  private final Map<Part, EntityReport> parts = new TreeMap<>();

  /** Something of which records are counted. */
  enum Count {
    CREATED(EntityReport::getCreated, EntityReport::setCreated),
    CHANGED(EntityReport::getChanged, EntityReport::setChanged),
    UNCHANGED(EntityReport::getUnchanged, EntityReport::setUnchanged),
    DELETED(EntityReport::getDeleted, EntityReport::setDeleted),
    REJECTED(EntityReport::getRejected, EntityReport::setRejected),
    LEFT(EntityReport::getLeft, EntityReport::setLeft);

    private final ToLongFunction<EntityReport> get;
    private final ObjLongConsumer<EntityReport> set;

    Count(ToLongFunction<EntityReport> get, ObjLongConsumer<EntityReport> set) {
      this.get = get;
      this.set = set;
    }
  }

  void add(Part part, Count count, long number) {
    EntityReport report =
        parts.computeIfAbsent(
            part, it -> new EntityReport(it.collection(), it.entity(), 0L, 0L, 0L, 0L, 0L, 0L));
    count.set.accept(report, count.get.applyAsLong(report) + number);
  }

  /** What was counted before, and the deletions that were counted here. */
  List<EntityReport> deletionsBeside(Collection<EntityReport> before) {
    EntityTally both = new EntityTally();
    before.forEach(
        it ->
            both.parts.put(
                new Part(it.getCollection(), it.getEntity()), EntityReport.newBuilder(it).build()));
    parts.forEach((part, report) -> both.add(part, Count.DELETED, report.getDeleted()));
    return both.reports();
  }

  List<EntityReport> reports() {
    return List.copyOf(parts.values());
  }
}
