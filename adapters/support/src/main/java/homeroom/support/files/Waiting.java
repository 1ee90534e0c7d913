package homeroom.support.files;

import java.time.Duration;

/** Time that passes, and waiting for it. */
interface Waiting {

  /** That of this process. */
  Waiting REAL =
      new Waiting() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void pause(Duration rest) throws InterruptedException {
          Thread.sleep(rest);
        }
      };

  long nanos();

  void pause(Duration rest) throws InterruptedException;
}
