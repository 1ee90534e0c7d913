package homeroom.support.http;

import homeroom.api.AdapterFailure;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.core.functions.CheckedSupplier;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;

/** Tries a read again that failed for a reason that passes, a few times and ever more slowly. */
final class Patience {

  private static final int TRIES = 5;
  private static final Duration FIRST_WAIT = Duration.ofMillis(300);

  /** Who asks to be left alone for longer is asked another day. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private static final IntervalFunction WAITS =
      IntervalFunction.ofExponentialRandomBackoff(FIRST_WAIT);

  private static final RetryConfig CONFIG =
      RetryConfig.custom()
          .maxAttempts(TRIES)
          .retryOnException(Patience::passes)
          .intervalBiFunction(Patience::millis)
          .build();

  private Patience() {}

  /** One read. */
  interface Read {
    Reply once() throws AdapterFailure;
  }

  static Reply until(Read read) throws AdapterFailure {
    CheckedSupplier<Reply> trying =
        Retry.decorateCheckedSupplier(Retry.of("read", CONFIG), read::once);
    try {
      return trying.get();
    } catch (AdapterFailure | RuntimeException | Error failed) {
      throw failed;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static boolean passes(Throwable thrown) {
    return thrown instanceof AdapterFailure failed
        && switch (failed.failure().kind()) {
          case TRANSIENT, THROTTLED -> waitOf(failed).compareTo(LONGEST_WAIT) <= 0;
          case CONFIGURATION, CREDENTIAL, UNKNOWN, CONTENT, DEFECT -> false;
        };
  }

  private static Duration waitOf(AdapterFailure failed) {
    return failed.failure().retryAfter().orElse(Duration.ZERO);
  }

  private static long millis(int tries, Either<Throwable, Object> ended) {
    long asked =
        ended.isLeft() && ended.getLeft() instanceof AdapterFailure failed
            ? waitOf(failed).toMillis()
            : 0;
    return Math.max(asked, WAITS.apply(tries));
  }
}
