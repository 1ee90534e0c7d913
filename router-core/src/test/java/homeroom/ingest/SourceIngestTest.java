package homeroom.ingest;

import static homeroom.ingest.LiveSource.poll;
import static homeroom.ingest.LiveSource.students;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.live.LiveBroker;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.schema.DataEvent;
import homeroom.schema.EventOperation;
import homeroom.schema.Quarantined;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LiveBroker.class)
class SourceIngestTest {

  private static final Failure NO_ROOM =
      Failure.of(Failure.Kind.TRANSIENT, "DISK_FULL", "there is no room", "make room");

  private final LiveSource sis = new LiveSource();

  @AfterEach
  void close() {
    sis.close();
  }

  @Test
  void shouldTakeInEveryRowOfTheFirstBatch() throws AdapterFailure {
    sis.source().holds("1", "Ada", "2", "Bo");
    BatchReport report = poll(sis.hub());

    assertThat(sis.told()).containsExactly("UPSERT 1", "UPSERT 2");
    assertThat(report.getStatus()).isEqualTo(BatchStatus.ACCEPTED);
    assertThat(students(report).getCreated()).isEqualTo(2);
  }

  @Test
  void shouldTakeInNothingWhenTheSameComesAgainEvenAfterARestart() throws AdapterFailure {
    sis.source().holds("1", "Ada", "2", "Bo");
    SourceIngest hub = sis.hub();
    poll(hub);
    assertThat(students(poll(hub)).getUnchanged()).isEqualTo(2);
    hub.close();
    poll(sis.hub());

    assertThat(sis.events()).hasSize(2);
  }

  @Test
  void shouldTakeInOnlyTheRowsThatChanged() throws AdapterFailure {
    SourceIngest hub = sis.hub();
    sis.source().holds("1", "Ada", "2", "Bo");
    poll(hub);
    sis.source().holds("1", "Ada", "2", "Beau", "3", "Cy");
    poll(hub);

    assertThat(sis.told()).containsExactly("UPSERT 1", "UPSERT 2", "UPSERT 2", "UPSERT 3");
    assertThat(sis.events()).extracting(DataEvent::getEventId).doesNotHaveDuplicates();
  }

  @Test
  void shouldTakeInOneBatchAtATimeAndSayThatAnotherWaits() throws Exception {
    SourceIngest hub = sis.hub();
    FutureTask<Optional<BatchReport>> second = new FutureTask<>(hub::poll);
    AtomicBoolean together = new AtomicBoolean();
    sis.source()
        .holds("1", "Ada")
        .meanwhile(
            () -> {
              Thread.ofPlatform().start(second);
              await().until(() -> hub.busy().orElseThrow().waiting() == 1);
              together.set(second.isDone());
            });

    assertThat(students(poll(hub)).getCreated()).isEqualTo(1);
    assertThat(together).isFalse();
    assertThat(students(second.get().orElseThrow()).getUnchanged()).isEqualTo(1);
    assertThat(hub.busy()).isEmpty();
  }

  @Test
  void shouldTellAnewWhatComesBackToAnOlderValue() throws AdapterFailure {
    SourceIngest hub = sis.hub();
    for (String name : List.of("Ada", "Adele", "Ada")) {
      sis.source().holds("1", name);
      poll(hub);
    }

    assertThat(sis.events()).hasSize(3).extracting(DataEvent::getEventId).doesNotHaveDuplicates();
  }

  @Test
  void shouldDeleteWhatACompleteFileNoLongerHolds() throws AdapterFailure {
    SourceIngest hub = sis.hub();
    sis.source().holds("1", "Ada", "2", "Bo", "3", "Cy");
    poll(hub);
    sis.source().holds("1", "Ada", "3", "Cy");
    BatchReport report = poll(hub);
    poll(hub);

    assertThat(sis.told()).containsExactly("DELETE 2", "UPSERT 1", "UPSERT 2", "UPSERT 3");
    assertThat(students(report).getDeleted()).isEqualTo(1);
  }

  @Test
  void shouldDeleteNothingForAFileThatHoldsOnlyAPart() throws AdapterFailure {
    SourceIngest hub = sis.hub();
    sis.source().holds("1", "Ada", "2", "Bo");
    poll(hub);
    sis.source().partial().holds("1", "Ada");
    poll(hub);

    assertThat(sis.events())
        .extracting(DataEvent::getOperation)
        .containsOnly(EventOperation.UPSERT);
  }

  @Test
  void shouldHoldDeletionsThatAreTooManyAndTakeInTheRest() throws AdapterFailure {
    SourceIngest hub = sis.hub();
    sis.source().holds("1", "Ada", "2", "Bo", "3", "Cy");
    poll(hub);
    sis.source().holds("1", "Adele");
    BatchReport report = poll(hub);

    assertThat(report.getStatus()).isEqualTo(BatchStatus.HELD);
    assertThat(report.getCode()).isEqualTo("BATCH_DELETES_HELD");
    assertThat(sis.told()).containsExactly("UPSERT 1", "UPSERT 1", "UPSERT 2", "UPSERT 3");
  }

  @Test
  void shouldHoldDeletionsWhenRowsOfTheFileCouldNotBeRead() throws AdapterFailure {
    SourceIngest hub = sis.hub();
    sis.source().holds("1", "Ada", "2", "Bo", "3", "Cy");
    poll(hub);
    sis.source().holds("1", "Ada", "3", "Cy").unreadable(FakeSource.STUDENTS);
    BatchReport report = poll(hub);

    assertThat(report.getStatus()).isEqualTo(BatchStatus.HELD);
    assertThat(sis.events())
        .extracting(DataEvent::getOperation)
        .containsOnly(EventOperation.UPSERT);
  }

  @Test
  void shouldHoldTheDeletionsOfEveryFileThatCouldNotBeReadWhole() throws AdapterFailure {
    SourceIngest hub = sis.hub();
    sis.source().holds("1", "Ada", "2", "Bo", "3", "Cy").row(FakeSource.STAFF, "7", "Di");
    sis.source().row(FakeSource.STAFF, "8", "Ed");
    poll(hub);
    sis.source().holds("1", "Ada", "3", "Cy").row(FakeSource.STAFF, "8", "Ed");
    sis.source().unreadable(FakeSource.STAFF);
    BatchReport report = poll(hub);

    assertThat(report.getStatus()).isEqualTo(BatchStatus.HELD);
    assertThat(sis.told()).contains("DELETE 2").doesNotContain("DELETE 7");
  }

  @Test
  void shouldTakeInEveryRowOnceWhenItWasCutShort() throws AdapterFailure {
    sis.source().holdsStudents(0, 4_500);
    sis.breaksAt(2_000);
    SourceIngest first = sis.hub();
    assertThatThrownBy(first::poll).hasMessage("the process ended");
    assertThat(sis.events()).as("a chunk is in").hasSize(2_000);
    poll(sis.hub());

    assertThat(sis.events()).hasSize(4_500).extracting(DataEvent::getKey).doesNotHaveDuplicates();
  }

  @Test
  void shouldLetAHubGoOnThatWasCutShortItself() throws AdapterFailure {
    sis.source().holdsStudents(0, 2_500);
    sis.breaksAt(2_000);
    SourceIngest hub = sis.hub();
    assertThatThrownBy(hub::poll).hasMessage("the process ended");
    poll(hub);

    assertThat(sis.events()).hasSize(2_500).extracting(DataEvent::getKey).doesNotHaveDuplicates();
  }

  @Test
  void shouldTakeInNothingWhileThereIsNoRoomAndGoOnWhenThereIs() throws AdapterFailure {
    sis.source().holds("1", "Ada");
    SourceIngest hub = sis.hub();
    sis.hinder(NO_ROOM);
    assertThatThrownBy(hub::poll).isInstanceOf(AdapterFailure.class);
    assertThat(sis.events()).isEmpty();
    sis.unhinder();
    poll(hub);

    assertThat(sis.told()).containsExactly("UPSERT 1");
  }

  @Test
  void shouldEndABatchBetweenTwoTransactionsWhenTheRoomIsGone() throws AdapterFailure {
    sis.source().holdsStudents(0, 2_500).meanwhile(() -> sis.hinder(NO_ROOM));
    SourceIngest hub = sis.hub();
    assertThatThrownBy(hub::poll)
        .isInstanceOfSatisfying(
            AdapterFailure.class, it -> assertThat(it.failure()).isEqualTo(NO_ROOM));
    assertThat(sis.events()).as("a part is in").hasSizeBetween(1, 2_499);
    sis.unhinder();
    poll(hub);

    assertThat(sis.events()).hasSize(2_500).extracting(DataEvent::getKey).doesNotHaveDuplicates();
  }

  @Test
  void shouldLetOnlyOneHubWriteForASource() throws AdapterFailure {
    sis.source().holds("1", "Ada");
    SourceIngest first = sis.hub();
    poll(first);
    sis.source().holds("1", "Adele");
    SourceIngest second = sis.hub();
    poll(second);
    sis.source().holds("1", "Adele", "2", "Bo");

    assertThatThrownBy(first::poll).isInstanceOf(RuntimeException.class);
    assertThat(sis.events()).hasSize(2);
    assertThat(students(poll(first)).getCreated()).as("once it took over again").isEqualTo(1);
    assertThat(sis.told()).containsExactly("UPSERT 1", "UPSERT 1", "UPSERT 2");
  }

  @Test
  void shouldQuarantineTheSecondRowWithAKey() throws AdapterFailure {
    sis.source().holds("1", "Ada", "1", "Bo", "2", "Cy");
    BatchReport report = poll(sis.hub());

    assertThat(sis.told()).containsExactly("UPSERT 1", "UPSERT 2");
    assertThat(students(report).getRejected()).isEqualTo(1);
    assertThat(sis.quarantined())
        .extracting(Quarantined::getCode)
        .containsExactly("SOURCE_DOUBLE_KEY");
  }

  @Test
  void shouldQuarantineWhatDoesNotFitAndDeleteNothingForIt() throws AdapterFailure {
    SourceIngest hub = sis.hub();
    sis.source().holds("1", "Ada", "2", "Bo", "3", "Cy");
    poll(hub);
    sis.source().holds("1", "?", "2", "Bo", "3", "Cy");
    BatchReport report = poll(hub);

    assertThat(report.getStatus()).isEqualTo(BatchStatus.HELD);
    assertThat(sis.events()).hasSize(3);
    assertThat(sis.quarantined())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.getCode()).isEqualTo("MAPPING_TYPE");
              assertThat(one.getColumn()).isEqualTo("name");
              assertThat(one.getPlace()).isEqualTo("students.csv:2");
            });
  }

  @Test
  void shouldNoteWhyASourceCouldNotBeRead() {
    sis.source()
        .fails(Failure.of(Failure.Kind.CONTENT, "CSV_SHORT", "the file is short", "send it again"));

    assertThatThrownBy(sis.hub()::poll).isInstanceOf(AdapterFailure.class);
    assertThat(sis.reports())
        .singleElement()
        .satisfies(
            report -> {
              assertThat(report.getStatus()).isEqualTo(BatchStatus.FAILED);
              assertThat(report.getCode()).isEqualTo("CSV_SHORT");
            });
    assertThat(sis.events()).isEmpty();
  }

  @Test
  void shouldDeleteOnlyWhatSeveralExportsInARowLack() throws AdapterFailure {
    sis.guardedBy(Guards.missingFor(3));
    SourceIngest hub = sis.hub();
    String[][] nights = {
      {"1", "Ada", "2", "Bo"},
      {"1", "Ada a"},
      {"1", "Ada b"},
      {"1", "Ada b", "2", "Bo"},
      {"1", "Ada c"},
      {"1", "Ada d"}
    };
    List<BatchReport> reports = new ArrayList<>();
    for (String[] night : nights) {
      sis.source().holds(night);
      reports.add(poll(hub));
    }
    hub.close();
    assertThat(sis.told()).doesNotContain("DELETE 2");
    assertThat(reports)
        .extracting(report -> report.getCauses().size())
        .as("in which a record is missing")
        .containsExactly(0, 1, 1, 0, 1, 1);

    sis.source().holds("1", "Ada e");
    BatchReport report = poll(sis.hub());

    assertThat(students(report).getDeleted()).isEqualTo(1);
    assertThat(sis.told()).contains("DELETE 2");
    assertThat(sis.events()).filteredOn(event -> event.getKey().equals("2")).hasSize(2);
  }
}
