package homeroom.replay;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.RecordKey;
import homeroom.replay.ReplayOrder.Doubt;
import homeroom.replay.ReplayOrder.Reach;
import homeroom.schema.Command;
import homeroom.schema.CommandKind;
import homeroom.schema.ReplayState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written down of a replay of records that a comparison found. */
class ReplayMessagesTest {

  private static final Instant NOW = Instant.parse("2026-09-01T08:00:00Z");
  private static final RecordKey MISSING = new RecordKey("student", "1");
  private static final RecordKey DIFFERENT = new RecordKey("student", "2");

  private static ReplayJob job(List<RecordKey> missing, List<RecordKey> records) {
    ReplayOrder order =
        new ReplayOrder(
            "lms",
            new Reach.These(records),
            new Doubt.Seen(missing),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            200,
            "kim");
    return ReplayJob.begin("replay-1", order, 3, missing.size(), records.size(), NOW);
  }

  private static Command command(ReplayJob job, RecordKey record) {
    return ReplayMessages.command(job, new ReplayRecords.Found(record, Optional.empty()), NOW);
  }

  @Test
  void shouldKnowItsRecordsAgainAfterARestart() {
    ReplayJob job = job(List.of(MISSING), List.of(MISSING, DIFFERENT));

    assertThat(ReplayMessages.job(ReplayMessages.state(job))).isEqualTo(job);
    ReplayJob different = job(List.of(), List.of(DIFFERENT));
    assertThat(ReplayMessages.job(ReplayMessages.state(different))).isEqualTo(different);
  }

  @Test
  void shouldVoidOnlyWhatIsMissingAndTellTheOthersAgain() {
    ReplayJob voiding = job(List.of(MISSING), List.of(MISSING, DIFFERENT));
    assertThat(voiding.selection().records()).containsExactly(MISSING);
    Command gone = command(voiding, MISSING);
    assertThat(gone.getKind()).isEqualTo(CommandKind.VOID);
    assertThat(gone.getGone()).isTrue();

    ReplayJob sending = voiding.next(NOW);
    assertThat(sending.selection().records()).containsExactly(MISSING, DIFFERENT);
    Command again = command(sending, DIFFERENT);
    assertThat(again.getKind()).isEqualTo(CommandKind.REISSUE);
    assertThat(again.getEpoch()).isEqualTo(3);

    assertThat(job(List.of(), List.of(DIFFERENT)).status()).isEqualTo(ReplayJob.Status.SENDING);
  }

  @Test
  void shouldNameNoRecordOnceItIsOver() {
    ReplayJob job = job(List.of(MISSING), List.of(MISSING, DIFFERENT));
    for (ReplayJob over : List.of(job.next(NOW).next(NOW), job.cancelled(NOW))) {
      ReplayState written = ReplayMessages.state(over);
      assertThat(written.getRecords()).isEmpty();
      assertThat(written.getMissing()).isEmpty();
      ReplayJob read = ReplayMessages.job(written);
      assertThat(read.order().reach()).isEqualTo(new Reach.These(List.of()));
      assertThat(read.order().doubt()).isEqualTo(new Doubt.Seen(List.of()));
      assertThat(read.status()).isEqualTo(over.status());
    }
  }

  @Test
  void shouldLetTheRouterKnowThatTheSystemWasOnlyRead() {
    ReplayJob voiding = job(List.of(MISSING), List.of(MISSING, DIFFERENT));

    assertThat(command(voiding, MISSING).getSeen()).isTrue();
    assertThat(command(voiding.next(NOW), MISSING).getSeen()).isFalse();
  }
}
