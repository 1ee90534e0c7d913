package homeroom.ingest;

import static homeroom.ingest.LiveSource.poll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.api.AdapterFailure;
import homeroom.api.Cursor;
import homeroom.live.LiveBroker;
import homeroom.schema.DataEvent;
import homeroom.schema.EventOperation;
import homeroom.schema.ReceiptOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a system says while and after deliveries arrive there. */
@ExtendWith(LiveBroker.class)
class ConfirmedRowsTest {

  private final LiveSource sis = new LiveSource();

  @AfterEach
  void close() {
    sis.close();
  }

  @Test
  void shouldTellARowAgainOnceADeliveryOfItWasConfirmed() throws AdapterFailure {
    SourceIngest hub = sis.hub();
    sis.source().holds("1", "Ada", "2", "Bo");
    poll(hub);
    sis.receipt("2", ReceiptOutcome.UPDATED);
    sis.receipt("1", ReceiptOutcome.REFUSED);
    poll(hub);
    poll(hub);

    assertThat(sis.told()).containsExactly("UPSERT 1", "UPSERT 2", "UPSERT 2");
    assertThat(sis.events()).extracting(DataEvent::getEventId).doesNotHaveDuplicates();
  }

  @Test
  void shouldTellARowAgainAfterAConfirmedDeliveryThoughItWasCutShort() throws AdapterFailure {
    sis.source().holdsStudents(0, 4_500);
    SourceIngest hub = sis.hub();
    poll(hub);
    sis.receipt("10", ReceiptOutcome.UPDATED);
    sis.receipt("4400", ReceiptOutcome.UPDATED);
    sis.source().holdsStudents(0, 4_500);
    for (int i = 5_000; i < 7_100; i++) {
      sis.source().row(FakeSource.STAFF, Integer.toString(i), "new");
    }
    sis.source().rotate(2_100);
    sis.breaksAt(4_500 + 1_900);
    assertThatThrownBy(hub::poll).hasMessage("the process ended");
    hub.close();
    poll(sis.hub());

    assertThat(sis.told().stream().filter("UPSERT 4400"::equals)).hasSize(2);
  }

  @Test
  void shouldTellARowAgainThatCameBackAfterARestart() throws AdapterFailure {
    sis.source().partial().holds("1", "Ada");
    SourceIngest hub = sis.hub();
    poll(hub);
    sis.receipt("1", ReceiptOutcome.UPDATED);
    sis.source().holds("2", "Bo");
    poll(hub);
    hub.close();
    sis.source().holds("1", "Ada");
    poll(sis.hub());

    assertThat(sis.told()).containsExactly("UPSERT 1", "UPSERT 1", "UPSERT 2");
  }

  @Test
  void shouldNotTakeForNewsWhatWasReadWhileADeliveryArrived() throws AdapterFailure {
    SourceIngest hub = sis.hub();
    sis.source().holds("1", "Ada", "2", "Bo");
    poll(hub);
    sis.source().holds("1", "Adele", "2", "Beau");
    sis.source().meanwhile(() -> sis.receipt("2", ReceiptOutcome.UPDATED));
    poll(hub);
    assertThat(sis.told()).containsExactly("UPSERT 1", "UPSERT 1", "UPSERT 2");

    sis.source().holds("1", "Adele", "2", "Bob");
    poll(hub);

    assertThat(sis.told()).containsExactly("UPSERT 1", "UPSERT 1", "UPSERT 2", "UPSERT 2");
  }

  @Test
  void shouldReadAgainFromTheSamePlaceWhatItPassedOver() throws AdapterFailure {
    SourceIngest hub = sis.hub();
    sis.source().holds("1", "Ada");
    poll(hub);
    sis.source()
        .holds("1", "Ada", "2", "Bo")
        .meanwhile(() -> sis.receipt("1", ReceiptOutcome.UPDATED));
    poll(hub);
    Cursor first = sis.source().asked();
    poll(hub);

    assertThat(sis.source().asked()).isEqualTo(first).isNotEqualTo(Cursor.START);
    assertThat(sis.told()).containsExactly("UPSERT 1", "UPSERT 1", "UPSERT 2");
  }

  @Test
  void shouldNotTakeForGoneWhatWasReadWhileADeliveryArrived() throws AdapterFailure {
    SourceIngest hub = sis.hub();
    sis.source().holds("1", "Ada", "2", "Bo", "3", "Cy");
    poll(hub);
    sis.source()
        .holds("1", "Ada", "3", "Cy")
        .meanwhile(() -> sis.receipt("2", ReceiptOutcome.CREATED));
    poll(hub);

    assertThat(sis.events())
        .extracting(DataEvent::getOperation)
        .containsOnly(EventOperation.UPSERT);
  }

  @Test
  void shouldTakeInWhatWasReadWhileAFileWasHandedOver() throws AdapterFailure {
    SourceIngest hub = sis.hub();
    sis.source().holds("1", "Ada");
    poll(hub);
    sis.source().holds("1", "Adele").meanwhile(() -> sis.receipt("1", ReceiptOutcome.HANDED_OVER));
    poll(hub);

    assertThat(sis.told()).containsExactly("UPSERT 1", "UPSERT 1");
  }

  @Test
  void shouldSayNothingOfWhatWeTookAwayOurselves() throws AdapterFailure {
    SourceIngest hub = sis.hub();
    sis.source().holds("1", "Ada", "2", "Bo", "3", "Cy");
    poll(hub);
    sis.receipt("2", ReceiptOutcome.DELETED);
    sis.source().holds("1", "Ada", "3", "Cy");
    poll(hub);
    assertThat(sis.events())
        .extracting(DataEvent::getOperation)
        .containsOnly(EventOperation.UPSERT);

    sis.source().holds("1", "Ada", "2", "Bo", "3", "Cy");
    poll(hub);

    assertThat(sis.told()).containsExactly("UPSERT 1", "UPSERT 2", "UPSERT 2", "UPSERT 3");
  }
}
