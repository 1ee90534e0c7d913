package homeroom.bench.live;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of the heap is in use at most while something goes on. It is looked at after a full
 * collection, once in a second: between two of them most of what lies there is garbage.
 */
final class LiveHeap implements AutoCloseable {

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final double MIB = 1 << 20;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("live-heap").factory());
  private final AtomicLong greatest = new AtomicLong();

  LiveHeap() {
    thread.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    greatest.accumulateAndGet(used, Math::max);
  }

  double greatestMebibytes() {
    return greatest.get() / MIB;
  }

  @Override
  public void close() {
    thread.close();
  }
}
