package homeroom.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import homeroom.replay.ReplayOrder.Doubt;
import homeroom.replay.ReplayOrder.Reach;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplaysTest {

  private static final int RECORDS = 30;

  private final MemoryReplayLog log = new MemoryReplayLog();
  private final SomeRecords records = new SomeRecords(RECORDS, log);
  private Replays replays = new Replays(log, records, Set.of("lms"), InstantSource.system());

  @AfterEach
  void close() {
    replays.close();
  }

  private static ReplayOrder order(Reach reach, Doubt doubt, int perSecond) {
    return new ReplayOrder(
        "lms",
        reach,
        doubt,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        perSecond,
        "kim");
  }

  private static ReplayOrder resync(int perSecond) {
    return order(new Reach.All(), new Doubt.None(), perSecond);
  }

  private static List<String> each(String kind) {
    return IntStream.rangeClosed(1, RECORDS).mapToObj(i -> kind + " student/" + i).toList();
  }

  private void untilDone(String id) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> replays.find(id).orElseThrow().status() == ReplayJob.Status.DONE);
  }

  /** As after the death of the hub: nothing is left but the log. */
  private void anotherHub() {
    replays.close();
    replays = new Replays(log, records, Set.of("lms"), InstantSource.system());
    replays.resume();
  }

  @Test
  void shouldAskOnceAboutEachRecord() throws ReplayRefused {
    untilDone(replays.start(resync(1000)).id());

    assertThat(log.commands()).containsExactlyElementsOf(each("REISSUE"));
  }

  @Test
  void shouldSendNothingBeforeTheRouterVoidedAll() throws ReplayRefused {
    records.answer(false);
    ReplayJob job = replays.start(order(new Reach.All(), new Doubt.Rebuilt(), 1000));
    await().until(() -> log.commands().size() == RECORDS);
    assertThat(log.commands()).containsExactlyElementsOf(each("VOID gone"));

    records.answer(true);
    untilDone(job.id());
    assertThat(log.commands().subList(RECORDS, 2 * RECORDS))
        .containsExactlyElementsOf(each("REISSUE"));
  }

  @Test
  void shouldTakeForLostOnlyWhatWasCreatedAfterTheBackup() throws ReplayRefused {
    Instant backup = SomeRecords.BEGAN.plusSeconds(10 * 60);
    Reach window = new Reach.Window(backup, SomeRecords.BEGAN.plusSeconds(3600));
    untilDone(replays.start(order(window, new Doubt.RestoredTo(backup), 1000)).id());

    assertThat(log.commands())
        .contains("VOID student/9", "VOID gone student/10")
        .doesNotContain("VOID gone student/9", "VOID student/10");
  }

  @Test
  void shouldVoidAllRecordsAndTakeNoneForLostWhereTheMovementsAreLost() throws ReplayRefused {
    Instant cut = SomeRecords.BEGAN.plusSeconds(3600);
    untilDone(replays.start(order(new Reach.All(), new Doubt.RestoredTo(cut), 1000)).id());

    assertThat(log.commands().subList(0, RECORDS)).containsExactlyElementsOf(each("VOID"));
    assertThat(log.commands().subList(RECORDS, 2 * RECORDS))
        .containsExactlyElementsOf(each("REISSUE"));
  }

  @Test
  void shouldTellAllAgainAndVoidNothingWhereTheHubForgot() throws ReplayRefused {
    ReplayJob job = replays.start(order(new Reach.All(), new Doubt.ToldSince(), 1000));
    untilDone(job.id());

    assertThat(log.commands()).containsExactlyElementsOf(each("REISSUE all"));
    assertThat(job.epoch()).isEqualTo(1);
  }

  @Test
  void shouldBeginAnotherEpochWithEachThatVoids() throws ReplayRefused {
    ReplayOrder rebuilt = order(new Reach.All(), new Doubt.Rebuilt(), 1000);
    untilDone(replays.start(rebuilt).id());
    anotherHub();

    assertThat(replays.start(rebuilt).epoch()).isEqualTo(2);
  }

  @Test
  void shouldCountTheEpochsThatAnotherHubBegan() throws ReplayRefused {
    ReplayOrder rebuilt = order(new Reach.All(), new Doubt.Rebuilt(), 1000);
    try (Replays other = new Replays(log, records, Set.of("lms"), InstantSource.system())) {
      other.resume();
      untilDone(replays.start(rebuilt).id());

      assertThat(other.start(rebuilt).epoch()).isEqualTo(2);
    }
  }

  @Test
  void shouldGoOnWhereAnotherHubWasAndAskAboutNoneTwice() throws ReplayRefused {
    ReplayJob job = replays.start(resync(8));
    await().until(() -> log.commands().size() >= 4);
    anotherHub();
    assertThat(log.commands()).hasSizeLessThan(RECORDS);

    untilDone(job.id());
    assertThat(log.commands()).containsExactlyElementsOf(each("REISSUE"));
  }

  @Test
  void shouldGoOnOnceTheLogCanBeRead() throws ReplayRefused {
    ReplayJob job = replays.start(resync(8));
    await().until(() -> log.commands().size() >= 4);
    log.away(true);
    anotherHub();
    assertThatThrownBy(() -> replays.start(resync(1)))
        .isInstanceOfSatisfying(
            ReplayRefused.class, it -> assertThat(it.code()).isEqualTo("REPLAYS_UNREAD"));

    log.away(false);
    await().atMost(Duration.ofSeconds(30)).until(() -> replays.find(job.id()).isPresent());
    untilDone(job.id());
    assertThat(log.commands()).containsExactlyElementsOf(each("REISSUE"));
  }

  @Test
  void shouldGoOnWhenTheHubThatTookItOverIsGone() throws ReplayRefused {
    Instant[] now = {Instant.now()};
    replays =
        new Replays(
            log, records, Set.of("lms"), () -> now[0] = now[0].plus(Duration.ofSeconds(20)));
    log.failNext(MemoryReplayLog.Failing.FENCED);
    untilDone(replays.start(resync(1000)).id());

    assertThat(log.commands()).containsExactlyElementsOf(each("REISSUE"));
  }

  @Test
  void shouldAskAboutNothingBeforeAllThatIsInTheLogCanBeFound() throws ReplayRefused {
    CompletableFuture<Void> current = records.fallBehind();
    ReplayJob job = replays.start(resync(1000));
    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(5))
        .until(() -> log.commands().isEmpty());

    current.complete(null);
    untilDone(job.id());
    assertThat(log.commands()).containsExactlyElementsOf(each("REISSUE"));
  }

  /** What people change meanwhile would wait behind all of it. */
  @Test
  void shouldAskForNoMoreWhileTheSystemHasEnoughToDo() throws ReplayRefused {
    records.open(500);
    ReplayJob job = replays.start(order(new Reach.All(), new Doubt.Rebuilt(), 1000));
    await().until(() -> log.commands().size() == RECORDS);
    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(5))
        .until(() -> log.commands().size() == RECORDS);

    records.open(499);
    untilDone(job.id());
    assertThat(log.commands()).hasSize(2 * RECORDS);
  }

  /** A child would be sent while its parent's old word still stands. */
  @Test
  void shouldWaitForARouterThatIsBehindHoweverLong() throws ReplayRefused {
    replays = hasty();
    records.answer(false);
    records.decide(false);
    ReplayJob job = replays.start(order(new Reach.All(), new Doubt.Rebuilt(), 1000));
    await()
        .during(Duration.ofMillis(800))
        .atMost(Duration.ofSeconds(5))
        .until(() -> log.commands().size() <= RECORDS);

    records.answer(true);
    untilDone(job.id());
    assertThat(log.commands().subList(RECORDS, 2 * RECORDS))
        .containsExactlyElementsOf(each("REISSUE"));
  }

  @Test
  void shouldGoOnWithoutAnswersThatCannotCome() throws ReplayRefused {
    replays = hasty();
    records.answer(false);
    untilDone(replays.start(order(new Reach.All(), new Doubt.Rebuilt(), 1000)).id());

    assertThat(log.commands()).hasSize(2 * RECORDS);
  }

  /** For whom a minute is over at the next look. */
  private Replays hasty() {
    Instant[] now = {Instant.now()};
    return new Replays(
        log, records, Set.of("lms"), () -> now[0] = now[0].plus(Duration.ofSeconds(40)));
  }

  @Test
  void shouldFindOutFromTheLogWhetherItWasWrittenWhenNobodyKnows() throws ReplayRefused {
    log.failNext(MemoryReplayLog.Failing.AFTER);
    ReplayJob after = replays.start(resync(1000));
    untilDone(after.id());
    assertThat(log.commands()).containsExactlyElementsOf(each("REISSUE"));

    log.failNext(MemoryReplayLog.Failing.BEFORE);
    untilDone(replays.start(resync(1000)).id());
    assertThat(log.commands()).hasSize(2 * RECORDS);
  }

  @Test
  void shouldKeepToItsRate() throws ReplayRefused {
    ReplayJob job = replays.start(resync(10));
    untilDone(job.id());
    ReplayJob done = replays.find(job.id()).orElseThrow();

    assertThat(Duration.between(done.startedAt(), done.endedAt().orElseThrow()))
        .isGreaterThan(Duration.ofMillis(1500));
  }

  @Test
  void shouldAskAboutNoMoreOnceItIsCancelled() throws ReplayRefused {
    ReplayJob job = replays.start(resync(8));
    await().until(() -> log.commands().size() >= 2);
    replays.cancel(job.id());
    int asked = log.commands().size();
    anotherHub();

    assertThat(replays.find(job.id()).orElseThrow().status()).isEqualTo(ReplayJob.Status.CANCELLED);
    assertThat(log.commands()).hasSize(asked);
    assertThatThrownBy(() -> replays.cancel(job.id())).isInstanceOf(ReplayRefused.class);
  }

  @Test
  void shouldRefuseASecondReplayToTheSameSystemAtOnce() throws ReplayRefused {
    replays.start(resync(1));

    assertThatThrownBy(() -> replays.start(resync(1)))
        .isInstanceOfSatisfying(
            ReplayRefused.class, it -> assertThat(it.code()).isEqualTo("REPLAY_RUNNING"));
  }

  @Test
  void shouldRefuseAWindowFromBeforeWhatIsKeptAndSayFromWhenItCouldRun() {
    Instant before = SomeRecords.BEGAN.minusSeconds(1);
    ReplayOrder order =
        order(new Reach.Window(before, SomeRecords.BEGAN.plusSeconds(9)), new Doubt.None(), 10);

    assertThatThrownBy(() -> replays.preview(order))
        .isInstanceOfSatisfying(
            ReplayRefused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("REPLAY_WINDOW_TOO_OLD");
              assertThat(refused.remedy())
                  .contains("--from 2026-11-01T08:00:00Z", "homeroom resync lms");
            });
    assertThat(log.commands()).isEmpty();
  }

  @Test
  void shouldNotTakeNoNamesForAllRecords() {
    assertThatThrownBy(
            () -> replays.start(order(new Reach.These(List.of()), new Doubt.None(), 1000)))
        .isInstanceOfSatisfying(
            ReplayRefused.class,
            refused -> assertThat(refused.code()).isEqualTo("REPLAY_NOTHING_NAMED"));
  }
}
