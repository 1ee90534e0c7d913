package homeroom.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Evidence;
import homeroom.api.Failure;
import homeroom.api.LateReceipt;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Effect;
import homeroom.api.Probe;
import homeroom.api.Receipt;
import homeroom.api.RecordKey;
import homeroom.api.ScheduledHandOver;
import homeroom.delivery.EngineStatus.Condition;
import homeroom.live.LiveBroker;
import homeroom.planning.Timetable;
import homeroom.schema.DeliveryReceipt;
import homeroom.schema.ReceiptOutcome;
import homeroom.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was handed over is put in place in time, and answered for in the log. */
@ExtendWith(LiveBroker.class)
class HandOverLoopTest {

  private static final Topics TOPICS = LiveBroker.tenant();
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Timetable OFTEN =
      new Timetable(
          Optional.of(Duration.ofMillis(100)),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private final String vendor = LiveBroker.system();
  private final Vendor adapter = new Vendor();
  private final List<DeliveryEngine> engines = new ArrayList<>();

  /** Tells that it took what it was handed, once that was put in place. */
  private static final class Vendor implements ConsumerAdapter, ScheduledHandOver {

    private final List<LateReceipt> kept = new CopyOnWriteArrayList<>();
    private final List<LateReceipt> late = new CopyOnWriteArrayList<>();
    private final AtomicInteger handOvers = new AtomicInteger();
    private volatile Optional<Instant> last = Optional.empty();
    private volatile Optional<Failure> trouble = Optional.empty();
    private volatile boolean forgets;
    private volatile boolean breaks;

    @Override
    public List<Receipt> deliver(List<Delivery> deliveries) {
      for (Delivery one : deliveries) {
        kept.add(
            new LateReceipt(
                one.id(),
                one.record(),
                one.version(),
                new Outcome.Applied(Effect.CREATED, Optional.empty())));
      }
      return deliveries.stream()
          .map(one -> new Receipt(one.id(), new Outcome.HandedOver("the next file")))
          .toList();
    }

    @Override
    public Probe probe() {
      return Probe.READY;
    }

    @Override
    public Optional<Instant> lastHandOver() {
      return last;
    }

    @Override
    public void handOver() throws AdapterFailure {
      if (trouble.isPresent()) {
        throw new AdapterFailure(trouble.get());
      }
      handOvers.incrementAndGet();
      last = Optional.of(Instant.now());
      late.addAll(kept);
      kept.clear();
    }

    @Override
    public void look() {
      if (breaks) {
        breaks = false;
        throw new StackOverflowError();
      }
    }

    @Override
    public List<LateReceipt> receipts(int most) {
      return late.stream().limit(most).toList();
    }

    @Override
    public void noted(List<LateReceipt> receipts) throws AdapterFailure {
      if (forgets) {
        forgets = false;
        throw new AdapterFailure(FakeConsumer.failure(Failure.Kind.TRANSIENT));
      }
      late.removeAll(receipts);
    }
  }

  @BeforeEach
  void makeTopics() {
    LiveBroker.ensure(TOPICS, List.of(), List.of(vendor));
    new DeliveryOffsets(LiveBroker.admin(), TOPICS).begin(vendor);
  }

  @AfterEach
  void close() {
    engines.forEach(DeliveryEngine::close);
  }

  private DeliveryEngine engine(Timetable times) {
    DeliveryEngine engine =
        new DeliveryEngine(
            TOPICS,
            new DeliverySettings(vendor, LiveBroker.servers(), "hub", 4).at(times),
            adapter,
            InstantSource.system());
    engines.add(engine);
    engine.start();
    return engine;
  }

  private void order(String key) {
    LiveBroker.write(
        TOPICS.deliveries(vendor), "student/" + key, Orders.order(vendor, "d-" + key, key));
  }

  private List<DeliveryReceipt> receipts() {
    return LiveBroker.read(TOPICS.receipts(vendor), DeliveryReceipt.class);
  }

  private List<ReceiptOutcome> outcomes() {
    return receipts().stream().map(DeliveryReceipt::getOutcome).toList();
  }

  @Test
  void shouldWriteDownWhatBecameOfWhatWasHandedOver() {
    engine(OFTEN);
    order("1");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(outcomes())
                    .containsExactly(ReceiptOutcome.HANDED_OVER, ReceiptOutcome.CREATED));
    assertThat(receipts()).extracting(DeliveryReceipt::getDeliveryId).containsOnly("d-1");
    await().atMost(PATIENCE).until(adapter.late::isEmpty);
  }

  @Test
  void shouldPutNothingInPlaceBeforeItIsTime() {
    DeliveryEngine engine = engine(Timetable.NONE);
    order("1");

    await().atMost(PATIENCE).until(() -> outcomes().size() == 1);
    await().atMost(PATIENCE).until(() -> engine.status().condition() == Condition.RUNNING);
    assertThat(adapter.handOvers).hasValue(0);
  }

  @Test
  void shouldCatchUpOnATimeThatPassedWhileNoHubRan() {
    adapter.last = Optional.of(Instant.now().minus(Duration.ofDays(2)));
    engine(
        new Timetable(
            Optional.of(Duration.ofDays(1)), Optional.empty(), Optional.empty(), Optional.empty()));

    await().atMost(PATIENCE).until(() -> adapter.handOvers.get() == 1);
  }

  @Test
  void shouldShowWhyNothingIsPutInPlaceAndGoOnByItself() {
    adapter.trouble = Optional.of(FakeConsumer.failure(Failure.Kind.CONFIGURATION));
    DeliveryEngine engine = engine(OFTEN);
    order("1");

    await().atMost(PATIENCE).until(() -> engine.status().condition() == Condition.PAUSED);
    assertThat(engine.status().failure()).isEqualTo(adapter.trouble);
    assertThat(outcomes()).as("what it is told is kept").contains(ReceiptOutcome.HANDED_OVER);
    adapter.trouble = Optional.empty();
    engine.rouse();

    await().atMost(PATIENCE).until(() -> engine.status().condition() == Condition.RUNNING);
    await().atMost(PATIENCE).until(() -> outcomes().contains(ReceiptOutcome.CREATED));
  }

  @Test
  void shouldGoOnAfterAnError() {
    adapter.breaks = true;
    engine(OFTEN);

    await().atMost(PATIENCE).until(() -> adapter.handOvers.get() > 1 && !adapter.breaks);
  }

  @Test
  void shouldWriteAReceiptAgainThatWasNotNoted() {
    adapter.forgets = true;
    engine(OFTEN);
    order("1");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(outcomes())
                    .containsExactly(
                        ReceiptOutcome.HANDED_OVER,
                        ReceiptOutcome.CREATED,
                        ReceiptOutcome.CREATED));
  }

  @Test
  void shouldWriteDownWhyARowWasRejected() {
    adapter.late.add(
        new LateReceipt(
            "d-7",
            new RecordKey("student", "7"),
            3,
            new Outcome.Failed(
                Failure.of(Failure.Kind.CONTENT, "ANSWER_REJECTED", "It is rejected.", "Mend it.")
                    .with(
                        new Evidence(
                            Optional.of(Evidence.Category.VALIDATION),
                            Optional.of("E17"),
                            Optional.empty())))));
    engine(Timetable.NONE);

    await().atMost(PATIENCE).until(() -> receipts().size() == 1);
    DeliveryReceipt receipt = receipts().getFirst();
    assertThat(receipt.getOutcome()).isEqualTo(ReceiptOutcome.REFUSED);
    assertThat(receipt.getCode()).isEqualTo("ANSWER_REJECTED");
    assertThat(receipt.getStatus()).isEqualTo("E17");
    assertThat(receipt.getVersion()).isEqualTo(3);
  }
}
