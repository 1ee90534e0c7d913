package homeroom.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.api.AdapterFailure;
import homeroom.api.Cursor;
import homeroom.api.Failure;
import homeroom.live.LiveBroker;
import homeroom.planning.SourcePolicy;
import homeroom.schema.Accepted;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.schema.CollectionReport;
import homeroom.schema.DataEvent;
import homeroom.schema.DeliveryReceipt;
import homeroom.schema.Digest;
import homeroom.schema.EventOperation;
import homeroom.schema.Quarantined;
import homeroom.schema.ReceiptOutcome;
import homeroom.wire.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LiveBroker.class)
class SourceIngestTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T02:00:00Z"));

  private static final Failure NO_ROOM =
      Failure.of(Failure.Kind.TRANSIENT, "DISK_FULL", "there is no room", "make room");

  private static final Topics TOPICS = LiveBroker.tenant();

  private final String sis = LiveBroker.system();
  private final FakeSource source = new FakeSource();
  private volatile Optional<Failure> hindrance = Optional.empty();
  private final List<SourceIngest> hubs = new ArrayList<>();

  @BeforeEach
  void makeTopics() {
    LiveBroker.ensure(TOPICS, List.of(sis), List.of(sis));
  }

  @AfterEach
  void close() {
    hubs.forEach(SourceIngest::close);
  }

  private SourceIngest hub() {
    return hub(CLOCK);
  }

  /** One at which no two batches begin at the same time. */
  private SourceIngest hubWithAGoingClock() {
    AtomicLong seconds = new AtomicLong();
    return hub(() -> CLOCK.instant().plusSeconds(seconds.incrementAndGet()));
  }

  private SourceIngest hub(InstantSource clock) {
    SourceIngest hub =
        new SourceIngest(
            TOPICS,
            new SourcePolicy(
                sis,
                List.of(
                    FakeSource.mapping(FakeSource.STUDENTS), FakeSource.mapping(FakeSource.STAFF)),
                Optional.empty(),
                new SourcePolicy.Guard(0.5, 0)),
            source,
            source.raw(),
            LiveBroker.servers(),
            true,
            clock,
            () -> hindrance);
    hubs.add(hub);
    return hub;
  }

  private List<DataEvent> events() {
    return LiveBroker.read(TOPICS.events(sis), DataEvent.class);
  }

  private List<String> told() {
    return events().stream()
        .map(event -> event.getOperation() + " " + event.getKey())
        .sorted()
        .toList();
  }

  private static BatchReport poll(SourceIngest hub) throws AdapterFailure {
    return hub.poll().orElseThrow();
  }

  private static CollectionReport students(BatchReport report) {
    return report.getCollections().stream()
        .filter(one -> one.getCollection().equals(FakeSource.STUDENTS))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldTakeInEveryRowOfTheFirstBatch() throws AdapterFailure {
    source.holds("1", "Ada", "2", "Bo");
    BatchReport report = poll(hub());

    assertThat(told()).containsExactly("UPSERT 1", "UPSERT 2");
    assertThat(report.getStatus()).isEqualTo(BatchStatus.ACCEPTED);
    assertThat(students(report).getCreated()).isEqualTo(2);
  }

  @Test
  void shouldTakeInNothingWhenTheSameComesAgainEvenAfterARestart() throws AdapterFailure {
    source.holds("1", "Ada", "2", "Bo");
    SourceIngest hub = hub();
    poll(hub);
    assertThat(students(poll(hub)).getUnchanged()).isEqualTo(2);
    hub.close();
    poll(hub());

    assertThat(events()).hasSize(2);
  }

  @Test
  void shouldTakeInOnlyTheRowsThatChanged() throws AdapterFailure {
    SourceIngest hub = hub();
    source.holds("1", "Ada", "2", "Bo");
    poll(hub);
    source.holds("1", "Ada", "2", "Beau", "3", "Cy");
    poll(hub);

    assertThat(told()).containsExactly("UPSERT 1", "UPSERT 2", "UPSERT 2", "UPSERT 3");
    assertThat(events()).extracting(DataEvent::getEventId).doesNotHaveDuplicates();
  }

  @Test
  void shouldTellAnewWhatComesBackToAnOlderValue() throws AdapterFailure {
    SourceIngest hub = hub();
    for (String name : List.of("Ada", "Adele", "Ada")) {
      source.holds("1", name);
      poll(hub);
    }

    assertThat(events()).hasSize(3).extracting(DataEvent::getEventId).doesNotHaveDuplicates();
  }

  @Test
  void shouldDeleteWhatACompleteFileNoLongerHolds() throws AdapterFailure {
    SourceIngest hub = hub();
    source.holds("1", "Ada", "2", "Bo", "3", "Cy");
    poll(hub);
    source.holds("1", "Ada", "3", "Cy");
    BatchReport report = poll(hub);
    poll(hub);

    assertThat(told()).containsExactly("DELETE 2", "UPSERT 1", "UPSERT 2", "UPSERT 3");
    assertThat(students(report).getDeleted()).isEqualTo(1);
  }

  @Test
  void shouldDeleteNothingForAFileThatHoldsOnlyAPart() throws AdapterFailure {
    SourceIngest hub = hub();
    source.holds("1", "Ada", "2", "Bo");
    poll(hub);
    source.partial().holds("1", "Ada");
    poll(hub);

    assertThat(events()).extracting(DataEvent::getOperation).containsOnly(EventOperation.UPSERT);
  }

  @Test
  void shouldHoldDeletionsThatAreTooManyAndTakeInTheRest() throws AdapterFailure {
    SourceIngest hub = hub();
    source.holds("1", "Ada", "2", "Bo", "3", "Cy");
    poll(hub);
    source.holds("1", "Adele");
    BatchReport report = poll(hub);

    assertThat(report.getStatus()).isEqualTo(BatchStatus.HELD);
    assertThat(report.getCode()).isEqualTo("BATCH_DELETES_HELD");
    assertThat(told()).containsExactly("UPSERT 1", "UPSERT 1", "UPSERT 2", "UPSERT 3");
  }

  @Test
  void shouldHoldDeletionsWhenRowsOfTheFileCouldNotBeRead() throws AdapterFailure {
    SourceIngest hub = hub();
    source.holds("1", "Ada", "2", "Bo", "3", "Cy");
    poll(hub);
    source.holds("1", "Ada", "3", "Cy").unreadable(FakeSource.STUDENTS);
    BatchReport report = poll(hub);

    assertThat(report.getStatus()).isEqualTo(BatchStatus.HELD);
    assertThat(events()).extracting(DataEvent::getOperation).containsOnly(EventOperation.UPSERT);
  }

  @Test
  void shouldHoldTheDeletionsOfEveryFileThatCouldNotBeReadWhole() throws AdapterFailure {
    SourceIngest hub = hub();
    source.holds("1", "Ada", "2", "Bo", "3", "Cy").row(FakeSource.STAFF, "7", "Di");
    source.row(FakeSource.STAFF, "8", "Ed");
    poll(hub);
    source.holds("1", "Ada", "3", "Cy").row(FakeSource.STAFF, "8", "Ed");
    source.unreadable(FakeSource.STAFF);
    BatchReport report = poll(hub);

    assertThat(report.getStatus()).isEqualTo(BatchStatus.HELD);
    assertThat(told()).contains("DELETE 2").doesNotContain("DELETE 7");
  }

  @Test
  void shouldTakeInEveryRowOnceWhenItWasCutShort() throws AdapterFailure {
    source.holdsStudents(0, 4_500).breaksAfter(2_700);
    SourceIngest first = hub();
    assertThatThrownBy(first::poll).hasMessage("the process ended");
    assertThat(events()).as("a chunk is in").hasSize(2_500);
    poll(hub());

    assertThat(events()).hasSize(4_500).extracting(DataEvent::getKey).doesNotHaveDuplicates();
  }

  @Test
  void shouldLetAHubGoOnThatWasCutShortItself() throws AdapterFailure {
    source.holdsStudents(0, 2_500).breaksAfter(2_200);
    SourceIngest hub = hub();
    assertThatThrownBy(hub::poll).hasMessage("the process ended");
    poll(hub);

    assertThat(events()).hasSize(2_500).extracting(DataEvent::getKey).doesNotHaveDuplicates();
  }

  @Test
  void shouldTakeInNothingWhileThereIsNoRoomAndGoOnWhenThereIs() throws AdapterFailure {
    source.holds("1", "Ada");
    SourceIngest hub = hub();
    hindrance = Optional.of(NO_ROOM);
    assertThatThrownBy(hub::poll).isInstanceOf(AdapterFailure.class);
    assertThat(events()).isEmpty();
    hindrance = Optional.empty();
    poll(hub);

    assertThat(told()).containsExactly("UPSERT 1");
  }

  @Test
  void shouldEndABatchBetweenTwoTransactionsWhenTheRoomIsGone() throws AdapterFailure {
    source.holdsStudents(0, 2_500).meanwhile(() -> hindrance = Optional.of(NO_ROOM));
    SourceIngest hub = hub();
    assertThatThrownBy(hub::poll)
        .isInstanceOfSatisfying(
            AdapterFailure.class, it -> assertThat(it.failure()).isEqualTo(NO_ROOM));
    assertThat(events()).as("a part is in").hasSizeBetween(1, 2_499);
    hindrance = Optional.empty();
    poll(hub);

    assertThat(events()).hasSize(2_500).extracting(DataEvent::getKey).doesNotHaveDuplicates();
  }

  @Test
  void shouldLetOnlyOneHubWriteForASource() throws AdapterFailure {
    source.holds("1", "Ada");
    SourceIngest first = hub();
    poll(first);
    source.holds("1", "Adele");
    SourceIngest second = hub();
    poll(second);
    source.holds("1", "Adele", "2", "Bo");

    assertThatThrownBy(first::poll).isInstanceOf(RuntimeException.class);
    assertThat(events()).hasSize(2);
    assertThat(students(poll(first)).getCreated()).as("once it took over again").isEqualTo(1);
    assertThat(told()).containsExactly("UPSERT 1", "UPSERT 1", "UPSERT 2");
  }

  @Test
  void shouldQuarantineTheSecondRowWithAKey() throws AdapterFailure {
    source.holds("1", "Ada", "1", "Bo", "2", "Cy");
    BatchReport report = poll(hub());

    assertThat(told()).containsExactly("UPSERT 1", "UPSERT 2");
    assertThat(students(report).getRejected()).isEqualTo(1);
    assertThat(quarantined()).extracting(Quarantined::getCode).containsExactly("SOURCE_DOUBLE_KEY");
  }

  @Test
  void shouldQuarantineWhatDoesNotFitAndDeleteNothingForIt() throws AdapterFailure {
    SourceIngest hub = hub();
    source.holds("1", "Ada", "2", "Bo", "3", "Cy");
    poll(hub);
    source.holds("1", "?", "2", "Bo", "3", "Cy");
    BatchReport report = poll(hub);

    assertThat(report.getStatus()).isEqualTo(BatchStatus.HELD);
    assertThat(events()).hasSize(3);
    assertThat(quarantined())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.getCode()).isEqualTo("MAPPING_TYPE");
              assertThat(one.getColumn()).isEqualTo("name");
              assertThat(one.getPlace()).isEqualTo("students.csv:2");
            });
  }

  @Test
  void shouldTellARowAgainOnceADeliveryOfItWasConfirmed() throws AdapterFailure {
    SourceIngest hub = hub();
    source.holds("1", "Ada", "2", "Bo");
    poll(hub);
    receipt("2", ReceiptOutcome.UPDATED);
    receipt("1", ReceiptOutcome.REFUSED);
    poll(hub);
    poll(hub);

    assertThat(told()).containsExactly("UPSERT 1", "UPSERT 2", "UPSERT 2");
    assertThat(events()).extracting(DataEvent::getEventId).doesNotHaveDuplicates();
  }

  @Test
  void shouldTellARowAgainAfterAConfirmedDeliveryThoughItWasCutShort() throws AdapterFailure {
    source.holdsStudents(0, 4_500);
    SourceIngest hub = hub();
    poll(hub);
    receipt("10", ReceiptOutcome.UPDATED);
    receipt("4400", ReceiptOutcome.UPDATED);
    source.holdsStudents(0, 4_500);
    for (int i = 5_000; i < 7_100; i++) {
      source.row(FakeSource.STAFF, Integer.toString(i), "new");
    }
    source.rotate(2_100).breaksAfter(2_300);
    assertThatThrownBy(hub::poll).hasMessage("the process ended");
    hub.close();
    poll(hub());

    assertThat(told().stream().filter("UPSERT 4400"::equals)).hasSize(2);
  }

  @Test
  void shouldTellARowAgainThatCameBackAfterARestart() throws AdapterFailure {
    source.partial().holds("1", "Ada");
    SourceIngest hub = hub();
    poll(hub);
    receipt("1", ReceiptOutcome.UPDATED);
    source.holds("2", "Bo");
    poll(hub);
    hub.close();
    source.holds("1", "Ada");
    poll(hub());

    assertThat(told()).containsExactly("UPSERT 1", "UPSERT 1", "UPSERT 2");
  }

  @Test
  void shouldNotTakeForNewsWhatWasReadWhileADeliveryArrived() throws AdapterFailure {
    SourceIngest hub = hub();
    source.holds("1", "Ada", "2", "Bo");
    poll(hub);
    source.holds("1", "Adele", "2", "Beau");
    source.meanwhile(() -> receipt("2", ReceiptOutcome.UPDATED));
    poll(hub);
    assertThat(told()).containsExactly("UPSERT 1", "UPSERT 1", "UPSERT 2");

    source.holds("1", "Adele", "2", "Bob");
    poll(hub);

    assertThat(told()).containsExactly("UPSERT 1", "UPSERT 1", "UPSERT 2", "UPSERT 2");
  }

  @Test
  void shouldReadAgainFromTheSamePlaceWhatItPassedOver() throws AdapterFailure {
    SourceIngest hub = hub();
    source.holds("1", "Ada");
    poll(hub);
    source.holds("1", "Ada", "2", "Bo").meanwhile(() -> receipt("1", ReceiptOutcome.UPDATED));
    poll(hub);
    Cursor first = source.asked();
    poll(hub);

    assertThat(source.asked()).isEqualTo(first).isNotEqualTo(Cursor.START);
    assertThat(told()).containsExactly("UPSERT 1", "UPSERT 1", "UPSERT 2");
  }

  @Test
  void shouldNotTakeForGoneWhatWasReadWhileADeliveryArrived() throws AdapterFailure {
    SourceIngest hub = hub();
    source.holds("1", "Ada", "2", "Bo", "3", "Cy");
    poll(hub);
    source.holds("1", "Ada", "3", "Cy").meanwhile(() -> receipt("2", ReceiptOutcome.CREATED));
    poll(hub);

    assertThat(events()).extracting(DataEvent::getOperation).containsOnly(EventOperation.UPSERT);
  }

  @Test
  void shouldTakeInWhatWasReadWhileAFileWasHandedOver() throws AdapterFailure {
    SourceIngest hub = hub();
    source.holds("1", "Ada");
    poll(hub);
    source.holds("1", "Adele").meanwhile(() -> receipt("1", ReceiptOutcome.HANDED_OVER));
    poll(hub);

    assertThat(told()).containsExactly("UPSERT 1", "UPSERT 1");
  }

  @Test
  void shouldSayNothingOfWhatWeTookAwayOurselves() throws AdapterFailure {
    SourceIngest hub = hub();
    source.holds("1", "Ada", "2", "Bo", "3", "Cy");
    poll(hub);
    receipt("2", ReceiptOutcome.DELETED);
    source.holds("1", "Ada", "3", "Cy");
    poll(hub);
    assertThat(events()).extracting(DataEvent::getOperation).containsOnly(EventOperation.UPSERT);

    source.holds("1", "Ada", "2", "Bo", "3", "Cy");
    poll(hub);

    assertThat(told()).containsExactly("UPSERT 1", "UPSERT 2", "UPSERT 2", "UPSERT 3");
  }

  @Test
  void shouldNoteWhyASourceCouldNotBeRead() {
    source.fails(
        Failure.of(Failure.Kind.CONTENT, "CSV_SHORT", "the file is short", "send it again"));

    assertThatThrownBy(hub()::poll).isInstanceOf(AdapterFailure.class);
    assertThat(reports())
        .singleElement()
        .satisfies(
            report -> {
              assertThat(report.getStatus()).isEqualTo(BatchStatus.FAILED);
              assertThat(report.getCode()).isEqualTo("CSV_SHORT");
            });
    assertThat(events()).isEmpty();
  }

  @Test
  void shouldReadAFileAgainAsTheWordOfThen() throws AdapterFailure {
    SourceIngest hub = hubWithAGoingClock();
    source.partial().holds("1", "Ada", "2", "Bo", "3", "Cy");
    String first = poll(hub).getBatchId();
    source.holds("1", "Adele");
    poll(hub);
    receipt("2", ReceiptOutcome.UPDATED);

    BatchReport report = hub.again(whole(first));

    assertThat(students(report).getLeft()).isEqualTo(2);
    assertThat(students(report).getUnchanged()).isEqualTo(1);
    assertThat(told()).containsExactlyInAnyOrder("UPSERT 1", "UPSERT 2", "UPSERT 3", "UPSERT 1");
  }

  @Test
  void shouldNotReadAnOldExportOverANewerOne() throws AdapterFailure {
    SourceIngest hub = hubWithAGoingClock();
    source.holds("1", "Ada", "2", "Bo", "3", "Cy");
    String first = poll(hub).getBatchId();
    source.holds("1", "Adele", "2", "Bo");
    String newest = poll(hub).getBatchId();
    List<String> before = told();

    assertThatThrownBy(() -> hub.again(whole(first)))
        .hasMessageStartingWith("REPLAY_BATCH_OVERTAKEN");
    assertThatThrownBy(() -> hub.again(whole("batch-never")))
        .hasMessageStartingWith("REPLAY_BATCH_UNKNOWN");
    hub.again(whole(newest));
    source.loseFiles();
    assertThatThrownBy(() -> hub.again(whole(newest))).hasMessageStartingWith("RAW_COPY_GONE");

    assertThat(told()).isEqualTo(before);
  }

  @Test
  void shouldTakeNothingInWhenItIsOnlyAskedWhatWouldCome() throws AdapterFailure {
    SourceIngest hub = hub();
    source.partial().holds("1", "Ada", "2", "Bo");
    String first = poll(hub).getBatchId();
    hub.close();
    // As if the source had said something else of it last.
    LiveBroker.write(
        TOPICS.snapshot(sis),
        "student/1",
        new Accepted(new Digest(new byte[16]), FakeSource.STUDENTS));
    SourceIngest other = hub();

    Rereading asked = new Rereading("r1", sis, first, List.of(), true, "kim");
    assertThat(students(other.again(asked)).getChanged()).isEqualTo(1);
    assertThat(students(other.again(asked)).getChanged()).isEqualTo(1);

    assertThat(told()).hasSize(2);
  }

  @Test
  void shouldSendAnEventAgainUnlessTheSourceSpokeOfTheRecordSince() throws AdapterFailure {
    SourceIngest hub = hub();
    source.partial().holds("1", "Ada");
    poll(hub);
    Rereading asked = new Rereading("r1", sis, "", List.of(), false, "kim");

    assertThat(resent(hub, asked)).containsExactly(true);
    assertThat(events())
        .extracting(DataEvent::getEventId)
        .hasSize(2)
        .containsOnly(events().getFirst().getEventId());
    assertThat(resent(hub, asked)).containsExactly(false);
    assertThat(events()).hasSize(2);
  }

  /** What became of the first event of each partition that has one. */
  private List<Boolean> resent(SourceIngest hub, Rereading asked) {
    List<Boolean> sent = new ArrayList<>();
    for (int partition = 0; partition < LiveBroker.PARTITIONS; partition++) {
      String place = TOPICS.events(sis) + ":" + partition + ":0";
      try {
        sent.add(hub.resend(asked, new Rereading.Entry("q-1", "1", Optional.empty(), place)));
      } catch (AdapterFailure gone) {
        assertThat(gone).hasMessageStartingWith("QUARANTINE_EVENT_GONE");
      }
    }
    return sent;
  }

  private Rereading whole(String batch) {
    return new Rereading("r1", sis, batch, List.of(), false, "kim");
  }

  private List<Quarantined> quarantined() {
    return LiveBroker.read(TOPICS.quarantine(), Quarantined.class).stream()
        .filter(one -> one.getSystem().equals(sis))
        .toList();
  }

  private List<BatchReport> reports() {
    return LiveBroker.read(TOPICS.batches(), BatchReport.class).stream()
        .filter(one -> one.getSystem().equals(sis))
        .toList();
  }

  private void receipt(String student, ReceiptOutcome outcome) {
    LiveBroker.write(
        TOPICS.receipts(sis),
        "student/" + student,
        DeliveryReceipt.newBuilder()
            .setDeliveryId("d-" + student)
            .setSystem(sis)
            .setEntity("student")
            .setKey(student)
            .setOutcome(outcome)
            .setVersion(1)
            .setAt(0)
            .build());
  }
}
