package homeroom.bench.router;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Waits until stores that were just filled are as those of a hub that runs for a while: RocksDB
 * goes on sorting for some time, and whoever is measured meanwhile shares the processors with it.
 */
final class StoresAtRest {

  private static final String STORES = "kafka.streams:type=stream-state-metrics,*";

  /** What waits may wait for ever, where RocksDB has no mind to do it. */
  private static final String[] BUSY = {"num-running-compactions", "num-running-flushes"};

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  /** So often nothing must be seen to be done. */
  private static final int LOOKS = 10;

  private StoresAtRest() {}

  /**
   * Returns when an application has its stores and they are at rest.
   *
   * @param running whether it has them
   */
  static void await(BooleanSupplier running) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int rest = 0;
    while (rest < LOOKS) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the stores were not restored in time");
      }
      rest = running.getAsBoolean() && busy() == 0 ? rest + 1 : 0;
      try {
        Thread.sleep(LOOK_AGAIN);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("stopped while stores were restored", stopped);
      }
    }
  }

  private static long busy() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    long busy = 0;
    try {
      Set<ObjectName> stores = server.queryNames(new ObjectName(STORES), null);
      for (ObjectName store : stores) {
        for (var one : server.getAttributes(store, BUSY).asList()) {
          busy += one.getValue() instanceof Number number ? number.longValue() : 0;
        }
      }
    } catch (JMException unexpected) {
      throw new IllegalStateException("asking what RocksDB does", unexpected);
    }
    return busy;
  }
}
