package homeroom.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Outcome;
import homeroom.delivery.EngineStatus.Condition;
import homeroom.delivery.flow.Patience;
import homeroom.live.LiveBroker;
import homeroom.schema.DeliveryReceipt;
import homeroom.schema.Quarantined;
import homeroom.schema.ReceiptOutcome;
import homeroom.wire.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LiveBroker.class)
class DeliveryEngineTest {

  private static final Topics TOPICS = LiveBroker.tenant();
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final String lms = LiveBroker.system();
  private final FakeConsumer consumer = new FakeConsumer();
  private final List<DeliveryEngine> engines = new ArrayList<>();

  @BeforeEach
  void makeTopics() {
    LiveBroker.ensure(TOPICS, List.of(), List.of(lms));
    new DeliveryOffsets(LiveBroker.admin(), TOPICS).begin(lms);
  }

  @AfterEach
  void close() {
    engines.forEach(DeliveryEngine::close);
  }

  private DeliveryEngine engine() {
    return engine(new DeliverySettings(lms, LiveBroker.servers(), "hub", 4));
  }

  /** Gives up after three tries that count, and does not wait long for any. */
  private DeliveryEngine hastyEngine() {
    Duration soon = Duration.ofMillis(20);
    Patience patience = new Patience(3, 3, _ -> soon, _ -> soon, Duration.ofDays(1));
    return engine(new DeliverySettings(lms, LiveBroker.servers(), "hub", 4, patience));
  }

  private DeliveryEngine engine(DeliverySettings settings) {
    DeliveryEngine engine = new DeliveryEngine(TOPICS, settings, consumer, InstantSource.system());
    engines.add(engine);
    engine.start();
    return engine;
  }

  private void order(String... keys) {
    for (String key : keys) {
      orderAs("d-" + key, key);
    }
  }

  private void orderAs(String deliveryId, String key) {
    LiveBroker.write(TOPICS.deliveries(lms), "student/" + key, Orders.order(lms, deliveryId, key));
  }

  private List<DeliveryReceipt> receipts() {
    return LiveBroker.read(TOPICS.receipts(lms), DeliveryReceipt.class);
  }

  private List<DeliveryReceipt> receipts(int many) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(receipts()).hasSizeGreaterThanOrEqualTo(many));
    return receipts();
  }

  private static String[] students(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toArray(String[]::new);
  }

  @Test
  void shouldWriteAReceiptForEveryDelivery() {
    order(students(0, 40));
    engine();

    assertThat(receipts(40))
        .extracting(DeliveryReceipt::getDeliveryId)
        .containsExactlyInAnyOrder(
            IntStream.range(0, 40).mapToObj(i -> "d-" + i).toArray(String[]::new));
    assertThat(receipts())
        .allMatch(receipt -> receipt.getOutcome() == ReceiptOutcome.UPDATED)
        .allMatch(receipt -> receipt.getVersion() == 7)
        .allMatch(receipt -> "remote".equals(receipt.getRemoteId()));
  }

  @Test
  void shouldSayWhyADeliveryWasRefusedAndDoTheOthers() {
    consumer.answers("1", () -> FakeConsumer.failed(Kind.CONTENT));
    order("1", "2");
    engine();

    assertThat(receipts(2))
        .filteredOn(receipt -> receipt.getKey().equals("1"))
        .singleElement()
        .satisfies(
            receipt -> {
              assertThat(receipt.getOutcome()).isEqualTo(ReceiptOutcome.REFUSED);
              assertThat(receipt.getCode()).isEqualTo("FAKE_CONTENT");
              assertThat(receipt.getAttempts()).isEqualTo(1);
            });
    assertThat(receipts())
        .filteredOn(receipt -> receipt.getKey().equals("2"))
        .extracting(DeliveryReceipt::getOutcome)
        .containsExactly(ReceiptOutcome.UPDATED);
  }

  @Test
  void shouldTryAgainWhatCanBeMendedByIt() {
    consumer
        .answers(
            "1",
            () -> FakeConsumer.failed(Kind.TRANSIENT),
            () -> FakeConsumer.failed(Kind.THROTTLED))
        .answers("2", () -> FakeConsumer.failed(Kind.UNKNOWN));
    order("1", "2", "3");
    engine();

    assertThat(receipts(3)).allMatch(receipt -> receipt.getOutcome() == ReceiptOutcome.UPDATED);
    assertThat(consumer.calls("d-1")).isEqualTo(3);
    assertThat(consumer.calls("d-2")).as("an unknown outcome is repeated").isEqualTo(2);
    assertThat(consumer.calls("d-3")).isEqualTo(1);
  }

  @Test
  void shouldHandOverAFileWithoutSayingThatItWasTakenIn() {
    consumer.answers("1", () -> new Outcome.HandedOver("students.csv"));
    order("1");
    engine();

    assertThat(receipts(1))
        .singleElement()
        .satisfies(
            receipt -> {
              assertThat(receipt.getOutcome()).isEqualTo(ReceiptOutcome.HANDED_OVER);
              assertThat(receipt.getReference()).isEqualTo("students.csv");
            });
  }

  @Test
  void shouldRefuseWhatTheAdapterBreaksOnAndGoOn() {
    FakeConsumer.Answer breaks =
        () -> {
          throw new IllegalStateException("a defect of the adapter");
        };
    consumer.answers("1", breaks, breaks, breaks, breaks);
    order("1");
    engine();

    assertThat(receipts(1)).extracting(DeliveryReceipt::getCode).containsExactly("ADAPTER_DEFECT");
    order("2");
    assertThat(receipts(2)).hasSize(2);
  }

  @Test
  void shouldGoOnTryingADeadConsumerUntilItIsBack() {
    consumer.dies();
    order(students(0, 10));
    DeliveryEngine engine = engine();
    await().atMost(PATIENCE).until(() -> engine.status().condition() == Condition.DOWN);
    assertThat(receipts()).isEmpty();
    assertThat(engine.status().failure()).isPresent();
    consumer.revive();

    assertThat(receipts(10)).hasSize(10);
    await().atMost(PATIENCE).until(() -> engine.status().condition() == Condition.RUNNING);
  }

  @Test
  void shouldNotLetADeadConsumerHoldUpAnother() {
    String other = LiveBroker.system();
    LiveBroker.ensure(TOPICS, List.of(), List.of(other));
    new DeliveryOffsets(LiveBroker.admin(), TOPICS).begin(other);
    FakeConsumer dead = new FakeConsumer().dies();
    DeliveryEngine deadEngine =
        new DeliveryEngine(
            TOPICS,
            new DeliverySettings(other, LiveBroker.servers(), "hub", 4),
            dead,
            InstantSource.system());
    engines.add(deadEngine);
    deadEngine.start();
    order("1");
    engine();

    assertThat(receipts(1)).hasSize(1);
  }

  @Test
  void shouldLoseNothingWhenItIsStoppedInTheMiddle() {
    consumer.answers("7", () -> FakeConsumer.failed(Kind.TRANSIENT));
    order(students(0, 200));
    DeliveryEngine first = engine();
    await().atMost(PATIENCE).until(() -> consumer.callsInAll() > 0);
    first.close();
    order(students(200, 230));
    engine();

    assertThat(receipts(230))
        .extracting(DeliveryReceipt::getDeliveryId)
        .hasSize(230)
        .doesNotHaveDuplicates();
    IntStream.range(0, 230)
        .forEach(i -> assertThat(consumer.calls("d-" + i)).isGreaterThanOrEqualTo(1));
  }

  @Test
  void shouldWriteTheReceiptThoughItsTransactionWasFenced() {
    CountDownLatch gate = consumer.holdsCalls();
    order("1");
    engine();
    await().atMost(PATIENCE).until(() -> consumer.callsInAll() == 1);
    fence();
    gate.countDown();

    assertThat(receipts(1)).extracting(DeliveryReceipt::getDeliveryId).containsExactly("d-1");
  }

  /** Another writer with the same name comes and goes. */
  private void fence() {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            LiveBroker.servers(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            DeliveryEngine.group(TOPICS, lms) + ".hub");
    try (KafkaProducer<byte[], byte[]> other =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      other.initTransactions();
    }
  }

  @Test
  void shouldQuarantineWhatIsNoOrderAndGoOn() {
    LiveBroker.write(
        TOPICS.deliveries(lms),
        "student/1",
        DeliveryReceipt.newBuilder()
            .setDeliveryId("no order")
            .setSystem(lms)
            .setEntity("student")
            .setKey("1")
            .setOutcome(ReceiptOutcome.CREATED)
            .setVersion(1)
            .setAt(0)
            .build());
    order("1");
    DeliveryEngine engine = engine();

    assertThat(receipts(1)).extracting(DeliveryReceipt::getDeliveryId).containsExactly("d-1");
    assertThat(engine.status().condition()).isEqualTo(Condition.RUNNING);
    assertThat(LiveBroker.read(TOPICS.quarantine(), Quarantined.class))
        .filteredOn(one -> one.getSystem().equals(lms))
        .extracting(Quarantined::getCode)
        .containsExactly("WIRE_OTHER_TYPE");
  }

  @Test
  void shouldStopAtOnceThoughTheConsumerIsDead() {
    consumer.dies();
    order("1");
    DeliveryEngine engine = engine();
    await().atMost(PATIENCE).until(() -> consumer.callsInAll() > 1);
    long began = System.nanoTime();
    engine.close();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
    assertThat(receipts()).isEmpty();
    assertThat(engine.status().condition()).isEqualTo(Condition.STOPPED);
  }

  @Test
  void shouldDoAThousandOthersWhileOneRecordStaysTransientAndNoneOfThemTwice() {
    consumer.alwaysAnswers("0", () -> FakeConsumer.failed(Kind.TRANSIENT));
    order(students(0, 1_001));
    DeliveryEngine first = engine();
    assertThat(receipts(1_000)).hasSize(1_000).noneMatch(receipt -> receipt.getKey().equals("0"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(first.status().inFlight()).isEqualTo(1));
    assertThat(first.status().retrying()).isEqualTo(1);
    assertThat(first.status().retryingSince()).isPresent();

    fence();
    order("after the fence");
    assertThat(receipts(1_001)).hasSize(1_001);
    first.close();
    order("after the stop");
    engine();
    assertThat(receipts(1_002)).hasSize(1_002);
    consumer.heals("0");

    assertThat(receipts(1_003))
        .extracting(DeliveryReceipt::getDeliveryId)
        .hasSize(1_003)
        .doesNotHaveDuplicates();
    IntStream.range(1, 1_001).forEach(i -> assertThat(consumer.calls("d-" + i)).isEqualTo(1));
  }

  @Test
  void shouldPauseWhenTheCredentialIsRefusedAndGoOnByItselfWhenItWorks() {
    consumer.locksOut();
    order(students(0, 60));
    DeliveryEngine engine = engine();
    await().atMost(PATIENCE).until(() -> engine.status().condition() == Condition.PAUSED);
    await().atMost(PATIENCE).until(() -> consumer.probes() >= 2);
    assertThat(engine.status().failure().orElseThrow().code()).isEqualTo("FAKE_CREDENTIAL");
    assertThat(consumer.callTimes())
        .as("no more calls than were under way at once")
        .hasSizeLessThanOrEqualTo(4);
    assertThat(receipts()).isEmpty();
    consumer.revive();

    assertThat(receipts(60)).allMatch(receipt -> receipt.getOutcome() == ReceiptOutcome.UPDATED);
    await().atMost(PATIENCE).until(() -> engine.status().condition() == Condition.RUNNING);
  }

  @Test
  void shouldLetAllCallsRestForAsLongAsTheSystemAsked() {
    Duration asked = Duration.ofSeconds(2);
    Failure throttled = FakeConsumer.failure(Kind.THROTTLED);
    consumer.answers(
        "1",
        () ->
            new Outcome.Failed(
                new Failure(
                    throttled.kind(),
                    throttled.code(),
                    throttled.message(),
                    throttled.remedy(),
                    Optional.of(asked))));
    order("1");
    DeliveryEngine engine = engine();
    await().atMost(PATIENCE).until(() -> engine.status().condition() == Condition.THROTTLED);
    order("2", "3", "4", "5", "6", "7");

    assertThat(receipts(7)).hasSize(7);
    List<Long> times = consumer.callTimes();
    assertThat(Duration.ofNanos(times.get(1) - times.get(0))).isGreaterThanOrEqualTo(asked);
    await().atMost(PATIENCE).until(() -> engine.status().condition() == Condition.RUNNING);
  }

  @Test
  void shouldGiveUpARecordThatFailsAgainAndAgainWhileOthersAreDone() {
    consumer.alwaysAnswers("bad", () -> FakeConsumer.failed(Kind.TRANSIENT));
    order("bad");
    hastyEngine();
    AtomicInteger others = new AtomicInteger();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              order("other-" + others.incrementAndGet());
              return receipts().stream().anyMatch(receipt -> receipt.getKey().equals("bad"));
            });

    assertThat(receipts())
        .filteredOn(receipt -> receipt.getKey().equals("bad"))
        .singleElement()
        .satisfies(
            receipt -> {
              assertThat(receipt.getOutcome()).isEqualTo(ReceiptOutcome.REFUSED);
              assertThat(receipt.getCode()).isEqualTo("RETRIES_SPENT");
              assertThat(receipt.getMessage()).contains("FAKE_TRANSIENT");
              assertThat(receipt.getAttempts()).isEqualTo(consumer.calls("d-bad")).isGreaterThan(2);
            });
  }

  @Test
  void shouldGiveUpNothingForTheSystemBeingDown() {
    consumer.dies();
    order("1", "2");
    hastyEngine();
    await().atMost(PATIENCE).until(() -> consumer.calls("d-1") > 6);
    consumer.revive();

    assertThat(receipts(2)).allMatch(receipt -> receipt.getOutcome() == ReceiptOutcome.UPDATED);
  }

  @Test
  void shouldNotGoOnWhenItsOffsetsWereForgotten() throws Exception {
    order("1");
    DeliveryEngine first = engine();
    assertThat(receipts(1)).hasSize(1);
    first.close();
    String group = DeliveryEngine.group(TOPICS, lms);
    Admin admin = LiveBroker.admin();
    admin
        .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
        .all()
        .get();
    admin.deleteConsumerGroups(List.of(group)).all().get();
    new DeliveryOffsets(admin, TOPICS).begin(lms);
    DeliveryEngine engine = engine();
    order("2");

    await().atMost(PATIENCE).until(() -> engine.status().condition() == Condition.DOWN);
    assertThat(engine.status().failure().orElseThrow().code()).isEqualTo("DELIVERY_OFFSETS_LOST");
    assertThat(receipts()).hasSize(1);
    assertThat(consumer.callTimes()).hasSize(1);
  }

  @Test
  void shouldNotSkipWhatWasCutFromTheLog() throws Exception {
    order(students(0, 20));
    Map<TopicPartition, RecordsToDelete> cut = new HashMap<>();
    LiveBroker.ends(LiveBroker.partitions(TOPICS.deliveries(lms)))
        .forEach((log, end) -> cut.put(log, RecordsToDelete.beforeOffset(end)));
    LiveBroker.admin().deleteRecords(cut).all().get();
    DeliveryEngine engine = engine();
    order("later");

    await().atMost(PATIENCE).until(() -> engine.status().condition() == Condition.DOWN);
    assertThat(engine.status().failure().orElseThrow().code()).isEqualTo("DELIVERY_LOG_CUT");
    assertThat(consumer.callTimes()).isEmpty();
  }

  /** What the router writes has the ends of its transactions in between, which are no orders. */
  @Test
  void shouldGoOnAfterAllThatItHadDoneWasCutFromTheLog() throws Exception {
    DeliveryEngine first = engine();
    LiveBroker.writeInTransaction(
        TOPICS.deliveries(lms), "student/1", Orders.order(lms, "d-1", "1"));
    assertThat(receipts(1)).hasSize(1);
    Map<TopicPartition, Long> ends = LiveBroker.ends(LiveBroker.partitions(TOPICS.deliveries(lms)));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(LiveBroker.committed(DeliveryEngine.group(TOPICS, lms)))
                    .isEqualTo(ends));
    first.close();
    Map<TopicPartition, RecordsToDelete> cut = new HashMap<>();
    ends.forEach((log, end) -> cut.put(log, RecordsToDelete.beforeOffset(end)));
    LiveBroker.admin().deleteRecords(cut).all().get();

    DeliveryEngine engine = engine();
    order("later");

    assertThat(receipts(2)).hasSize(2);
    assertThat(engine.status().failure()).isEmpty();
  }

  /** As a topic is that was made when all had as many partitions as the router's inputs. */
  private void twoPartitions() throws Exception {
    String topic = TOPICS.deliveries(lms);
    LiveBroker.admin().createPartitions(Map.of(topic, NewPartitions.increaseTo(2))).all().get();
    await().atMost(PATIENCE).until(() -> LiveBroker.partitions(topic).size() == 2);
    LiveBroker.admin()
        .alterConsumerGroupOffsets(
            DeliveryEngine.group(TOPICS, lms),
            Map.of(new TopicPartition(topic, 1), new OffsetAndMetadata(0)))
        .all()
        .get();
  }

  @Test
  void shouldHandPartitionsToAnotherHubWithoutDoingAnythingTwice() throws Exception {
    twoPartitions();
    consumer.alwaysAnswers("0", () -> FakeConsumer.failed(Kind.TRANSIENT));
    order(students(0, 300));
    DeliveryEngine one = engine();
    await().atMost(PATIENCE).until(() -> consumer.callsInAll() > 50);
    DeliveryEngine other = engine(new DeliverySettings(lms, LiveBroker.servers(), "other", 4));
    AtomicInteger more = new AtomicInteger();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              order("more-" + more.incrementAndGet());
              return other.status().delivered() > 0;
            });
    one.close();
    consumer.heals("0");

    int all = 300 + more.get();
    assertThat(receipts(all))
        .extracting(DeliveryReceipt::getDeliveryId)
        .hasSize(all)
        .doesNotHaveDuplicates();
    IntStream.range(1, 300).forEach(i -> assertThat(consumer.calls("d-" + i)).isEqualTo(1));
    IntStream.rangeClosed(1, more.get())
        .forEach(i -> assertThat(consumer.calls("d-more-" + i)).isEqualTo(1));
  }
}
