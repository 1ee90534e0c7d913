package homeroom.delivery;

import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.MissingSecret;
import homeroom.api.Outcome;
import homeroom.api.WithoutText;
import homeroom.delivery.flow.Answer;
import homeroom.delivery.flow.Commit;
import homeroom.delivery.flow.Flow;
import homeroom.delivery.flow.Limits;
import homeroom.delivery.flow.Mark;
import homeroom.delivery.flow.Order;
import homeroom.delivery.flow.Patience;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls that the flow names, each on a thread of its own; when one ends, the next one
 * goes out at once. Thread-safe.
 */
final class Courier implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final Duration FIRST_LOOK = Duration.ofMillis(200);
  private static final Duration LAST_LOOK = Duration.ofSeconds(5);

  /** Longer than an adapter may take for one call with all its requests. */
  static final Duration HANGS = Duration.ofMinutes(5);

  private static final Failure CALL_HANGS =
      Failure.of(
          Kind.DEFECT,
          "DELIVERY_CALL_HANGS",
          "a call to the system did not come back for minutes, though calls have a deadline",
          "nothing is lost; take a thread dump, report it, and restart the hub");

  private final ConsumerAdapter adapter;
  private final Calls calls;
  private final Flow flow;
  private final InstantSource clock;
  private final EngineGauge gauge;
  private final CircuitBreaker breaker;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Duration deadline;
  private final Map<List<Order>, Instant> underWay = new IdentityHashMap<>();
  private Instant now = Instant.EPOCH;
  private Optional<Failure> lastFailure = Optional.empty();
  private Optional<RuntimeException> broken = Optional.empty();
  private boolean halted;
  private boolean closed;
  private boolean probing;

  /**
   * @param deadline how long calls under way are waited for at the end
   */
  Courier(
      String system,
      ConsumerAdapter adapter,
      Limits limits,
      Patience patience,
      InstantSource clock,
      EngineGauge gauge,
      Duration deadline) {
    this.adapter = adapter;
    this.clock = clock;
    this.gauge = gauge;
    this.deadline = deadline;
    calls = new Calls(adapter);
    flow = new Flow(limits, patience);
    breaker = CircuitBreaker.of(system, breaker(limits.concurrency()));
  }

  private static CircuitBreakerConfig breaker(int concurrency) {
    return CircuitBreakerConfig.custom()
        .slidingWindowSize(2 * concurrency)
        .minimumNumberOfCalls(Math.max(2, concurrency))
        .failureRateThreshold(50)
        .permittedNumberOfCallsInHalfOpenState(1)
        .waitIntervalFunctionInOpenState(
            IntervalFunction.ofExponentialRandomBackoff(FIRST_LOOK, 2.0, 0.3, LAST_LOOK))
        .build();
  }

  synchronized void assign(int partition, Mark left) {
    adapter.takeOver();
    flow.assign(partition, left);
  }

  synchronized void letGo(Collection<Integer> partitions) {
    partitions.forEach(flow::letGo);
  }

  synchronized boolean takes(int partition) {
    return flow.takes(partition);
  }

  synchronized Flow.Take take(int partition, long offset, String record, byte[] message) {
    return flow.take(partition, offset, record, message, now());
  }

  /** As {@link Flow#passed}. */
  synchronized void passed(int partition, long next) {
    flow.passed(partition, next);
  }

  /** Makes the calls that are due. To be called again and again: nothing else watches the time. */
  synchronized void look() {
    if (broken.isPresent()) {
      throw new IllegalStateException("a call's end was not told", broken.get());
    }
    start();
    show();
  }

  private void start() {
    Instant time = now();
    while (!halted && flow.hasCall(time) && breaker.tryAcquirePermission()) {
      List<Order> call = flow.call(time);
      underWay.put(call, time);
      threads.execute(() -> carry(call));
    }
    if (!halted && flow.probe(time)) {
      probing = true;
      threads.execute(this::probe);
    }
  }

  private void carry(List<Order> call) {
    try {
      Map<Order, Optional<Outcome>> outcomes = calls.make(call);
      synchronized (this) {
        underWay.remove(call);
        boolean fresh = call.stream().anyMatch(Order::isFresh);
        tell(flow.answered(outcomes, now()), fresh);
        next();
      }
    } catch (RuntimeException defect) {
      breaks(defect);
    }
  }

  private void next() {
    start();
    show();
    notifyAll();
  }

  /** What nobody would see on this thread ends the session. */
  private synchronized void breaks(RuntimeException defect) {
    broken = Optional.of(defect);
  }

  /** A record that keeps failing tells the breaker once, or it alone could open it. */
  private void tell(Answer answer, boolean fresh) {
    lastFailure = answer.failed().isPresent() ? answer.failed() : lastFailure;
    if (answer.works()) {
      breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    } else if (answer.failed().isPresent() && (fresh || isOpen())) {
      breaker.onError(0, TimeUnit.NANOSECONDS, new AdapterFailure(answer.failed().get()));
    } else {
      breaker.releasePermission();
    }
  }

  private boolean isOpen() {
    return breaker.getState() != CircuitBreaker.State.CLOSED;
  }

  private void probe() {
    Optional<Failure> failure;
    try {
      failure = adapter.probe().failure();
    } catch (MissingSecret missing) {
      failure = Optional.of(missing.failure());
    } catch (RuntimeException defect) {
      LOG.error("adapter failed code=ADAPTER_DEFECT", new WithoutText(defect));
      failure = Optional.of(NO_LOOK);
    }
    synchronized (this) {
      probing = false;
      flow.probed(failure, now());
      next();
    }
  }

  private static final Failure NO_LOOK =
      Failure.of(
          Kind.DEFECT,
          "ADAPTER_DEFECT",
          "the adapter broke off when it looked whether the system takes deliveries again",
          "report the log's ADAPTER_DEFECT entry");

  private void show() {
    if (!closed) {
      gauge.show(flow.standing(), hanging().or(() -> isOpen() ? lastFailure : Optional.empty()));
    }
  }

  private Optional<Failure> hanging() {
    Instant latest = now().minus(HANGS);
    return underWay.values().stream().anyMatch(latest::isAfter)
        ? Optional.of(CALL_HANGS)
        : Optional.empty();
  }

  synchronized Commit commit() {
    return flow.commit();
  }

  synchronized int ended() {
    return flow.ended();
  }

  /** Whether something may end any moment. */
  synchronized boolean busy() {
    return flow.calls() > 0 || flow.ended() > 0;
  }

  /** Whether orders were taken up and wait for something. */
  synchronized boolean waiting() {
    return flow.standing().takenUp() > 0;
  }

  /**
   * Lets no further call go out and waits for those under way.
   *
   * @return whether all have ended
   */
  synchronized boolean halt(Duration within) throws InterruptedException {
    halted = true;
    long end = System.nanoTime() + within.toNanos();
    while (flow.calls() > 0 || probing) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        LOG.warn("calls under way did not end in time count={}", flow.calls());
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Lets calls go out again. */
  synchronized void go() {
    halted = false;
  }

  private Instant now() {
    Instant time = clock.instant();
    now = time.isAfter(now) ? time : now;
    return now;
  }

  /**
   * Waits for the calls under way and gives up what has not ended; that will be taken up again from
   * the log.
   */
  @Override
  public void close() {
    try {
      halt(deadline);
      synchronized (this) {
        closed = true;
      }
      threads.shutdownNow();
      // A session that comes after this one must not call for a record while this one still does.
      if (!threads.awaitTermination(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("calls under way did not end though they were interrupted");
      }
    } catch (InterruptedException interrupted) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
