package homeroom.ingest;

import static homeroom.ingest.LiveSource.poll;
import static homeroom.ingest.LiveSource.students;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.api.AdapterFailure;
import homeroom.live.LiveBroker;
import homeroom.planning.Guard;
import homeroom.schema.Accepted;
import homeroom.schema.BatchReport;
import homeroom.schema.DataEvent;
import homeroom.schema.Digest;
import homeroom.schema.ReceiptOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was taken in is taken in again. */
@ExtendWith(LiveBroker.class)
class RereadingTest {

  private final LiveSource sis = new LiveSource();

  @AfterEach
  void close() {
    sis.close();
  }

  @Test
  void shouldReadAFileAgainAsTheWordOfThen() throws AdapterFailure {
    SourceIngest hub = sis.hubWithAGoingClock();
    sis.source().partial().holds("1", "Ada", "2", "Bo", "3", "Cy");
    String first = poll(hub).getBatchId();
    sis.source().holds("1", "Adele");
    poll(hub);
    sis.receipt("2", ReceiptOutcome.UPDATED);

    BatchReport report = hub.again(whole(first));

    assertThat(students(report).getLeft()).isEqualTo(2);
    assertThat(students(report).getUnchanged()).isEqualTo(1);
    assertThat(sis.told())
        .containsExactlyInAnyOrder("UPSERT 1", "UPSERT 2", "UPSERT 3", "UPSERT 1");
  }

  @Test
  void shouldNotReadAnOldExportOverANewerOne() throws AdapterFailure {
    SourceIngest hub = sis.hubWithAGoingClock();
    sis.source().holds("1", "Ada", "2", "Bo", "3", "Cy");
    String first = poll(hub).getBatchId();
    sis.source().holds("1", "Adele", "2", "Bo");
    String newest = poll(hub).getBatchId();
    List<String> before = sis.told();

    assertThatThrownBy(() -> hub.again(whole(first)))
        .hasMessageStartingWith("REPLAY_BATCH_OVERTAKEN");
    assertThatThrownBy(() -> hub.again(whole("batch-never")))
        .hasMessageStartingWith("REPLAY_BATCH_UNKNOWN");
    hub.again(whole(newest));
    sis.source().loseFiles();
    assertThatThrownBy(() -> hub.again(whole(newest))).hasMessageStartingWith("RAW_COPY_GONE");

    assertThat(sis.told()).isEqualTo(before);
  }

  @Test
  void shouldTakeNothingInWhenItIsOnlyAskedWhatWouldCome() throws AdapterFailure {
    SourceIngest hub = sis.hub();
    sis.source().partial().holds("1", "Ada", "2", "Bo");
    String first = poll(hub).getBatchId();
    hub.close();
    // As if the source had said something else of it last.
    LiveBroker.write(
        sis.topics().snapshot(sis.system()),
        "student/1",
        new Accepted(new Digest(new byte[16]), FakeSource.STUDENTS, 0, null));
    SourceIngest other = sis.hub();

    Rereading asked = new Rereading("r1", sis.system(), first, List.of(), true, "kim");
    assertThat(students(other.again(asked)).getChanged()).isEqualTo(1);
    assertThat(students(other.again(asked)).getChanged()).isEqualTo(1);

    assertThat(sis.told()).hasSize(2);
  }

  @Test
  void shouldNotReadAgainWhatTheGuardWouldHold() throws AdapterFailure {
    sis.guardedBy(Guards.of(Map.of(Guard.Kind.UPDATES, Guard.Limit.count(1))));
    SourceIngest hub = sis.hub();
    sis.source().partial().holds("1", "Ada", "2", "Bo");
    String first = poll(hub).getBatchId();
    hub.close();
    sis.remember("1");
    sis.remember("2");

    SourceIngest another = sis.hub();
    assertThatThrownBy(() -> another.again(whole(first)))
        .hasMessageStartingWith("REPLAY_BATCH_TOO_MUCH: 2 of 2 records of student");
    assertThat(sis.told()).hasSize(2);
  }

  @Test
  void shouldSendAnEventAgainUnlessTheSourceSpokeOfTheRecordSince() throws AdapterFailure {
    SourceIngest hub = sis.hub();
    sis.source().partial().holds("1", "Ada");
    poll(hub);
    Rereading asked = new Rereading("r1", sis.system(), "", List.of(), false, "kim");

    assertThat(resent(hub, asked)).containsExactly(true);
    assertThat(sis.events())
        .extracting(DataEvent::getEventId)
        .hasSize(2)
        .containsOnly(sis.events().getFirst().getEventId());
    assertThat(resent(hub, asked)).containsExactly(false);
    assertThat(sis.events()).hasSize(2);
  }

  /** What became of the first event of each partition that has one. */
  private List<Boolean> resent(SourceIngest hub, Rereading asked) {
    List<Boolean> sent = new ArrayList<>();
    for (int partition = 0; partition < LiveBroker.PARTITIONS; partition++) {
      String place = sis.topics().events(sis.system()) + ":" + partition + ":0";
      try {
        sent.add(hub.resend(asked, new Rereading.Entry("q-1", "1", Optional.empty(), place)));
      } catch (AdapterFailure gone) {
        assertThat(gone).hasMessageStartingWith("QUARANTINE_EVENT_GONE");
      }
    }
    return sent;
  }

  private Rereading whole(String batch) {
    return new Rereading("r1", sis.system(), batch, List.of(), false, "kim");
  }
}
