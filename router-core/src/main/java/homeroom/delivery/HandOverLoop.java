package homeroom.delivery;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.LateReceipt;
import homeroom.api.ScheduledHandOver;
import homeroom.api.WithoutText;
import homeroom.delivery.EngineStatus.Trouble;
import homeroom.log.TransactionWriter;
import homeroom.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has one consumer's files put in place when it is time, and writes down what became of deliveries
 * that were handed over. A receipt that was written and not noted is written again after a restart;
 * the router counts it once.
 */
final class HandOverLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HandOverLoop.class);
  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);
  private static final Duration END = Duration.ofSeconds(30);
  private static final int AT_ONCE = 500;

  private static final Failure BROKER =
      Failure.of(
          Kind.TRANSIENT,
          "HAND_OVER_BROKER",
          "writing down what became of handed-over deliveries did not work",
          "nothing, if the broker is coming back; else look at its log");

  private static final Failure DEFECT =
      Failure.of(
          Kind.DEFECT,
          "HAND_OVER_DEFECT",
          "putting files in place broke off for a reason that the hub does not know",
          "report the log's HAND_OVER_DEFECT entry; the hub goes on trying");

  private final Topics topics;
  private final DeliverySettings settings;
  private final ScheduledHandOver adapter;
  private final InstantSource clock;
  private final ReceiptWriter receipts;
  private final Semaphore roused = new Semaphore(0);
  private final Thread loop;
  private volatile boolean stopped;
  private volatile Optional<Trouble> trouble = Optional.empty();

  HandOverLoop(
      Topics topics, DeliverySettings settings, ScheduledHandOver adapter, InstantSource clock) {
    this.topics = topics;
    this.settings = settings;
    this.adapter = adapter;
    this.clock = clock;
    receipts = new ReceiptWriter(topics, settings.system(), settings.mappings(), clock);
    loop = Thread.ofPlatform().name("hand-over-" + settings.system()).unstarted(this::run);
  }

  void start() {
    loop.start();
  }

  /** Why files are not put in place, or answers not read; empty while all is well. */
  Optional<Trouble> trouble() {
    return trouble;
  }

  /** Looks again at once, if it rests after a failure. */
  void rouse() {
    roused.release();
  }

  /** Waits for what is under way, which is done again at the next start if it takes too long. */
  @Override
  public void close() {
    stopped = true;
    roused.release();
    try {
      if (loop.getState() != Thread.State.NEW) {
        loop.join(END);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (loop.isAlive()) {
      loop.interrupt();
    }
  }

  private void run() {
    Instant began = clock.instant();
    int failures = 0;
    while (!stopped) {
      Optional<Failure> failure = turn(began);
      failures = failure.isEmpty() ? 0 : failures + 1;
      show(failure);
      rest(failures);
    }
  }

  /** One that cannot be done does not keep the others from being done; the first is shown. */
  private Optional<Failure> turn(Instant began) {
    List<Step> steps = List.of(this::tell, adapter::look, () -> handOverInTime(began), this::tell);
    return steps.stream().map(this::step).flatMap(Optional::stream).toList().stream().findFirst();
  }

  private void handOverInTime(Instant began) throws AdapterFailure {
    Instant last = adapter.lastHandOver().orElse(began);
    boolean due =
        settings.timetable().next(last).filter(next -> !next.isAfter(clock.instant())).isPresent();
    if (due) {
      adapter.handOver();
    }
  }

  private void tell() throws AdapterFailure {
    List<LateReceipt> next = adapter.receipts(AT_ONCE);
    if (next.isEmpty()) {
      return;
    }
    try (TransactionWriter writer =
        TransactionWriter.named(
            DeliveryEngine.group(topics, settings.system()) + ".later." + settings.instance(),
            settings.bootstrapServers())) {
      while (!next.isEmpty() && !stopped) {
        writer.producer().beginTransaction();
        next.forEach(one -> writer.producer().send(receipts.receipt(one)));
        writer.producer().commitTransaction();
        adapter.noted(next);
        next = adapter.receipts(AT_ONCE);
      }
    }
  }

  private interface Step {
    void run() throws AdapterFailure;
  }

  private Optional<Failure> step(Step step) {
    try {
      step.run();
      return Optional.empty();
    } catch (AdapterFailure failed) {
      return Optional.of(failed.failure());
    } catch (KafkaException failed) {
      LOG.warn("receipts not written system={} code={}", settings.system(), BROKER.code(), failed);
      return Optional.of(BROKER);
    } catch (RuntimeException
        | StackOverflowError
        | OutOfMemoryError
        | LinkageError
        | AssertionError defect) {
      // Nobody would notice that no file is put in place any more.
      LOG.warn(
          "hand-over broke off system={} code={}",
          settings.system(),
          DEFECT.code(),
          new WithoutText(defect));
      return Optional.of(DEFECT);
    }
  }

  private void show(Optional<Failure> failure) {
    Optional<Trouble> before = trouble;
    if (failure.isEmpty()) {
      trouble = Optional.empty();
      before.ifPresent(_ -> LOG.info("files are put in place again system={}", settings.system()));
      return;
    }
    boolean same =
        before.filter(it -> it.failure().code().equals(failure.get().code())).isPresent();
    trouble =
        Optional.of(new Trouble(failure.get(), same ? before.get().since() : clock.instant()));
    if (!same) {
      LOG.warn(
          "files are not put in place system={} code={} kind={}",
          settings.system(),
          failure.get().code(),
          failure.get().kind());
    }
  }

  private void rest(int failures) {
    Duration rest = failures == 0 ? BEAT : BEAT.multipliedBy(1L << Math.min(failures, 6));
    Duration bounded = rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    try {
      if (!stopped && roused.tryAcquire(bounded.toMillis(), TimeUnit.MILLISECONDS)) {
        roused.drainPermits();
      }
    } catch (InterruptedException ending) {
      stopped = true;
    }
  }
}
