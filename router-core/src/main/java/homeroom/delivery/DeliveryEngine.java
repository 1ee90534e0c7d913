package homeroom.delivery;

import homeroom.api.ConsumerAdapter;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Outcome;
import homeroom.api.WithoutText;
import homeroom.schema.DeliveryOrder;
import homeroom.wire.Topics;
import homeroom.wire.WireFormat;
import homeroom.wire.WireFormatException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to one consumer. The calls come first, then one short transaction holds the receipts and
 * the offsets; while it commits, the calls of the next window are under way. A window without its
 * transaction is taken up again after a restart, and adapters make that harmless.
 */
public final class DeliveryEngine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryEngine.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration REST = Duration.ofSeconds(2);
  private static final int WINDOW = 500;

  private final Topics topics;
  private final DeliverySettings settings;
  private final ConsumerAdapter adapter;
  private final InstantSource clock;
  private final EngineGauge gauge;
  private final Courier courier;
  private final ExecutorService threads;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread loop;

  public DeliveryEngine(
      Topics topics, DeliverySettings settings, ConsumerAdapter adapter, InstantSource clock) {
    this.topics = topics;
    this.settings = settings;
    this.adapter = adapter;
    this.clock = clock;
    gauge = new EngineGauge(settings.system(), clock);
    courier = new Courier(settings.system(), adapter, settings.concurrency(), gauge);
    String name = "delivery-" + settings.system();
    threads = Executors.newFixedThreadPool(2, Thread.ofPlatform().name(name + "-", 1).factory());
    loop = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  /** The consumer group of a system's deliveries. */
  public static String group(Topics topics, String system) {
    return topics.tenant() + ".delivery." + system;
  }

  public void start() {
    loop.start();
  }

  public String system() {
    return settings.system();
  }

  public EngineStatus status() {
    return gauge.status();
  }

  /** Lets the calls under way end, as far as they do at once, and stops. */
  @Override
  public void close() {
    stop.countDown();
    courier.close();
    try {
      loop.join(Duration.ofSeconds(20));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
    gauge.stopped();
  }

  private boolean stopped() {
    return stop.getCount() == 0;
  }

  private void run() {
    while (!stopped()) {
      try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerConfig());
          Producer<byte[], byte[]> producer = new KafkaProducer<>(producerConfig())) {
        producer.initTransactions();
        new Session(consumer, producer).run();
      } catch (InvalidOffsetException cut) {
        rest(LOG_CUT, cut);
      } catch (KafkaException | IllegalStateException failed) {
        rest(BROKER, failed);
      } catch (RuntimeException defect) {
        rest(DEFECT, new WithoutText(defect));
      } catch (InterruptedException interrupted) {
        return;
      }
    }
  }

  private static final Failure LOG_CUT =
      Failure.of(
          Kind.CONFIGURATION,
          "DELIVERY_LOG_CUT",
          "the place in the log where deliveries were to go on is no longer there",
          "deliveries were lost from the log; bring the system up again from the golden records");

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

  private void rest(Failure why, Exception cause) {
    if (stopped() || cause instanceof WakeupException || cause instanceof InterruptException) {
      return;
    }
    LOG.warn("delivery engine starts again system={} code={}", system(), why.code(), cause);
    gauge.down(why);
    try {
      stop.await(REST.toMillis(), TimeUnit.MILLISECONDS);
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
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 32 << 10);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 25);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.max(WINDOW, 2 * adapter.batchSize()));
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return config;
  }

  private Map<String, Object> producerConfig() {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    config.put(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        group(topics, settings.system()) + "." + settings.instance());
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 1);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 << 10);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return config;
  }

  /** One membership in the group, from joining it to leaving or losing it. */
  private final class Session implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final ReceiptWriter receipts;
    private Optional<Window> underWay = Optional.empty();
    private Optional<Future<?>> committing = Optional.empty();

    Session(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
      this.consumer = consumer;
      this.producer = producer;
      receipts = new ReceiptWriter(topics, settings.system(), clock);
    }

    void run() throws InterruptedException {
      consumer.subscribe(List.of(topics.deliveries(settings.system())), this);
      while (!stopped()) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        gauge.behind(behind());
        if (committing.filter(Future::isDone).isPresent()) {
          // Receipts that could not be written must be found out though nothing more comes.
          awaitCommit();
        }
        if (!records.isEmpty()) {
          deliver(records);
        }
        if (underWay.isEmpty() && gauge.status().condition() == EngineStatus.Condition.STARTING) {
          gauge.running();
        }
      }
      awaitCommit();
    }

    private void deliver(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
      List<DeliveryOrder> orders = new ArrayList<>(records.count());
      List<ProducerRecord<byte[], byte[]>> unreadable = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        try {
          orders.add(order(record));
        } catch (WireFormatException noOrder) {
          unreadable.add(receipts.unreadable(record, noOrder));
        }
      }
      gauge.taken(orders.size());
      underWay =
          Optional.of(
              new Window(
                  threads.submit(() -> courier.deliver(orders)),
                  unreadable,
                  records.nextOffsets(),
                  consumer.groupMetadata()));
      while (underWay.isPresent() && !finished(Duration.ofSeconds(1))) {
        stayInTheGroup();
      }
      gauge.taken(0);
    }

    private static DeliveryOrder order(ConsumerRecord<byte[], byte[]> record) {
      if (record.value() == null) {
        throw new WireFormatException("WIRE_EMPTY", "the message has no value");
      }
      return WireFormat.decode(record.value(), DeliveryOrder.class);
    }

    /** Long calls must not cost the membership. */
    private void stayInTheGroup() {
      consumer.pause(consumer.assignment());
      consumer.poll(Duration.ZERO);
      consumer.resume(consumer.assignment());
    }

    /** Waits for the window's calls and hands its receipts over to be committed. */
    private boolean finished(Duration within) throws InterruptedException {
      Window window = underWay.orElseThrow();
      try {
        Optional<List<Attempt>> ended = window.calls.get(within.toMillis(), TimeUnit.MILLISECONDS);
        underWay = Optional.empty();
        awaitCommit();
        ended.ifPresent(
            attempts -> committing = Optional.of(threads.submit(() -> commit(attempts, window))));
        return true;
      } catch (TimeoutException notYet) {
        return false;
      } catch (ExecutionException failed) {
        throw new IllegalStateException("delivering failed", failed.getCause());
      }
    }

    private void commit(List<Attempt> attempts, Window window) {
      producer.beginTransaction();
      attempts.forEach(attempt -> producer.send(receipts.receipt(attempt)));
      window.unreadable.forEach(producer::send);
      producer.sendOffsetsToTransaction(window.next, window.group);
      producer.commitTransaction();
      int refused =
          (int) attempts.stream().filter(it -> it.outcome() instanceof Outcome.Failed).count();
      gauge.ended(attempts.size(), refused);
    }

    private void awaitCommit() throws InterruptedException {
      if (committing.isEmpty()) {
        return;
      }
      Future<?> commit = committing.get();
      committing = Optional.empty();
      try {
        commit.get();
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof KafkaException kafka) {
          throw kafka;
        }
        throw new IllegalStateException("committing receipts failed", failed.getCause());
      }
    }

    private long behind() {
      long behind = 0;
      for (TopicPartition partition : consumer.assignment()) {
        behind += consumer.currentLag(partition).orElse(0);
      }
      return behind;
    }

    /** Before a partition goes to another hub, what is under way ends and is written down. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      try {
        while (underWay.isPresent() && !stopped() && !finished(Duration.ofSeconds(1))) {
          LOG.debug("waiting for calls under way system={}", system());
        }
        awaitCommit();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      LOG.debug("partitions assigned system={} count={}", system(), partitions.size());
    }
  }

  /** Orders that were taken up together and end together. */
  private record Window(
      Future<Optional<List<Attempt>>> calls,
      List<ProducerRecord<byte[], byte[]>> unreadable,
      Map<TopicPartition, OffsetAndMetadata> next,
      ConsumerGroupMetadata group) {}
}
