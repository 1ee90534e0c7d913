package homeroom.delivery;

import homeroom.api.ConsumerAdapter;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.ScheduledHandOver;
import homeroom.api.WithoutText;
import homeroom.delivery.flow.Limits;
import homeroom.log.TransactionWriter;
import homeroom.wire.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to one consumer. The calls come first, then one short transaction holds the receipts and
 * how far each partition has ended; meanwhile further calls are under way. What ended without its
 * transaction is done again after a restart, and adapters make that harmless.
 */
public final class DeliveryEngine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryEngine.class);
  private static final Duration REST = Duration.ofSeconds(2);

  /** Where somebody must act, looking again soon only fills the log. */
  private static final Duration LONG_REST = Duration.ofSeconds(30);

  /** How long calls under way are waited for at the end, before they are interrupted. */
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  /** How long an adapter that takes many at once waits for more, while it does others. */
  private static final Duration LINGER = Duration.ofMillis(100);

  private static final int ORDERS = 2_000;
  private static final int AT_ONCE = 250;
  private static final long BYTES = 4 << 20;

  /** In bytes; as text it stays below the 4,096 characters that a broker keeps with an offset. */
  private static final int GAP = 3_000;

  private static final int FETCH = 1 << 20;

  private final Topics topics;
  private final DeliverySettings settings;
  private final ConsumerAdapter adapter;
  private final InstantSource clock;
  private final EngineGauge gauge;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Semaphore roused = new Semaphore(0);
  private final Thread loop;
  private final Optional<HandOverLoop> handOver;

  public DeliveryEngine(
      Topics topics, DeliverySettings settings, ConsumerAdapter adapter, InstantSource clock) {
    this.topics = topics;
    this.settings = settings;
    this.adapter = adapter;
    this.clock = clock;
    gauge = new EngineGauge(settings.system(), clock);
    loop = Thread.ofPlatform().name("delivery-" + settings.system()).unstarted(this::run);
    handOver =
        adapter instanceof ScheduledHandOver later
            ? Optional.of(new HandOverLoop(topics, settings, later, clock))
            : Optional.empty();
  }

  /** The consumer group of a system's deliveries. */
  public static String group(Topics topics, String system) {
    return topics.tenant() + ".delivery." + system;
  }

  public void start() {
    loop.start();
    handOver.ifPresent(HandOverLoop::start);
  }

  public String system() {
    return settings.system();
  }

  public EngineStatus status() {
    EngineStatus status = gauge.status();
    return status.condition() == EngineStatus.Condition.RUNNING
        ? handOver.flatMap(HandOverLoop::trouble).map(status::because).orElse(status)
        : status;
  }

  /** Whether nothing is delivered because nobody knows any more up to where it was. */
  public boolean hasLostItsPlace() {
    return status()
        .failure()
        .filter(why -> why.code().equals(OFFSETS_LOST.code()) || why.code().equals(LOG_CUT.code()))
        .isPresent();
  }

  /** Looks at once whether it can go on, if it rests after a failure. */
  public void rouse() {
    roused.release();
    handOver.ifPresent(HandOverLoop::rouse);
  }

  /** Waits for the calls under way, writes down what ended, and stops. */
  @Override
  public void close() {
    stop.countDown();
    roused.release();
    handOver.ifPresent(HandOverLoop::close);
    try {
      if (loop.getState() != Thread.State.NEW) {
        loop.join(DEADLINE.plusSeconds(10));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (loop.isAlive()) {
      loop.interrupt();
    }
    gauge.stopped();
  }

  private boolean stopped() {
    return stop.getCount() == 0;
  }

  private void run() {
    while (!stopped()) {
      try {
        session();
      } catch (NoOffsetForPartitionException lost) {
        rest(OFFSETS_LOST, lost, LONG_REST);
      } catch (InvalidOffsetException cut) {
        rest(LOG_CUT, cut, LONG_REST);
      } catch (KafkaException failed) {
        rest(BROKER, failed, REST);
      } catch (RuntimeException defect) {
        rest(DEFECT, new WithoutText(defect), REST);
      } catch (InterruptedException interrupted) {
        return;
      }
    }
  }

  private void session() throws InterruptedException {
    try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerConfig());
        TransactionWriter writer =
            TransactionWriter.named(
                group(topics, settings.system()) + "." + settings.instance(),
                settings.bootstrapServers());
        Courier courier = courier()) {
      ReceiptWriter receipts =
          new ReceiptWriter(topics, settings.system(), settings.mappings(), clock);
      new DeliverySession(
              topics.deliveries(settings.system()),
              consumer,
              writer.producer(),
              courier,
              receipts,
              gauge)
          .run(stop);
    }
  }

  private Courier courier() {
    int batch = adapter.batchSize();
    int atOnce = atOnce();
    Limits limits =
        new Limits(
            Math.max(ORDERS, 4 * atOnce),
            atOnce,
            BYTES,
            GAP,
            settings.concurrency(),
            batch,
            LINGER);
    return new Courier(
        settings.system(), adapter, limits, settings.patience(), clock, gauge, DEADLINE);
  }

  private int atOnce() {
    return Math.max(AT_ONCE, adapter.batchSize());
  }

  private static final Failure OFFSETS_LOST =
      Failure.of(
          Kind.CONFIGURATION,
          "DELIVERY_OFFSETS_LOST",
          "the broker does not know any more up to where deliveries were made",
          "nothing is sent, so that nothing is sent twice or left out, until you let it begin anew:"
              + " homeroom resync SYSTEM --place-lost");

  private static final Failure LOG_CUT =
      Failure.of(
          Kind.CONFIGURATION,
          "DELIVERY_LOG_CUT",
          "the place in the log where deliveries were to go on is no longer there",
          "deliveries were lost from the log; nothing is sent until you let it begin anew:"
              + " homeroom resync SYSTEM --place-lost");

  private static final Failure BROKER =
      Failure.of(
          Kind.TRANSIENT,
          "DELIVERY_BROKER",
          "reading deliveries or writing receipts did not work",
          "nothing, if the broker is coming back; else look at its log");

  private static final Failure DEFECT =
      Failure.of(
          Kind.DEFECT,
          "DELIVERY_DEFECT",
          "the delivery engine broke off for a reason that it does not know",
          "report the log's DELIVERY_DEFECT entry; the engine goes on trying");

  private void rest(Failure why, Exception cause, Duration time) {
    if (stopped() || cause instanceof WakeupException || cause instanceof InterruptException) {
      return;
    }
    LOG.warn("delivery engine starts again system={} code={}", system(), why.code(), cause);
    gauge.down(why);
    try {
      if (roused.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
        roused.drainPermits();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Object> consumerConfig() {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group(topics, settings.system()));
    config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.instance());
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 15_000);
    config.put(
        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
        Math.toIntExact(DeliverySession.HAND_OVER.plusMinutes(1).toMillis()));
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 32 << 10);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 25);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, atOnce());
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return config;
  }
}
