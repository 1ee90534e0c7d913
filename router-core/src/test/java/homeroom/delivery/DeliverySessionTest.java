package homeroom.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import homeroom.api.Failure.Kind;
import homeroom.delivery.flow.Limits;
import homeroom.delivery.flow.Patience;
import homeroom.schema.ReleasedSchemas;
import homeroom.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session does when partitions come and go, with Kafka's own clients for tests. */
class DeliverySessionTest {

  private static final Topics TOPICS = new Topics("cedar");
  private static final String TOPIC = TOPICS.deliveries("lms");
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final Duration SOON = Duration.ofMillis(1);

  private final Hours clock = new Hours();
  private final FakeConsumer system = new FakeConsumer();
  private final EngineGauge gauge = new EngineGauge("lms", clock);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(
          Cluster.empty(), true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Courier courier =
      new Courier(
          "lms",
          system,
          new Limits(100, 1, 100_000, 100, 2, 1, SOON),
          new Patience(1_000, 3, _ -> SOON, _ -> SOON, Duration.ofDays(1)),
          clock,
          gauge,
          Duration.ofSeconds(10));
  private final DeliverySession session =
      new DeliverySession(
          TOPIC,
          consumer,
          producer,
          courier,
          new ReceiptWriter(TOPICS, "lms", List.of(), clock),
          gauge);

  @BeforeAll
  static void trust() {
    ReleasedSchemas.trust();
  }

  @BeforeEach
  void begin() {
    producer.initTransactions();
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, 1L));
  }

  @AfterEach
  void end() {
    courier.close();
  }

  private void left(long offset) {
    consumer.subscribe(List.of(TOPIC));
    consumer.rebalance(List.of(PARTITION));
    consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(offset, "")));
  }

  /** Takes the partition over and makes a call, which stays under way until the latch says so. */
  private CountDownLatch underWay() {
    left(0);
    CountDownLatch held = system.holdsCalls();
    session.onPartitionsAssigned(List.of(PARTITION));
    courier.take(0, 0, "student/1", Orders.bytes("lms", "1"));
    courier.look();
    await().until(() -> system.callsInAll() == 1);
    return held;
  }

  @Test
  void shouldWaitForWhatIsUnderWayAndWriteItDownBeforeAPartitionGoesToAnotherHub()
      throws Exception {
    CountDownLatch held = underWay();
    CompletableFuture<Void> gone =
        CompletableFuture.runAsync(() -> session.onPartitionsRevoked(List.of(PARTITION)));
    await().during(Duration.ofMillis(200)).until(() -> !gone.isDone());
    assertThat(producer.history()).isEmpty();

    held.countDown();
    gone.get(10, TimeUnit.SECONDS);

    assertThat(producer.history()).hasSize(1);
    assertThat(producer.consumerGroupOffsetsHistory())
        .singleElement()
        .satisfies(
            offsets ->
                assertThat(offsets.values())
                    .singleElement()
                    .satisfies(one -> assertThat(one.get(PARTITION).offset()).isEqualTo(1)));
  }

  /** Another hub does it again; this one's call has ended by then, so that no two overlap. */
  @Test
  void shouldWaitForWhatIsUnderWayAndWriteNothingForAPartitionThatWentAlready() throws Exception {
    CountDownLatch held = underWay();
    CompletableFuture<Void> gone =
        CompletableFuture.runAsync(() -> session.onPartitionsLost(List.of(PARTITION)));
    await().during(Duration.ofMillis(200)).until(() -> !gone.isDone());

    held.countDown();
    gone.get(10, TimeUnit.SECONDS);

    assertThat(courier.commit().ended()).isEmpty();
    assertThat(producer.history()).isEmpty();
    assertThat(producer.consumerGroupOffsetsHistory()).isEmpty();
  }

  @Test
  void shouldNotBeginWhereNobodyKnowsHowFarItWas() {
    consumer.subscribe(List.of(TOPIC));
    consumer.rebalance(List.of(PARTITION));

    assertThatThrownBy(() -> session.onPartitionsAssigned(List.of(PARTITION)))
        .isInstanceOf(NoOffsetForPartitionException.class);
    assertThat(courier.takes(0)).isFalse();
  }

  @Test
  void shouldNotBeginBehindAGapInTheLog() {
    left(3);
    consumer.updateBeginningOffsets(Map.of(PARTITION, 7L));

    assertThatThrownBy(() -> session.onPartitionsAssigned(List.of(PARTITION)))
        .isInstanceOf(OffsetOutOfRangeException.class);
    assertThat(courier.takes(0)).isFalse();
  }

  /** Until its receipt is in, an order is not passed; a crash before that does it again. */
  @Test
  void shouldCommitNoOffsetBeforeTheReceipt() throws Exception {
    system.alwaysAnswers("1", () -> FakeConsumer.failed(Kind.TRANSIENT));
    consumer.schedulePollTask(
        () -> {
          consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(0, "")));
          consumer.rebalance(List.of(PARTITION));
          for (int offset = 0; offset < 3; offset++) {
            String key = Integer.toString(offset + 1);
            consumer.addRecord(
                new ConsumerRecord<>(
                    TOPIC,
                    0,
                    offset,
                    key.getBytes(StandardCharsets.UTF_8),
                    Orders.bytes("lms", key)));
          }
        });
    Thread loop =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    session.run(stop);
                  } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                  }
                });
    await().until(() -> producer.history().size() == 2);
    stop.countDown();
    loop.join(10_000);

    assertThat(producer.consumerGroupOffsetsHistory())
        .isNotEmpty()
        .allSatisfy(
            offsets ->
                assertThat(offsets.values())
                    .allSatisfy(one -> assertThat(one.get(PARTITION).offset()).isZero()));
    assertThat(system.calls("d-1")).isPositive();
  }
}
