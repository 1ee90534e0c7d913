package homeroom.bench;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Things that are done at a steady rate, whether or not what was begun before is done. */
public final class Load implements AutoCloseable {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Something that is done once more. */
  public interface Step {
    /**
     * @param number how many there were before
     * @param at when it was to be done, by the clock of {@link System#nanoTime}
     */
    void accept(int number, long at);
  }

  /** Begins a step each time that a span has passed, and returns when so many have begun. */
  public void every(Duration span, int times, Step step) {
    steadily(span, times, (number, at) -> threads.execute(() -> step.accept(number, at)));
  }

  /** Begins a step each time that a span has passed, for as long as there is something to do. */
  public void every(Duration span, BooleanSupplier more, Step step) {
    steadily(span, more, (number, at) -> threads.execute(() -> step.accept(number, at)));
  }

  /** Does steps on this thread; one that takes longer than the span makes the next ones late. */
  public static void steadily(Duration span, int times, Step step) {
    int[] begun = {0};
    steadily(span, () -> begun[0]++ < times, step);
  }

  private static void steadily(Duration span, BooleanSupplier more, Step step) {
    long began = System.nanoTime();
    for (int number = 0; more.getAsBoolean(); number++) {
      long at = began + number * span.toNanos();
      while (System.nanoTime() < at) {
        LockSupport.parkNanos(at - System.nanoTime());
      }
      step.accept(number, at);
    }
  }

  /** Waits until all that was begun is done. */
  @Override
  public void close() {
    threads.close();
  }
}
