package homeroom.bench.delivery;

import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Operation;
import homeroom.api.Value;
import homeroom.bench.Students;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The same calls, by as many threads, and nothing else. */
final class BareLoop {

  private final ConsumerAdapter adapter;
  private final int threads;

  BareLoop(ConsumerAdapter adapter, int threads) {
    this.adapter = adapter;
    this.threads = threads;
  }

  /** Returns how many deliveries it made per second. */
  double pass(int deliveries) {
    AtomicInteger next = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(threads);
    long began = System.nanoTime();
    for (int thread = 0; thread < threads; thread++) {
      Thread.ofPlatform()
          .start(
              () -> {
                for (int one = next.getAndIncrement();
                    one < deliveries;
                    one = next.getAndIncrement()) {
                  deliver(one);
                }
                done.countDown();
              });
    }
    try {
      done.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return deliveries * 1e9 / (System.nanoTime() - began);
  }

  private void deliver(int student) {
    Map<String, Value> payload = Students.row(student, 1);
    try {
      adapter.deliver(
          List.of(
              new Delivery(
                  "bare-" + student,
                  Students.key(student),
                  "users",
                  Operation.UPSERT,
                  payload,
                  payload.keySet(),
                  false,
                  Optional.empty(),
                  1)));
    } catch (AdapterFailure impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
