package homeroom.delivery;

import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Outcome;
import homeroom.api.Probe;
import homeroom.api.Receipt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A system that takes everything, except where the test says otherwise for a record's key. */
final class FakeConsumer implements ConsumerAdapter {

  /** What one call comes to. */
  interface Answer {
    Outcome outcome() throws AdapterFailure;
  }

  private final Map<String, Deque<Answer>> next = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final Map<String, Answer> always = new ConcurrentHashMap<>();
  private final List<Long> times = new CopyOnWriteArrayList<>();
  private final AtomicInteger probes = new AtomicInteger();
  private volatile Optional<Failure> dead = Optional.empty();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  static final Outcome DONE = new Outcome.Applied(Outcome.Effect.UPDATED, Optional.of("remote"));

  static Failure failure(Failure.Kind kind) {
    return Failure.of(kind, "FAKE_" + kind, "the test says so", "nothing");
  }

  static Outcome failed(Failure.Kind kind) {
    return new Outcome.Failed(failure(kind));
  }

  /** The next calls for a record come to these, the ones after that to success. */
  FakeConsumer answers(String key, Answer... answers) {
    next.put(key, new ArrayDeque<>(List.of(answers)));
    return this;
  }

  /** Every call for a record comes to this, until {@link #heals}. */
  FakeConsumer alwaysAnswers(String key, Answer answer) {
    always.put(key, answer);
    return this;
  }

  void heals(String key) {
    always.remove(key);
  }

  /** It does not know us until {@link #revive}. */
  FakeConsumer locksOut() {
    dead = Optional.of(failure(Failure.Kind.CREDENTIAL));
    return this;
  }

  /** Nobody is there until {@link #revive}. */
  FakeConsumer dies() {
    dead = Optional.of(failure(Failure.Kind.TRANSIENT));
    return this;
  }

  void revive() {
    dead = Optional.empty();
  }

  /** Calls wait until the returned latch is counted down. */
  CountDownLatch holdsCalls() {
    gate = new CountDownLatch(1);
    return gate;
  }

  /** When each call began, by {@link System#nanoTime}. */
  List<Long> callTimes() {
    return List.copyOf(times);
  }

  int probes() {
    return probes.get();
  }

  int calls(String deliveryId) {
    return calls.getOrDefault(deliveryId, new AtomicInteger()).get();
  }

  int callsInAll() {
    return calls.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  @Override
  public int batchSize() {
    return 4;
  }

  @Override
  public List<Receipt> deliver(List<Delivery> deliveries) throws AdapterFailure {
    times.add(System.nanoTime());
    deliveries.forEach(
        one -> calls.computeIfAbsent(one.id(), id -> new AtomicInteger()).incrementAndGet());
    await(gate);
    if (dead.isPresent()) {
      throw new AdapterFailure(dead.get());
    }
    List<Receipt> receipts = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      String key = delivery.record().key();
      Answer answer = always.getOrDefault(key, next(key));
      Outcome outcome = answer.outcome();
      receipts.add(new Receipt(delivery.id(), outcome));
    }
    return receipts;
  }

  private Answer next(String key) {
    Deque<Answer> scripted = next.getOrDefault(key, new ArrayDeque<>());
    synchronized (scripted) {
      return scripted.isEmpty() ? () -> DONE : scripted.remove();
    }
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Probe probe() {
    probes.incrementAndGet();
    return dead.map(Probe::failed).orElse(Probe.READY);
  }
}
