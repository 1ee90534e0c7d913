package homeroom.ingest;

import static homeroom.ingest.LiveSource.poll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.live.LiveBroker;
import homeroom.schema.BatchCause;
import homeroom.schema.BatchReport;
import homeroom.schema.DataEvent;
import homeroom.schema.EntityReport;
import homeroom.schema.ReleasedSchemas;
import homeroom.wire.Values;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** With a real broker: by what a batch was read, and what became of whom, and why. */
@ExtendWith(LiveBroker.class)
final class BatchReportTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-09-01T08:00:00Z"));
  private final LiveSource sis = new LiveSource().guardedBy(Guards.HALF);

  @AfterEach
  void close() {
    sis.close();
  }

  private SourceIngest hub() {
    SourceIngest hub = sis.hub(() -> now.updateAndGet(before -> before.plusSeconds(1)));
    hub.configuration("c7");
    return hub;
  }

  @Test
  void shouldSayByWhatItWasReadAndWhen() throws AdapterFailure {
    sis.source().holds("1", "Ada", "2", "Bo");
    BatchReport report = poll(hub());

    assertThat(report.getConfiguration()).isEqualTo("c7");
    assertThat(report.getEventSchema()).isEqualTo(ReleasedSchemas.idOf(DataEvent.class));
    assertThat(report.getArrivedAt()).isEqualTo(report.getStartedAt());
    assertThat(report.getEvents()).isEqualTo(2);
  }

  @Test
  void shouldCountWhatBecameOfWhom() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "Ada", "2", "Bo", "3", "Cy").row(FakeSource.STAFF, "9", "Eve");
    poll(hub);
    sis.source().holds("1", "Ada", "2", "Beau", "4", "Di").row(FakeSource.STAFF, "9", "Eve");

    assertThat(poll(hub).getEntities())
        .containsExactly(
            new EntityReport(FakeSource.STAFF, "student", 0L, 0L, 1L, 0L, 0L, 0L),
            new EntityReport(FakeSource.STUDENTS, "student", 1L, 1L, 1L, 1L, 0L, 0L));
  }

  @Test
  void shouldCountWhyRowsCouldNotBeUsed() throws AdapterFailure {
    sis.source().holds("1", "Ada", "2", "Bo", "2", "Bob").unreadable(FakeSource.STUDENTS);
    sis.source().unreadable(FakeSource.STUDENTS);
    BatchReport report = poll(hub());

    assertThat(report.getCauses())
        .extracting(
            BatchCause::getOutcome,
            BatchCause::getEntity,
            BatchCause::getCode,
            BatchCause::getField,
            BatchCause::getNumber)
        .containsExactly(
            tuple("REJECTED", "student", "CSV_ROW", null, 2L),
            tuple("REJECTED", "student", "SOURCE_DOUBLE_KEY", null, 1L));
    assertThat(report.getEntities().getFirst().getRejected()).isEqualTo(3);
  }

  @Test
  void shouldSayOfWhatThereIsTooMuch() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "Ada", "2", "Bo", "3", "Cy", "4", "Di");
    poll(hub);
    sis.source().holds("1", "A");
    BatchReport report = poll(hub);

    assertThat(report.getCauses())
        .containsExactly(
            new BatchCause(
                "HELD", FakeSource.STUDENTS, "student", "BATCH_DELETES_HELD", "deletes", 3L));
    assertThat(report.getEvents()).isEqualTo(1);
    assertThat(report.getEntities().getFirst().getDeleted()).isZero();
  }

  @Test
  void shouldTellOfAnApprovedBatchWhenItCameAndAllThatBecameOfIt() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "Ada", "2", "Bo", "3", "Cy", "4", "Di");
    poll(hub);
    sis.source().holds("1", "A").unreadable(FakeSource.STAFF);
    BatchReport held = poll(hub);
    now.set(now.get().plusSeconds(3_600));
    BatchReport approved = hub.approve(held.getHeld(), "kim");

    assertThat(approved.getArrivedAt()).isEqualTo(held.getArrivedAt());
    assertThat(Values.instant(approved.getStartedAt()))
        .isAfter(Values.instant(held.getArrivedAt()).plusSeconds(3_599));
    assertThat(approved.getEvents()).isEqualTo(4);
    assertThat(approved.getEntities())
        .contains(new EntityReport(FakeSource.STUDENTS, "student", 0L, 1L, 0L, 3L, 0L, 0L));
    assertThat(approved.getCauses()).extracting(BatchCause::getOutcome).containsOnly("REJECTED");
  }

  @Test
  void shouldNotGrowWithTheColumnsAtFault() {
    CauseTally tally = new CauseTally();
    Failure failure = Failure.of(Failure.Kind.CONTENT, "CONTRACT_TYPE", "not a day", "mend it");
    IntStream.range(0, 2_000)
        .forEach(
            i -> tally.rejected(new Rejection("rows", "result", "rows:" + i, "c" + i, failure)));

    assertThat(tally.causes()).hasSize(501);
    assertThat(tally.causes().stream().mapToLong(BatchCause::getNumber).sum()).isEqualTo(2_000);
  }
}
