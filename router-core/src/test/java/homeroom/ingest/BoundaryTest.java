package homeroom.ingest;

import static homeroom.ingest.LiveSource.poll;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.AdapterFailure;
import homeroom.live.LiveBroker;
import homeroom.planning.Guard.Kind;
import homeroom.planning.Guard.Limit;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.schema.Boundary;
import homeroom.schema.ReceiptOutcome;
import homeroom.wire.Values;
import homeroom.wire.WireFormat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When a source's data is said to be complete, with a real broker. */
@ExtendWith(LiveBroker.class)
class BoundaryTest {

  private static final Instant EXPORTED = Instant.parse("2026-09-30T22:00:00Z");

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-10-01T02:00:00Z"));
  private final LiveSource sis =
      new LiveSource()
          .guardedBy(
              Guards.of(Map.of(Kind.UPDATES, Limit.share(0.5), Kind.DELETES, Limit.share(0.4))));

  @AfterEach
  void close() {
    sis.close();
  }

  private SourceIngest hub() {
    return sis.hub(() -> now.updateAndGet(before -> before.plusSeconds(1)));
  }

  private List<Boundary> boundaries() {
    return LiveBroker.boundaries(sis.topics().events(sis.system()));
  }

  /** Of each partition, what lies in it, in its order. */
  private Map<Integer, List<String>> log() {
    return LiveBroker.records(sis.topics().events(sis.system())).stream()
        .collect(
            Collectors.groupingBy(
                record -> record.partition(),
                TreeMap::new,
                Collectors.mapping(
                    record -> WireFormat.typeOf(record.value()), Collectors.toList())));
  }

  @Test
  void shouldMarkEachPartitionBehindTheEventsOfTheBatch() throws AdapterFailure {
    sis.source().holdsStudents(1, 1_200).producedAt(EXPORTED);
    BatchReport report = poll(hub());

    assertThat(log()).hasSize(LiveBroker.PARTITIONS);
    assertThat(log().values())
        .allSatisfy(
            types -> {
              assertThat(types).endsWith("DataEvent", "Boundary");
              assertThat(types).containsOnlyOnce("Boundary");
            });
    assertThat(boundaries())
        .hasSize(2)
        .allSatisfy(
            one -> {
              assertThat(one.getBatch()).isEqualTo(report.getBatchId());
              assertThat(one.getCompleteAt()).isEqualTo(Values.micros(EXPORTED));
              assertThat(one.getExportedAt()).isEqualTo(Values.micros(EXPORTED));
              assertThat(one.getArrivedAt()).isEqualTo(report.getStartedAt());
              assertThat(one.getPartitions()).isEqualTo(2);
            })
        .extracting(Boundary::getPartition)
        .containsExactlyInAnyOrder(0, 1);
    assertThat(boundaries()).extracting(Boundary::getBoundaryId).containsOnly(id());
  }

  private String id() {
    return boundaries().getFirst().getBoundaryId();
  }

  @Test
  void shouldMarkABatchInWhichNothingIsNewWithWhenItCame() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "Ada");
    poll(hub);
    BatchReport second = poll(hub);

    assertThat(sis.events()).hasSize(1);
    assertThat(boundaries()).hasSize(4);
    assertThat(boundaries().stream().filter(it -> !it.getBoundaryId().equals(id())))
        .hasSize(2)
        .allSatisfy(
            one -> {
              assertThat(one.getCompleteAt()).isEqualTo(second.getStartedAt());
              assertThat(one.getExportedAt()).isNull();
            });
  }

  @Test
  void shouldMarkAHeldBatchOnceItIsLetThroughAsOfItsExport() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "Ada", "2", "Bo");
    poll(hub);
    sis.source().holds("1", "A", "2", "B").producedAt(EXPORTED);
    BatchReport held = poll(hub);
    assertThat(held.getStatus()).isEqualTo(BatchStatus.HELD);
    assertThat(boundaries()).hasSize(2);

    hub.approve(held.getHeld(), "kim");

    assertThat(boundaries())
        .hasSize(4)
        .filteredOn(one -> held.getBatchId().equals(one.getBatch()))
        .hasSize(2)
        .allSatisfy(one -> assertThat(one.getCompleteAt()).isEqualTo(Values.micros(EXPORTED)));
  }

  @Test
  void shouldNotMarkABatchOfWhichTheDeletionsWait() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "Ada", "2", "Bo");
    poll(hub);
    sis.source().holds("1", "Ada");
    assertThat(poll(hub).getCode()).isEqualTo("BATCH_DELETES_HELD");

    assertThat(boundaries()).hasSize(2);
  }

  /** What changes afterwards does not say what the source lacks. */
  @Test
  void shouldMarkNoChangesBehindDeletionsThatWait() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "Ada", "2", "Bo");
    poll(hub);
    sis.source().holds("1", "Ada");
    poll(hub);
    sis.source().partial().holds("3", "Cy");
    assertThat(poll(hub).getStatus()).isEqualTo(BatchStatus.ACCEPTED);
    assertThat(boundaries()).hasSize(2);
    hub.close();
    SourceIngest next = hub();
    sis.source().holds("4", "Di");
    assertThat(poll(next).getStatus()).isEqualTo(BatchStatus.ACCEPTED);
    assertThat(boundaries()).as("after a restart").hasSize(2);

    sis.source().complete().holds("1", "Ada", "2", "Bo", "3", "Cy", "4", "Di");
    poll(next);
    assertThat(boundaries()).hasSize(4);
  }

  @Test
  void shouldMarkChangesAgainOnceTheDeletionsThatWaitedAreDropped() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "Ada", "2", "Bo");
    poll(hub);
    sis.source().holds("1", "Ada");
    BatchReport held = poll(hub);
    sis.source().partial().holds("3", "Cy");
    poll(hub);
    hub.drop(held.getHeld(), "kim");
    assertThat(boundaries()).hasSize(2);

    sis.source().holds("4", "Di");
    poll(hub);

    assertThat(boundaries()).hasSize(4);
  }

  @Test
  void shouldNotMarkABatchOfWhichARowWaitsForTheNextLook() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source()
        .holds("1", "Ada", "2", "Bo")
        .meanwhile(() -> sis.receipt("1", ReceiptOutcome.UPDATED));
    poll(hub);
    assertThat(boundaries()).isEmpty();

    poll(hub);

    assertThat(boundaries()).hasSize(2);
  }

  @Test
  void shouldSayOnceAMinuteThatALookFoundNothingNew() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "Ada").producedAt(now.get());
    poll(hub);
    sis.source().unchangedAt(now::get);
    hub.poll();
    assertThat(boundaries()).hasSize(2);

    Instant later = now.updateAndGet(before -> before.plusSeconds(60));
    hub.poll();
    hub.poll();

    assertThat(boundaries())
        .hasSize(4)
        .filteredOn(one -> one.getBatch() == null)
        .hasSize(2)
        .allSatisfy(one -> assertThat(Values.instant(one.getCompleteAt())).isAfterOrEqualTo(later));
  }

  @Test
  void shouldNotCallASourceCompleteOfWhichABatchIsHeldEvenAfterARestart() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "Ada", "2", "Bo");
    poll(hub);
    sis.source().holds("1", "A", "2", "B");
    poll(hub);
    sis.source().unchangedAt(() -> now.updateAndGet(before -> before.plusSeconds(120)));
    hub.poll();
    hub.close();
    hub().poll();

    assertThat(boundaries()).hasSize(2);
  }

  @Test
  void shouldCallASourceCompleteAfterARestart() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "Ada", "2", "Bo");
    poll(hub);
    hub.close();
    sis.source().unchangedAt(() -> now.updateAndGet(before -> before.plusSeconds(120)));
    hub().poll();

    assertThat(boundaries()).hasSize(4);
  }
}
