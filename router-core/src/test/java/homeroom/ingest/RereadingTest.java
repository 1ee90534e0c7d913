package homeroom.ingest;

import static homeroom.ingest.LiveSource.poll;
import static homeroom.ingest.LiveSource.students;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import homeroom.api.AdapterFailure;
import homeroom.live.LiveBroker;
import homeroom.planning.Guard;
import homeroom.planning.SourceMapping.Assertion;
import homeroom.schema.Accepted;
import homeroom.schema.BatchReport;
import homeroom.schema.DataEvent;
import homeroom.schema.Digest;
import homeroom.schema.ReceiptOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
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
  void shouldGoOnTakingInWhileAKeptFileIsReadToSomebody() throws Exception {
    SourceIngest hub = sis.hubWithAGoingClock();
    sis.source().holds("1", "Ada", "2", "Bo");
    String first = poll(hub).getBatchId();
    sis.source().holds("1", "Adele", "2", "Bo");
    List<BatchReport> meanwhile = new ArrayList<>();
    Recalled recalled =
        hub.recall(
            first,
            Listening.to(
                place -> {
                  if (meanwhile.isEmpty()) {
                    meanwhile.add(elsewhere(() -> poll(hub)));
                  }
                }));

    assertThat(meanwhile).singleElement().isNotEqualTo(recalled.then());
    assertThat(sis.told()).contains("UPSERT 1");
  }

  @Test
  void shouldNotSufferFromWhoeverIsReadTo() throws Exception {
    SourceIngest hub = sis.hubWithAGoingClock();
    sis.source().holds("1", "Ada", "2", "Bo");
    String first = poll(hub).getBatchId();
    IllegalStateException broken = new IllegalStateException("the listener's own");
    Recalled.Hearer listener =
        Listening.to(
            place -> {
              throw broken;
            });

    // What was committed shows in the log a moment later.
    await()
        .untilAsserted(
            () -> assertThatThrownBy(() -> hub.recall(first, listener)).isSameAs(broken));
    sis.source().holds("1", "Adele", "2", "Bo");
    assertThat(poll(hub).getBatchId()).isNotEqualTo(first);
  }

  /** In another thread, as the hub polls; fails if that has to wait. */
  private static <T> T elsewhere(Callable<T> work) {
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      return other.submit(work).get(20, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException failed) {
      throw new AssertionError("it had to wait, or failed", failed);
    }
  }

  /** Is read to, and does something with each row. */
  private record Listening(Consumer<String> row) implements Recalled.Hearer {

    static Recalled.Hearer to(Consumer<String> row) {
      return new Listening(row);
    }

    @Override
    public void said(String collection, String place, Assertion assertion, boolean gone) {
      row.accept(place);
    }

    @Override
    public void unreadable(String collection, String place, String code) {
      throw new AssertionError(code);
    }
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
