package homeroom.bench.router;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/**
 * How long the thread of a Streams application was at work, which others that use the same
 * processors change much less than how long it took.
 */
final class Work {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final String tenant;

  /**
   * @param tenant whose router, or what stands in for it
   */
  Work(String tenant) {
    this.tenant = tenant;
  }

  /** In nanoseconds, so far. */
  long nanos() {
    long nanos = 0;
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null
          && thread.getThreadName().startsWith(tenant + ".router-")
          && thread.getThreadName().contains("-StreamThread-")) {
        nanos += THREADS.getThreadCpuTime(thread.getThreadId());
      }
    }
    return nanos;
  }
}
