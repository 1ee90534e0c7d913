package homeroom.ingest;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.schema.BatchReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks one source at intervals. Thread-safe. */
public final class SourceSchedule implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SourceSchedule.class);

  private final SourceIngest ingest;
  private final InstantSource clock;
  private final ScheduledExecutorService thread;
  private volatile Optional<Look> last = Optional.empty();

  /**
   * The last time a source was asked.
   *
   * @param report what the last batch came to, if there ever was one
   * @param failure why it could not be asked this time
   */
  public record Look(Instant at, Optional<BatchReport> report, Optional<Failure> failure) {}

  public SourceSchedule(SourceIngest ingest, InstantSource clock) {
    this.ingest = ingest;
    this.clock = clock;
    thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("source-" + ingest.system()).factory());
  }

  /** Begins to ask, at once and then so long after each end. */
  public void every(Duration interval) {
    thread.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Takes in what was posted to a hub before and got lost, and keeps the spool small. */
  public void watchSpool() {
    thread.execute(this::takeSpooledIn);
    thread.scheduleWithFixedDelay(ingest::tidySpool, 1, 1, TimeUnit.SECONDS);
  }

  /** Takes in what was posted to a hub before and got lost; harmless when repeated. */
  public void takeSpooledIn() {
    try {
      ingest.takeSpooledIn();
    } catch (RuntimeException later) {
      // It comes before whatever is posted next.
      LOG.warn("spool was not taken in yet code=SPOOL_LEFT system={}", ingest.system(), later);
    }
  }

  public Optional<Look> last() {
    return last;
  }

  private void look() {
    try {
      ask();
    } catch (AdapterFailure noted) {
      LOG.debug("source could not be asked system={}", ingest.system(), noted);
    } catch (RuntimeException broken) {
      LOG.warn(
          "source could not be taken in code=SOURCE_BROKER system={}", ingest.system(), broken);
    }
  }

  /**
   * Asks now.
   *
   * @throws AdapterFailure as {@link SourceIngest#poll}
   */
  public Optional<BatchReport> ask() throws AdapterFailure {
    try {
      Optional<BatchReport> report = ingest.poll();
      last = Optional.of(new Look(clock.instant(), report.or(this::lastReport), Optional.empty()));
      return report;
    } catch (AdapterFailure failure) {
      if (!lastFailure().equals(Optional.of(failure.failure()))) {
        LOG.warn(
            "source cannot be taken in system={} code={} kind={}",
            ingest.system(),
            failure.failure().code(),
            failure.failure().kind());
      }
      last = Optional.of(new Look(clock.instant(), lastReport(), Optional.of(failure.failure())));
      throw failure;
    }
  }

  private Optional<BatchReport> lastReport() {
    return last.flatMap(Look::report);
  }

  private Optional<Failure> lastFailure() {
    return last.flatMap(Look::failure);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
