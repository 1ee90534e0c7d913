package homeroom.live;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.broker.BrokerFailure;
import homeroom.broker.EmbeddedBroker;
import homeroom.log.Partitions;
import homeroom.schema.Boundary;
import homeroom.schema.ReleasedSchemas;
import homeroom.stream.TopicSetup;
import homeroom.wire.Topics;
import homeroom.wire.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real broker for tests, started once for all of them. Each test has a tenant or a system of its
 * own, so that none sees what another wrote.
 */
public final class LiveBroker implements BeforeAllCallback, AutoCloseable {

  /** Of the topics that the router reads. */
  public static final int PARTITIONS = 2;

  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final AtomicInteger TENANTS = new AtomicInteger();

  private static @Nullable EmbeddedBroker broker;
  private static @Nullable Path folder;
  private static @Nullable Admin admin;
  private static @Nullable KafkaProducer<byte[], byte[]> producer;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException, BrokerFailure {
    if (broker != null) {
      return;
    }
    ReleasedSchemas.trust();
    folder = Files.createTempDirectory("live-broker");
    broker = EmbeddedBroker.start(folder, 0);
    Map<String, Object> servers =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    admin = Admin.create(servers);
    producer = new KafkaProducer<>(servers, new ByteArraySerializer(), new ByteArraySerializer());
    context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).put("live-broker", this);
  }

  public static String servers() {
    return there(broker).bootstrapServers();
  }

  public static Admin admin() {
    return there(admin);
  }

  /** A tenant that no other test has. */
  public static Topics tenant() {
    return new Topics("tenant-" + TENANTS.incrementAndGet());
  }

  /** A name of a system that no other test has. */
  public static String system() {
    return "system-" + TENANTS.incrementAndGet();
  }

  /** Where the messages about a record lie that the router reads. */
  public static int partition(String record) {
    byte[] key = record.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % PARTITIONS;
  }

  /** Makes the topics of a tenant, as far as they are missing. */
  public static void ensure(Topics topics, List<String> sources, List<String> consumers) {
    new TopicSetup(admin(), PARTITIONS).ensure(topics.all(sources, consumers));
  }

  /** Writes a record and returns once the broker has it. */
  public static void write(String topic, String key, SpecificRecord value) {
    try {
      there(producer)
          .send(
              new ProducerRecord<>(
                  topic, key.getBytes(StandardCharsets.UTF_8), WireFormat.encode(value)))
          .get();
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException("writing to " + topic, failed);
    }
  }

  /** Writes a record as the router does, with the end of its transaction behind it. */
  public static void writeInTransaction(String topic, String key, SpecificRecord value) {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            servers(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "writer-" + TENANTS.incrementAndGet());
    try (KafkaProducer<byte[], byte[]> writer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      writer.initTransactions();
      writer.beginTransaction();
      writer.send(
          new ProducerRecord<>(
              topic, key.getBytes(StandardCharsets.UTF_8), WireFormat.encode(value)));
      writer.commitTransaction();
    }
  }

  /** Up to where a group has committed. */
  public static Map<TopicPartition, Long> committed(String group) {
    Map<TopicPartition, Long> committed = new HashMap<>();
    try {
      admin()
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach((partition, at) -> committed.put(partition, at.offset()));
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException("asking for the offsets of " + group, failed);
    }
    return committed;
  }

  /**
   * All that is committed in a topic, once nothing in it is undecided any more; boundaries stand
   * beside what else is in it.
   */
  public static <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
    return records(topic).stream()
        .filter(record -> record.value() != null)
        .filter(record -> !isBoundary(record))
        .map(record -> WireFormat.decode(record.value(), type))
        .toList();
  }

  private static boolean isBoundary(ConsumerRecord<byte[], byte[]> record) {
    return WireFormat.typeOf(record.value()).equals(Boundary.class.getSimpleName());
  }

  /** The boundaries in a topic, with what else is in it left out. */
  public static List<Boundary> boundaries(String topic) {
    return records(topic).stream()
        .filter(record -> record.value() != null && isBoundary(record))
        .map(record -> WireFormat.decode(record.value(), Boundary.class))
        .toList();
  }

  /** As {@link #read}, with keys, and with the records that hold nothing. */
  public static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> committed = consumer("read_committed")) {
      Map<TopicPartition, Long> ends = ends(topic);
      committed.assign(ends.keySet());
      committed.seekToBeginning(ends.keySet());
      Instant patience = Instant.now().plus(PATIENCE);
      while (ends.keySet().stream().anyMatch(one -> committed.position(one) < ends.get(one))) {
        assertThat(Instant.now()).as("a transaction is still open").isBefore(patience);
        committed.poll(POLL).forEach(all::add);
      }
    }
    return all;
  }

  /** A commit is safe when it returns; that it can be read takes a moment more. */
  private static Map<TopicPartition, Long> ends(String topic) {
    return ends(partitions(topic));
  }

  /** How far the logs reach, with what is not committed. */
  public static Map<TopicPartition, Long> ends(Collection<TopicPartition> logs) {
    return ends(logs, IsolationLevel.READ_UNCOMMITTED);
  }

  /** How far the logs reach for who reads so. */
  public static Map<TopicPartition, Long> ends(
      Collection<TopicPartition> logs, IsolationLevel isolation) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    logs.forEach(log -> latest.put(log, OffsetSpec.latest()));
    try {
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin()
          .listOffsets(latest, new ListOffsetsOptions(isolation))
          .all()
          .get()
          .forEach((log, end) -> ends.put(log, end.offset()));
      return ends;
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException("asking how far the logs reach", failed);
    }
  }

  /** A topic of which each of the router's tasks has one, though it may not be there yet. */
  public static List<TopicPartition> ofTasks(String topic) {
    return IntStream.range(0, PARTITIONS).mapToObj(i -> new TopicPartition(topic, i)).toList();
  }

  public static List<TopicPartition> partitions(String topic) {
    try {
      return Partitions.of(admin(), topic);
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException("asking for the partitions of " + topic, failed);
    }
  }

  /** One that reads what is asked of it, and remembers nothing. */
  public static KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            servers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            isolation,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            10,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static <T> T there(@Nullable T started) {
    if (started == null) {
      throw new IllegalStateException("add @ExtendWith(LiveBroker.class) to the test");
    }
    return started;
  }

  @Override
  public void close() throws IOException {
    there(producer).close(Duration.ofSeconds(1));
    there(admin).close(Duration.ofSeconds(1));
    there(broker).close();
    try (Stream<Path> files = Files.walk(there(folder))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
