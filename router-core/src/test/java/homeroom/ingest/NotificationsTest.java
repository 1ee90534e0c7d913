package homeroom.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.api.SourceItem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotificationsTest {

  private final ReentrantLock lock = new ReentrantLock();
  private final List<List<String>> transactions = new CopyOnWriteArrayList<>();
  private final Notifications notifications = new Notifications(lock, this::takeIn);
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void endCallers() {
    callers.shutdownNow();
  }

  @Test
  void shouldTakeOneInAtOnce() {
    notifications.take(batch("a"));

    assertThat(transactions).containsExactly(List.of("a"));
  }

  @Test
  void shouldTakeInTogetherWhatGatheredMeanwhile() throws Exception {
    lock.lock();
    List<Future<?>> calls = callAll("a", "b", "c", "d");
    lock.unlock();
    for (Future<?> call : calls) {
      call.get();
    }

    assertThat(transactions).hasSize(1);
    assertThat(transactions.getFirst()).containsExactlyInAnyOrder("a", "b", "c", "d");
  }

  @Test
  void shouldFailOnlyTheOneThatCannotBeTakenIn() throws Exception {
    lock.lock();
    List<Future<?>> calls = callAll("a", "bad", "c");
    lock.unlock();

    calls.get(0).get();
    calls.get(2).get();
    assertThatThrownBy(() -> calls.get(1).get()).hasMessageContaining("cannot be taken in");
    assertThat(transactions.stream().flatMap(List::stream)).containsExactlyInAnyOrder("a", "c");
  }

  @Test
  void shouldTakeInWhileABatchGoesOnWithoutGivingUpTheLock() throws Exception {
    lock.lock();
    List<Future<?>> calls = callAll("a", "b");
    notifications.takeGathered();

    for (Future<?> call : calls) {
      call.get();
    }
    assertThat(transactions.getFirst()).containsExactlyInAnyOrder("a", "b");
    lock.unlock();
  }

  @Test
  void shouldGiveBackWhatCouldNotBeTakenInWhileABatchGoesOn() throws Exception {
    lock.lock();
    List<Future<?>> calls = callAll("a", "bad");
    assertThatThrownBy(notifications::takeGathered).hasMessageContaining("cannot be taken in");
    lock.unlock();

    calls.get(0).get();
    assertThatThrownBy(() -> calls.get(1).get()).hasMessageContaining("cannot be taken in");
    assertThat(transactions).containsExactly(List.of("a"));
  }

  @Test
  void shouldTakeInEachOfManyOnce() throws Exception {
    List<Future<?>> calls =
        IntStream.range(0, 500)
            .<Future<?>>mapToObj(
                number -> callers.submit(() -> notifications.take(batch(Integer.toString(number)))))
            .toList();
    for (Future<?> call : calls) {
      call.get();
    }

    assertThat(transactions.stream().flatMap(List::stream)).hasSize(500).doesNotHaveDuplicates();
  }

  /** All of them wait for the lock when this returns. */
  private List<Future<?>> callAll(String... ids) {
    return Stream.of(ids)
        .<Future<?>>map(
            id -> {
              int before = notifications.waiting();
              Future<?> call = callers.submit(() -> notifications.take(batch(id)));
              await().until(() -> notifications.waiting() > before);
              return call;
            })
        .toList();
  }

  private void takeIn(List<Batch> batches) {
    List<String> taken =
        batches.stream()
            .flatMap(Batch::items)
            .map(item -> ((SourceItem.Row) item).place())
            .toList();
    if (taken.contains("bad")) {
      throw new IllegalStateException("cannot be taken in");
    }
    transactions.add(taken);
  }

  /** Its items can be read once only, as an adapter's. */
  private static Batch batch(String id) {
    return Batch.ofItems(
        id,
        "",
        Map.of(),
        Stream.of(SourceItem.Row.of("users", id, Map.of())),
        Cursor.START,
        Optional.empty());
  }
}
