package homeroom.audit;

import static homeroom.audit.Samples.NOON;
import static homeroom.audit.Samples.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StorePruningTest {

  private static final Duration KEEP = Duration.ofDays(400);

  private final Later later = new Later();
  private final List<Instant> asked = new ArrayList<>();

  /** Takes down what shall be done when, and does it when it is told to. */
  private static final class Later extends ScheduledThreadPoolExecutor {
    private final List<Duration> pauses = new ArrayList<>();
    private Runnable waiting = () -> {};

    Later() {
      super(0);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
      pauses.add(Duration.of(delay, unit.toChronoUnit()));
      waiting = command;
      return super.schedule(() -> {}, 0, TimeUnit.SECONDS);
    }

    void comeAround() {
      waiting.run();
    }
  }

  @AfterEach
  void end() {
    later.shutdownNow();
  }

  private void start(ToLongFunction<Instant> prune) {
    new StorePruning(prune, KEEP, () -> NOON, later).start();
  }

  private long prune(Instant before) {
    asked.add(before);
    return 3;
  }

  @Test
  void shouldPruneSoonAfterAStartAndThenDaily() {
    start(this::prune);
    assertThat(asked).isEmpty();

    later.comeAround();
    later.comeAround();

    assertThat(asked).containsExactly(NOON.minus(KEEP), NOON.minus(KEEP));
    assertThat(later.pauses)
        .containsExactly(StorePruning.FIRST, StorePruning.DAILY, StorePruning.DAILY);
  }

  @Test
  void shouldTryAgainWhatFailed() {
    List<Throwable> troubles =
        new ArrayList<>(List.of(new IllegalStateException("locked"), new StackOverflowError()));
    start(
        before -> {
          if (troubles.isEmpty()) {
            return prune(before);
          }
          throw StorePruningTest.<RuntimeException>unchecked(troubles.removeFirst());
        });

    later.comeAround();
    later.comeAround();
    later.comeAround();

    assertThat(asked).hasSize(1);
    assertThat(later.pauses)
        .containsExactly(
            StorePruning.FIRST, StorePruning.AGAIN, StorePruning.AGAIN, StorePruning.DAILY);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T unchecked(Throwable trouble) throws T {
    throw (T) trouble;
  }

  @Test
  void shouldEndWhenItIsClosed() {
    StorePruning pruning = new StorePruning(this::prune, KEEP, () -> NOON, later);
    pruning.start();
    pruning.close();

    later.comeAround();

    assertThat(later.pauses).hasSize(1);
  }

  @Test
  void shouldNotAskForTimesThatAStoreCannotName() {
    assertThat(StorePruning.before(NOON, KEEP)).isEqualTo(Instant.parse("2025-07-28T12:00:00Z"));
    assertThat(StorePruning.before(NOON, Duration.ofDays(999_999_999))).isEqualTo(Instant.EPOCH);
    assertThat(StorePruning.before(Instant.EPOCH, KEEP)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void shouldForgetInTheStoreWhatIsOlder(@TempDir Path data) throws Exception {
    try (QueryStore store =
        QueryStore.open(
            new StoreLocation.SqliteFile(data.resolve("store.db")),
            Pseudonyms.open(data, "cedar"))) {
      new StoreWriter(store)
          .write(
              List.of(
                  new LogEntry.Moved(accepted("student", "1", NOON.minus(KEEP).minusMillis(1))),
                  new LogEntry.Moved(accepted("student", "2", NOON.minus(KEEP)))),
              Map.of());
      start(store::prune);

      later.comeAround();

      assertThat(store.movements().find(MovementFilter.ALL, Optional.empty(), 9).items())
          .extracting(movement -> movement.subject().key())
          .containsExactly(Optional.of("2"));

      store.writer().useHandle(handle -> handle.execute("alter table movements rename to gone"));
      later.comeAround();
      assertThat(later.pauses.getLast()).isEqualTo(StorePruning.AGAIN);
    }
  }
}
