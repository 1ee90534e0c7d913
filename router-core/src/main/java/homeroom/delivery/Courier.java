package homeroom.delivery;

import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.MissingSecret;
import homeroom.api.Outcome;
import homeroom.api.Receipt;
import homeroom.api.WithoutText;
import homeroom.schema.DeliveryOrder;
import homeroom.wire.Messages;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes orders to a consumer, many at once, until each has ended. What can be mended by trying
 * again is tried again for as long as it takes; while the consumer cannot be reached, one call at a
 * time looks whether it is back.
 */
final class Courier implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final int TRIES_OF_A_DEFECT = 3;

  private final ConsumerAdapter adapter;
  private final EngineGauge gauge;
  private final Semaphore calls;
  private final IntervalFunction backoff =
      IntervalFunction.ofExponentialRandomBackoff(SHORTEST_WAIT, 2.0, 0.3, LONGEST_WAIT);
  private final CircuitBreaker breaker;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch stop = new CountDownLatch(1);

  Courier(String system, ConsumerAdapter adapter, int concurrency, EngineGauge gauge) {
    this.adapter = adapter;
    this.gauge = gauge;
    calls = new Semaphore(concurrency);
    breaker =
        CircuitBreaker.of(
            system,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(2 * concurrency)
                .minimumNumberOfCalls(Math.max(2, concurrency))
                .failureRateThreshold(50)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(
                    IntervalFunction.ofExponentialRandomBackoff(
                        SHORTEST_WAIT, 2.0, 0.3, Duration.ofSeconds(5)))
                .build());
  }

  /**
   * Does the orders, one per record at a time, and returns when all have ended.
   *
   * @return how each ended; empty if the courier was stopped before
   */
  Optional<List<Attempt>> deliver(List<DeliveryOrder> orders) throws InterruptedException {
    List<Attempt> ended = new ArrayList<>(orders.size());
    for (List<DeliveryOrder> round : rounds(orders)) {
      List<Future<List<Attempt>>> running = new ArrayList<>();
      for (List<DeliveryOrder> chunk : chunks(round)) {
        running.add(threads.submit(() -> untilEnded(chunk)));
      }
      for (Future<List<Attempt>> one : running) {
        ended.addAll(await(one));
      }
    }
    return stop.getCount() == 0 ? Optional.empty() : Optional.of(ended);
  }

  private static List<Attempt> await(Future<List<Attempt>> running) throws InterruptedException {
    try {
      return running.get();
    } catch (ExecutionException defect) {
      throw new IllegalStateException("an order's end is always told", defect.getCause());
    }
  }

  /** A record's orders go one after the other, should two of them ever lie side by side. */
  private static List<List<DeliveryOrder>> rounds(List<DeliveryOrder> orders) {
    List<List<DeliveryOrder>> rounds = new ArrayList<>();
    List<DeliveryOrder> round = new ArrayList<>();
    Set<String> records = new HashSet<>();
    for (DeliveryOrder order : orders) {
      if (!records.add(order.getEntity() + "/" + order.getKey())) {
        rounds.add(round);
        round = new ArrayList<>();
        records.clear();
        records.add(order.getEntity() + "/" + order.getKey());
      }
      round.add(order);
    }
    rounds.add(round);
    return rounds;
  }

  private List<List<DeliveryOrder>> chunks(List<DeliveryOrder> round) {
    int size = adapter.batchSize();
    List<List<DeliveryOrder>> chunks = new ArrayList<>();
    for (int start = 0; start < round.size(); start += size) {
      chunks.add(round.subList(start, Math.min(round.size(), start + size)));
    }
    return chunks;
  }

  private List<Attempt> untilEnded(List<DeliveryOrder> chunk) throws InterruptedException {
    List<Attempt> ended = new ArrayList<>(chunk.size());
    List<DeliveryOrder> left = chunk;
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      if (!permitted()) {
        return ended;
      }
      Map<String, Outcome> outcomes = call(left);
      List<DeliveryOrder> again = new ArrayList<>();
      Optional<Failure> why = Optional.empty();
      for (DeliveryOrder order : left) {
        Outcome outcome = outcomes.get(order.getDeliveryId());
        Optional<Failure> retry = worthAnotherTry(outcome, attempt);
        if (retry.isPresent()) {
          again.add(order);
          why = retry;
        } else {
          ended.add(new Attempt(order, outcome, attempt));
        }
      }
      note(why);
      left = again;
      if (why.isPresent() && stopsWithin(wait(why.get(), attempt))) {
        return ended;
      }
    }
    return ended;
  }

  private boolean permitted() throws InterruptedException {
    while (!breaker.tryAcquirePermission()) {
      if (stopsWithin(LOOK_AGAIN)) {
        return false;
      }
    }
    return stop.getCount() > 0;
  }

  private Map<String, Outcome> call(List<DeliveryOrder> orders) throws InterruptedException {
    List<Delivery> deliveries = orders.stream().map(Messages::delivery).toList();
    Map<String, Outcome> outcomes = HashMap.newHashMap(orders.size());
    calls.acquire();
    try {
      for (Receipt receipt : adapter.deliver(deliveries)) {
        outcomes.put(receipt.deliveryId(), receipt.outcome());
      }
    } catch (AdapterFailure failure) {
      orders.forEach(
          order -> outcomes.put(order.getDeliveryId(), new Outcome.Failed(failure.failure())));
    } catch (MissingSecret missing) {
      orders.forEach(
          order -> outcomes.put(order.getDeliveryId(), new Outcome.Failed(missing.failure())));
    } catch (RuntimeException defect) {
      LOG.error("adapter failed code=ADAPTER_DEFECT", new WithoutText(defect));
    } finally {
      calls.release();
    }
    for (DeliveryOrder order : orders) {
      outcomes.computeIfAbsent(order.getDeliveryId(), none -> new Outcome.Failed(NO_ANSWER));
    }
    return outcomes;
  }

  private static final Failure NO_ANSWER =
      Failure.of(
          Kind.DEFECT,
          "ADAPTER_DEFECT",
          "the adapter did not say how the delivery ended",
          "report the log's ADAPTER_DEFECT entry; retry from quarantine once it is mended");

  private static Optional<Failure> worthAnotherTry(Outcome outcome, int attempt) {
    if (!(outcome instanceof Outcome.Failed(var failure))) {
      return Optional.empty();
    }
    return switch (failure.kind()) {
      case CONTENT -> Optional.empty();
      case DEFECT -> attempt < TRIES_OF_A_DEFECT ? Optional.of(failure) : Optional.empty();
      case CONFIGURATION, CREDENTIAL, TRANSIENT, THROTTLED, UNKNOWN -> Optional.of(failure);
    };
  }

  private void note(Optional<Failure> why) {
    if (why.isEmpty()) {
      breaker.onSuccess(0, TimeUnit.NANOSECONDS);
      gauge.running();
    } else {
      breaker.onError(0, TimeUnit.NANOSECONDS, new AdapterFailure(why.get()));
      gauge.down(why.get());
    }
  }

  private Duration wait(Failure why, int attempt) {
    // With the breaker open the wait is its business; this one is for a single call that failed.
    Duration own = Duration.ofMillis(backoff.apply(Math.min(attempt, 3)));
    return why.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
  }

  private boolean stopsWithin(Duration time) throws InterruptedException {
    return stop.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Gives up what has not ended; it will be taken up again from the log. */
  @Override
  public void close() {
    stop.countDown();
    threads.close();
  }
}
