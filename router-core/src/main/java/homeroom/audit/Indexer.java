package homeroom.audit;

import homeroom.api.Failure;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the query store from the log, on a thread of its own.
 *
 * <ol>
 *   <li>Each committed message counts exactly once, because the offsets stand in the transaction of
 *       the rows.
 *   <li>Whatever goes wrong, it tries again from what the store holds, and says so in {@link
 *       #health}.
 *   <li>There is one indexer for a store at a time.
 * </ol>
 */
public final class Indexer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Indexer.class);
  private static final Duration LOOK_AT_ENDS = Duration.ofMillis(500);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final StoreWriter writer;
  private final LogReader reader;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final InstantSource clock;
  private final IndexerMetrics metrics;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Queue<CaughtUp> questions = new ConcurrentLinkedQueue<>();
  private final Gathering gathering =
      new Gathering(() -> !questions.isEmpty() || !running(), System::nanoTime);
  private final Thread thread;
  private volatile IndexerHealth health;

  /** Somebody waits until everything that was in the log when they asked is in the store. */
  private static final class CaughtUp {
    private final CompletableFuture<Void> answer = new CompletableFuture<>();
    private Map<TopicPartition, Long> ends = Map.of();
  }

  /**
   * @param tenant whose topics are read
   * @param consumers makes a consumer with {@link #consumerSettings}; called again after trouble
   */
  public Indexer(
      QueryStore store,
      String tenant,
      Supplier<Consumer<byte[], byte[]>> consumers,
      IndexerMetrics metrics,
      InstantSource clock) {
    this.writer = new StoreWriter(store);
    this.reader = new LogReader(tenant);
    this.consumers = consumers;
    this.metrics = metrics;
    this.clock = clock;
    this.health = new IndexerHealth(OptionalLong.empty(), clock.instant(), Optional.empty());
    this.thread = Thread.ofPlatform().name("query-store-indexer").daemon().unstarted(this::run);
    metrics.lag(this::lag);
  }

  /** What a consumer for the indexer needs besides the addresses and credentials of the brokers. */
  public static Map<String, Object> consumerSettings() {
    return Map.ofEntries(
        Map.entry("isolation.level", "read_committed"),
        Map.entry("enable.auto.commit", false),
        Map.entry("allow.auto.create.topics", false),
        Map.entry("auto.offset.reset", "none"),
        Map.entry("max.poll.records", 5_000),
        // Much at a time costs less than soon: look-ups may be a tenth of a second behind, and
        // half a second in a rush.
        Map.entry("fetch.min.bytes", 256 * 1024),
        Map.entry("fetch.max.wait.ms", 100),
        Map.entry("fetch.max.bytes", 16 * 1024 * 1024),
        Map.entry("max.partition.fetch.bytes", 4 * 1024 * 1024),
        Map.entry(
            "key.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer"),
        Map.entry(
            "value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer"));
  }

  public void start() {
    thread.start();
  }

  /** Messages written to the log and not yet in the store; empty while that is not known. */
  public OptionalLong lag() {
    return health.lag();
  }

  public IndexerHealth health() {
    return health;
  }

  /**
   * Done when everything that is in the log now is in the store. Fails with {@link
   * IllegalStateException} when the indexer is closed before that.
   */
  public CompletableFuture<Void> caughtUp() {
    CaughtUp question = new CaughtUp();
    questions.add(question);
    if (stopped.getCount() == 0) {
      abandonQuestions();
    }
    return question.answer;
  }

  /** Finishes the portion at hand. */
  @Override
  public void close() {
    stopped.countDown();
    if (thread.isAlive()) {
      join();
    }
    abandonQuestions();
  }

  private void join() {
    try {
      thread.join(Duration.ofSeconds(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void abandonQuestions() {
    questions.removeIf(
        question ->
            question.answer.completeExceptionally(
                    new IllegalStateException("the indexer was closed"))
                || true);
  }

  private boolean running() {
    return stopped.getCount() > 0;
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (running()) {
      Instant started = clock.instant();
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        follow(consumer);
      } catch (SQLException | RuntimeException e) {
        boolean worked = health.progressAt().isAfter(started);
        pause = worked ? FIRST_PAUSE : longer(pause);
        failed(e);
        rest(pause);
      }
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private void follow(Consumer<byte[], byte[]> consumer) throws SQLException {
    List<TopicPartition> partitions = partitions(consumer);
    consumer.assign(partitions);
    StartingPoints.seek(consumer, partitions, writer.offsets());
    Instant lookAt = Instant.MIN;
    while (running()) {
      take(consumer, gathering.next(consumer));
      if (!clock.instant().isBefore(lookAt) || !questions.isEmpty()) {
        look(consumer, partitions);
        lookAt = clock.instant().plus(LOOK_AT_ENDS);
      }
      health = new IndexerHealth(health.lag(), clock.instant(), Optional.empty());
    }
  }

  private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : reader.topics()) {
      List<PartitionInfo> known = consumer.partitionsFor(topic);
      if (known == null || known.isEmpty()) {
        throw IndexerFailures.missing(topic);
      }
      known.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    return partitions;
  }

  private void take(
      Consumer<byte[], byte[]> consumer, List<ConsumerRecord<byte[], byte[]>> messages)
      throws SQLException {
    if (messages.isEmpty()) {
      return;
    }
    List<LogEntry> entries = new ArrayList<>(messages.size());
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> message : messages) {
      reader.read(message).ifPresent(entries::add);
      offsets.computeIfAbsent(
          new TopicPartition(message.topic(), message.partition()), consumer::position);
    }
    metrics.indexed(writer.write(entries, offsets));
  }

  /** How far the log reaches, for those who ask about the lag. */
  private void look(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    List<CaughtUp> asked = List.copyOf(questions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long lag = 0;
    for (TopicPartition partition : partitions) {
      lag += Math.max(0, ends.get(partition) - consumer.position(partition));
    }
    health = new IndexerHealth(OptionalLong.of(lag), health.progressAt(), health.failure());
    for (CaughtUp question : asked) {
      answer(question, consumer, ends);
    }
  }

  private void answer(
      CaughtUp question, Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    if (question.ends.isEmpty()) {
      question.ends = ends;
    }
    boolean reached =
        question.ends.entrySet().stream()
            .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    if (reached) {
      questions.remove(question);
      question.answer.complete(null);
    }
  }

  private void failed(Exception e) {
    Failure failure = IndexerFailures.of(e);
    if (health.failure().map(Failure::code).filter(failure.code()::equals).isEmpty()) {
      log.warn(
          "query store is behind code={} cause={}",
          failure.code(),
          Optional.ofNullable(e.getCause()).orElse(e).getClass().getName());
    }
    health = new IndexerHealth(OptionalLong.empty(), health.progressAt(), Optional.of(failure));
  }

  private void rest(Duration pause) {
    try {
      if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      stopped.countDown();
    }
  }
}
