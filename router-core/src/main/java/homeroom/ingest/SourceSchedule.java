package homeroom.ingest;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.WithoutText;
import homeroom.ingest.SoonAgain.Answer;
import homeroom.planning.Timetable;
import homeroom.schema.BatchReport;
import java.io.IOException;
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
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);
  private static final Duration LONGEST_REST = Duration.ofSeconds(30);

  private static final String NOT_TAKEN_IN = "SOURCE_BROKER";

  private final SourceIngest ingest;
  private final InstantSource clock;
  private final ScheduledExecutorService thread;
  private volatile Optional<Look> last = Optional.empty();
  private volatile Optional<Failure> spoolTrouble = Optional.empty();
  private volatile boolean spoolIsTakenIn;
  private final SoonAgain soonAgain = new SoonAgain();
  private Optional<Instant> due = Optional.empty();
  private Duration spoolRest = Duration.ofSeconds(1);
  private long spoolIsNext = System.nanoTime();

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

  /** Begins to ask, at once and then when its time has come after each end. */
  public void begin(Timetable timetable) {
    thread.schedule(() -> lookAndAgain(timetable), 0, TimeUnit.MILLISECONDS);
  }

  /** Whatever happens, the source is asked again: nobody would notice that it is not. */
  private void lookAndAgain(Timetable timetable) {
    Optional<Duration> rest = Optional.of(LONGEST_SLEEP);
    try {
      rest = lookIfDue(timetable);
    } finally {
      rest.ifPresent(
          it ->
              thread.schedule(() -> lookAndAgain(timetable), it.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  /**
   * The clock on the wall may be put on or back meanwhile, so it is looked at now and then.
   *
   * @return how long to sleep; empty if it is never asked again by itself
   */
  private Optional<Duration> lookIfDue(Timetable timetable) {
    Instant now = clock.instant();
    if (due.filter(now::isBefore).isEmpty()) {
      due = soonAgain.after(look(), clock.instant(), timetable);
    }
    return due.map(at -> Duration.between(clock.instant(), at))
        .map(rest -> rest.isNegative() ? Duration.ZERO : rest)
        .map(rest -> rest.compareTo(LONGEST_SLEEP) < 0 ? rest : LONGEST_SLEEP);
  }

  /**
   * Takes in what was posted to a hub before and got lost, again and again until that worked, and
   * keeps the spool small.
   */
  public void watchSpool() {
    thread.scheduleWithFixedDelay(this::tendSpool, 0, 1, TimeUnit.SECONDS);
  }

  /** Removes kept files once they are too old, now and then. */
  public void watchFiles(RawRetention retention) {
    thread.scheduleWithFixedDelay(() -> tidyFiles(retention), 1, 24, TimeUnit.HOURS);
  }

  private void tidyFiles(RawRetention retention) {
    try {
      int removed = ingest.tidyFiles(retention);
      LOG.info("old kept files were removed system={} files={}", ingest.system(), removed);
    } catch (IOException | RuntimeException later) {
      LOG.warn(
          "old kept files were not removed code=RAW_NOT_TIDIED system={}",
          ingest.system(),
          new WithoutText(later));
    }
  }

  private void tendSpool() {
    ingest.tidySpool();
    if (!spoolIsTakenIn && System.nanoTime() - spoolIsNext >= 0) {
      takeSpooledIn();
      spoolIsNext = System.nanoTime() + spoolRest.toNanos();
      Duration longer = spoolRest.multipliedBy(2);
      spoolRest = longer.compareTo(LONGEST_REST) < 0 ? longer : LONGEST_REST;
    }
  }

  /**
   * Takes in what was posted to a hub before and got lost; harmless when repeated.
   *
   * @return whether it is in the log now; {@link #spoolTrouble()} says why it is not
   */
  public boolean takeSpooledIn() {
    try {
      ingest.takeSpooledIn();
      spoolIsTakenIn = true;
      spoolTrouble = Optional.empty();
    } catch (SpoolFailure unreadable) {
      troubled(unreadable.failure(), unreadable);
    } catch (RuntimeException later) {
      troubled(notTakenIn(later), later);
    }
    return spoolIsTakenIn;
  }

  private Failure notTakenIn(RuntimeException why) {
    return Failure.of(
        Failure.Kind.TRANSIENT,
        "SPOOL_NOT_TAKEN_IN",
        "what "
            + ingest.system()
            + " posted before the hub ended is not in the log yet: "
            + why.getClass().getSimpleName(),
        "wait; it is tried again, before anything newer of that system. If it stays, see the log");
  }

  private void troubled(Failure failure, RuntimeException why) {
    if (!spoolTrouble.equals(Optional.of(failure))) {
      LOG.warn(
          "spool was not taken in yet code={} system={}",
          failure.code(),
          ingest.system(),
          new WithoutText(why));
    }
    spoolTrouble = Optional.of(failure);
  }

  /** Why what was posted to a hub before is not taken in; empty if it is, or was not tried yet. */
  public Optional<Failure> spoolTrouble() {
    return spoolTrouble;
  }

  public Optional<Look> last() {
    return last;
  }

  private Answer look() {
    try {
      return answer(ask());
    } catch (AdapterFailure noted) {
      LOG.debug("source could not be asked system={}", ingest.system(), new WithoutText(noted));
      return new Answer.Failed(noted.failure());
    } catch (RuntimeException broken) {
      LOG.warn(
          "source could not be taken in code={} system={}",
          NOT_TAKEN_IN,
          ingest.system(),
          new WithoutText(broken));
      return new Answer.Failed(notTaken(broken));
    } catch (StackOverflowError | OutOfMemoryError | LinkageError | AssertionError broken) {
      Failure defect = defect(broken);
      last = Optional.of(new Look(clock.instant(), lastReport(), Optional.of(defect)));
      LOG.error(
          "source could not be taken in code={} system={}",
          defect.code(),
          ingest.system(),
          new WithoutText(broken));
      return new Answer.Failed(defect);
    }
  }

  private Failure defect(Error broken) {
    return Failure.of(
        Failure.Kind.DEFECT,
        "SOURCE_DEFECT",
        "taking in " + ingest.system() + " ended with " + broken.getClass().getSimpleName(),
        "report it with what the log says; the source is asked again when its time comes");
  }

  private Answer answer(Optional<BatchReport> report) {
    if (report.isEmpty()) {
      return new Answer.Nothing();
    }
    if (!ingest.goesOneByOne()) {
      return new Answer.All();
    }
    return ingest.movedOn() ? new Answer.OneOfSeveral() : new Answer.NotAll();
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
      failed(failure.failure());
      throw failure;
    } catch (RuntimeException broken) {
      failed(notTaken(broken));
      throw broken;
    }
  }

  private void failed(Failure why) {
    last = Optional.of(new Look(clock.instant(), lastReport(), Optional.of(why)));
  }

  private Failure notTaken(RuntimeException broken) {
    return Failure.of(
        Failure.Kind.TRANSIENT,
        NOT_TAKEN_IN,
        "Taking in what " + ingest.system() + " says: " + broken.getClass().getSimpleName() + ".",
        "Wait; it is tried again. If it stays, see the log.");
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
