package homeroom.ingest;

import static homeroom.ingest.LiveSource.poll;
import static homeroom.ingest.LiveSource.students;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.api.AdapterFailure;
import homeroom.live.LiveBroker;
import homeroom.planning.Guard;
import homeroom.planning.Guard.Kind;
import homeroom.planning.Guard.Limit;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.schema.ReceiptOutcome;
import homeroom.wire.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What waits for a person, with a real broker. */
@ExtendWith(LiveBroker.class)
class HeldBatchTest {

  private static final Guard GUARD =
      Guards.of(
          Map.of(
              Kind.CREATES, Limit.share(1),
              Kind.UPDATES, Limit.share(0.5),
              Kind.DELETES, Limit.share(0.5),
              Kind.REJECTS, Limit.share(0.3)));

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-10-01T02:00:00Z"));
  private final LiveSource sis = new LiveSource().guardedBy(GUARD);

  @AfterEach
  void close() {
    sis.close();
  }

  /** Each look at the clock is a later one, so that no two batches begin at once. */
  private SourceIngest fresh() {
    return sis.hub(() -> now.updateAndGet(before -> before.plusSeconds(1)));
  }

  private SourceIngest hub() throws AdapterFailure {
    SourceIngest hub = fresh();
    sis.source().holds("1", "Ada", "2", "Bo", "3", "Cy", "4", "Di");
    poll(hub);
    return hub;
  }

  private static void refused(ThrowingCallable deed, String code) {
    assertThatThrownBy(deed)
        .isInstanceOfSatisfying(
            AdapterFailure.class, it -> assertThat(it.failure().code()).isEqualTo(code));
  }

  private int events() {
    return sis.events().size();
  }

  @Test
  void shouldTakeInNothingOfAFileInWhichTooMuchIsOther() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "A", "2", "B", "3", "C", "5", "New");
    BatchReport report = poll(hub);

    assertThat(report.getStatus()).isEqualTo(BatchStatus.HELD);
    assertThat(report.getCode()).isEqualTo("BATCH_HELD");
    assertThat(report.getMessage())
        .isEqualTo(
            "3 of 4 records of student in students.csv are changed: nothing of the batch was taken"
                + " in");
    assertThat(report.getRemedy()).contains("homeroom batches approve " + report.getHeld());
    assertThat(students(report).getChanged()).isEqualTo(3);
    assertThat(students(report).getCreated()).isEqualTo(1);
    assertThat(events()).isEqualTo(4);
  }

  @Test
  void shouldTakeInNothingOfAFileWithTooManyNewRecordsOrBadRows() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holdsStudents(1, 10);
    assertThat(poll(hub).getCode()).isEqualTo("BATCH_HELD");

    sis.source().holds("1", "Ada", "2", "Bo", "3", "Cy", "4", "Di");
    sis.source().unreadable(FakeSource.STUDENTS).unreadable(FakeSource.STUDENTS);
    BatchReport report = poll(hub);
    assertThat(report.getMessage()).contains("2 of 6 rows of students.csv cannot be used");
    assertThat(sis.quarantined()).isEmpty();
    assertThat(events()).isEqualTo(4);
  }

  @Test
  void shouldTakeInExactlyWhatWasLookedAtOnceItIsApproved() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "A", "2", "B", "3", "C");
    BatchReport held = poll(hub);

    BatchReport approved = hub.approve(held.getHeld(), "kim");

    assertThat(approved.getStatus()).isEqualTo(BatchStatus.ACCEPTED);
    assertThat(approved.getApprovedBy()).isEqualTo("kim");
    assertThat(students(approved).getChanged()).isEqualTo(3);
    assertThat(students(approved).getDeleted()).isEqualTo(1);
    assertThat(sis.told()).contains("DELETE 4").hasSize(8);
    refused(() -> hub.approve(held.getHeld(), "kim"), "BATCH_NOT_HELD");
    assertThat(students(poll(hub)).getUnchanged()).as("it is in").isEqualTo(3);
  }

  @Test
  void shouldLetHeldDeletionsThroughOnceTheyAreApproved() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "Adele");
    BatchReport held = poll(hub);
    assertThat(held.getCode()).isEqualTo("BATCH_DELETES_HELD");
    assertThat(sis.told()).hasSize(5).noneMatch(it -> it.startsWith("DELETE"));

    BatchReport approved = hub.approve(held.getHeld(), "kim");

    assertThat(sis.told()).contains("DELETE 2", "DELETE 3", "DELETE 4").hasSize(8);
    assertThat(students(approved).getChanged()).as("still told").isEqualTo(1);
    assertThat(students(approved).getDeleted()).isEqualTo(3);
  }

  @Test
  void shouldHaveOneNameForTheSameChangesInAnyOrderAndAnotherForOthers() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "A", "2", "B", "3", "C", "4", "Di");
    String name = poll(hub).getHeld();
    sis.source().holds("4", "Di", "3", "C", "1", "A", "2", "B");
    assertThat(poll(hub).getHeld()).isEqualTo(name);
    sis.source().holds("4", "Di", "3", "C", "1", "A", "2", "BB");
    assertThat(poll(hub).getHeld()).isNotEqualTo(name);
  }

  @Test
  void shouldNotLetThroughWhatBecameOfItSince() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "A", "2", "B", "3", "C", "4", "Di");
    BatchReport old = poll(hub);
    sis.source().holds("1", "A", "2", "B", "3", "C", "4", "D");
    BatchReport newer = poll(hub);

    refused(() -> hub.approve(old.getHeld(), "kim"), "BATCH_OVERTAKEN");
    assertThat(events()).isEqualTo(4);
    hub.approve(newer.getHeld(), "kim");
    assertThat(events()).isEqualTo(8);
  }

  @Test
  void shouldNotLetThroughWhatIsAnotherChangeByNow() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "A", "2", "B", "3", "C", "4", "Di");
    BatchReport held = poll(hub);
    // The hub wrote to the system meanwhile, so that its word of a record counts anew.
    sis.receipt("3", ReceiptOutcome.UPDATED);

    refused(() -> hub.approve(held.getHeld(), "kim"), "BATCH_HELD_CHANGED");
    assertThat(events()).isEqualTo(4);
  }

  @Test
  void shouldNotLetThroughWhatWasLookedAtLongAgo() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "A", "2", "B", "3", "C", "4", "Di");
    BatchReport held = poll(hub);
    now.updateAndGet(before -> before.plus(Duration.ofDays(7)));

    assertThat(Values.instant(held.getHeldUntil())).isBefore(now.get());
    refused(() -> hub.approve(held.getHeld(), "kim"), "BATCH_APPROVAL_EXPIRED");
    assertThat(events()).isEqualTo(4);
    hub.approve(held.getHeld(), "kim, who looked once more");
    assertThat(events()).isEqualTo(7);
  }

  @Test
  void shouldHoldAWholeFileInWhichRowsThemselvesSayThatTooManyAreGone() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().partial().holds("5", "New").gone("1").gone("2").gone("3");
    BatchReport held = poll(hub);

    assertThat(held.getCode()).isEqualTo("BATCH_HELD");
    assertThat(events()).isEqualTo(4);
    refused(hub::poll, "SOURCE_WAITS_FOR_APPROVAL");
    hub.approve(held.getHeld(), "kim");
    assertThat(sis.told()).contains("DELETE 1", "DELETE 2", "DELETE 3").hasSize(8);
  }

  @Test
  void shouldNotSayAgainWhatTheHubWroteThereSinceTheFileWasRead() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "A", "2", "B", "3", "C", "4", "Di");
    BatchReport held = poll(hub);
    // Its row is as it was before, and the hub wrote something else there since.
    sis.receipt("4", ReceiptOutcome.UPDATED);

    hub.approve(held.getHeld(), "kim");
    assertThat(sis.told()).hasSize(7).filteredOn("UPSERT 4"::equals).hasSize(1);
  }

  @Test
  void shouldNotLetThroughWhatWasDroppedBecauseAnOlderExportHeldItToo() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "Ada");
    String name = poll(hub).getHeld();
    sis.source().holds("1", "Adele");
    assertThat(poll(hub).getHeld()).isEqualTo(name);
    hub.drop(name, "kim");

    refused(() -> hub.approve(name, "lee"), "BATCH_NOT_HELD");
    assertThat(sis.told()).hasSize(5).noneMatch(it -> it.startsWith("DELETE"));
  }

  @Test
  void shouldTakeInNothingButTheDeletionsThatWereHeld() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "Adele");
    BatchReport held = poll(hub);
    hub.close();
    // As if its row meant something else by now, under another mapping.
    sis.remember("1");

    fresh().approve(held.getHeld(), "kim");
    assertThat(sis.told()).contains("DELETE 2", "DELETE 3", "DELETE 4").hasSize(8);
  }

  @Test
  void shouldNotLetThroughAnOlderExportThanTheLast() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "Adele");
    BatchReport held = poll(hub);
    sis.source().partial().holds("1", "Ada of a note");
    poll(hub);

    refused(() -> hub.approve(held.getHeld(), "kim"), "BATCH_OVERTAKEN");
    assertThat(sis.told()).hasSize(6).noneMatch(it -> it.startsWith("DELETE"));
  }

  @Test
  void shouldJudgeABatchThatWasCutShortAsAtItsBeginning() throws AdapterFailure {
    sis.guardedBy(Guards.of(Map.of(Kind.DELETES, Limit.share(0.05))));
    SourceIngest hub = fresh();
    sis.source().holdsStudents(0, 1_900);
    poll(hub);
    // A hundred are gone, which is more than one in twenty, until the new ones are there.
    sis.source().holdsStudents(100, 4_500);
    sis.breaksAt(1_900 + 2_000);
    assertThatThrownBy(hub::poll).hasMessage("the process ended");
    hub.close();
    BatchReport report = poll(fresh());

    assertThat(report.getCode()).isEqualTo("BATCH_DELETES_HELD");
    assertThat(sis.told()).noneMatch(it -> it.startsWith("DELETE"));
  }

  @Test
  void shouldNoticeThatAnotherHubTookTheDecision() throws AdapterFailure {
    SourceIngest first = hub();
    sis.source().partial().holds("1", "A", "2", "B", "3", "C");
    BatchReport held = poll(first);
    refused(first::poll, "SOURCE_WAITS_FOR_APPROVAL");
    fresh().approve(held.getHeld(), "kim");
    sis.source().partial().holds("4", "D");

    poll(first);
    assertThat(events()).isEqualTo(8);
  }

  @Test
  void shouldGoOnWaitingForTheOneThatWasNotDecidedAbout() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().holds("1", "Ada");
    String deletions = poll(hub).getHeld();
    sis.source().partial().holds("1", "A", "2", "B", "3", "C", "4", "D");
    poll(hub);
    hub.drop(deletions, "kim");

    refused(hub::poll, "SOURCE_WAITS_FOR_APPROVAL");
  }

  @Test
  void shouldReadNothingBehindAHeldFileOnWhichMoreMayBuild() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().partial().holds("1", "A", "2", "B", "3", "C");
    BatchReport held = poll(hub);
    sis.source().partial().holds("4", "D");

    refused(hub::poll, "SOURCE_WAITS_FOR_APPROVAL");
    hub.approve(held.getHeld(), "kim");
    poll(hub);
    assertThat(events()).isEqualTo(8);
  }

  @Test
  void shouldGoOnBehindAHeldFileThatShallNotComeIn() throws AdapterFailure {
    SourceIngest hub = hub();
    sis.source().partial().holds("1", "A", "2", "B", "3", "C");
    BatchReport held = poll(hub);

    BatchReport dropped = hub.drop(held.getHeld(), "kim");
    assertThat(dropped.getStatus()).isEqualTo(BatchStatus.DROPPED);
    refused(() -> hub.approve(held.getHeld(), "kim"), "BATCH_NOT_HELD");
    sis.source().partial().holds("4", "D");
    poll(hub);
    assertThat(events()).isEqualTo(5);
  }

  /** All students have other names, somebody approves that, and the hub is killed over it. */
  private BatchReport approvedAndKilled(SourceIngest hub) throws AdapterFailure {
    sis.source().holdsStudents(0, 2_600);
    poll(hub);
    sis.source().holdsOtherStudents(0, 2_600);
    BatchReport held = poll(hub);
    sis.source().breaksAfter(2_200, 1);
    assertThatThrownBy(() -> hub.approve(held.getHeld(), "kim")).hasMessage("the process ended");
    assertThat(events()).as("a part is in").isEqualTo(4_600);
    hub.close();
    return held;
  }

  @Test
  void shouldGoOnWithWhatWasApprovedThoughTheHubWasKilled() throws AdapterFailure {
    approvedAndKilled(fresh());
    SourceIngest another = fresh();
    BatchReport report = poll(another);

    assertThat(report.getStatus()).isEqualTo(BatchStatus.ACCEPTED);
    assertThat(report.getApprovedBy()).isEqualTo("kim");
    assertThat(events()).isEqualTo(5_200);
    assertThat(students(poll(another)).getUnchanged()).isEqualTo(2_600);
  }

  @Test
  void shouldLetAPersonGiveUpWhatWasApprovedAndCannotGoOn() throws AdapterFailure {
    BatchReport held = approvedAndKilled(fresh());
    sis.source().loseFiles();
    SourceIngest another = fresh();
    refused(another::poll, "RAW_COPY_GONE");
    assertThat(sis.reports()).extracting(BatchReport::getCode).contains("RAW_COPY_GONE");

    another.drop(held.getHeld(), "lee");
    sis.source().holdsStudents(0, 2_600);
    assertThat(students(poll(another)).getRows()).isEqualTo(2_600);
  }

  @Test
  void shouldNotCountWhatTheHubItselfWroteThere() throws AdapterFailure {
    SourceIngest hub = hub();
    for (String student : new String[] {"1", "2", "3"}) {
      sis.receipt(student, ReceiptOutcome.UPDATED);
    }
    sis.source().holds("1", "A", "2", "B", "3", "C", "4", "Di");

    assertThat(poll(hub).getStatus()).isEqualTo(BatchStatus.ACCEPTED);
  }

  @Test
  void shouldStillWaitInAnotherHub() throws AdapterFailure {
    hub();
    SourceIngest first = fresh();
    sis.source().partial().holds("1", "A", "2", "B", "3", "C");
    BatchReport held = poll(first);
    first.close();

    SourceIngest second = fresh();
    refused(second::poll, "SOURCE_WAITS_FOR_APPROVAL");
    second.approve(held.getHeld(), "kim");
    assertThat(events()).isEqualTo(7);
  }
}
