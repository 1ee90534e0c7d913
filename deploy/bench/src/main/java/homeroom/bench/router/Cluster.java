package homeroom.bench.router;

import homeroom.broker.BrokerFailure;
import homeroom.broker.EmbeddedBroker;
import homeroom.config.KafkaSettings;
import homeroom.log.Partitions;
import homeroom.stream.TopicSetup;
import homeroom.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** An embedded broker in a folder of its own, which is gone when it is closed; or one elsewhere. */
public final class Cluster implements AutoCloseable {

  /** As many as a hub's topics have where nobody says otherwise. */
  public static final int PARTITIONS = KafkaSettings.Embedded.PARTITIONS;

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Path folder;
  private final Optional<EmbeddedBroker> broker;
  private final String servers;
  private final Admin admin;

  private Cluster(Path folder, Optional<EmbeddedBroker> broker, String servers) {
    this.folder = folder;
    this.broker = broker;
    this.servers = servers;
    admin = Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers));
  }

  public static Cluster start() throws IOException, BrokerFailure {
    Path folder = Files.createTempDirectory("homeroom-bench");
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
    return new Cluster(folder, Optional.of(broker), broker.bootstrapServers());
  }

  /** Another process runs the broker. */
  static Cluster of(Path folder, String servers) {
    return new Cluster(folder, Optional.empty(), servers);
  }

  public String servers() {
    return servers;
  }

  /** A place for something's files. */
  public Path place(String name) {
    return folder.resolve(name);
  }

  public void makeTopics(List<Topics.Spec> specs) {
    new TopicSetup(admin, PARTITIONS).ensure(specs);
  }

  /** A group that has read nothing yet, and is known to have. */
  void beginAtTheStart(String group, String topic) {
    try {
      admin
          .alterConsumerGroupOffsets(
              group,
              Partitions.of(admin, topic).stream()
                  .collect(Collectors.toMap(partition -> partition, _ -> new OffsetAndMetadata(0))))
          .all()
          .get();
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException("writing where a group begins", failed);
    }
  }

  void removeTopics(String tenant) {
    try {
      List<String> topics =
          admin.listTopics().names().get().stream()
              .filter(name -> name.startsWith(tenant + "."))
              .toList();
      admin.deleteTopics(topics).all().get();
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException("removing topics", failed);
    }
  }

  public KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers());
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Sees only what is committed. */
  KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 25);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The bytes that lie in topics, as the broker keeps them. */
  public long bytes(Predicate<String> topics) {
    try {
      List<Integer> nodes = admin.describeCluster().nodes().get().stream().map(Node::id).toList();
      return admin.describeLogDirs(nodes).allDescriptions().get().values().stream()
          .flatMap(folders -> folders.values().stream())
          .mapToLong(one -> bytes(one, topics))
          .sum();
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException("asking the broker for the sizes of its topics", failed);
    }
  }

  private static long bytes(LogDirDescription folder, Predicate<String> topics) {
    return folder.replicaInfos().entrySet().stream()
        .filter(replica -> topics.test(replica.getKey().topic()))
        .mapToLong(replica -> replica.getValue().size())
        .sum();
  }

  @Override
  public void close() throws IOException {
    admin.close(SOON);
    if (broker.isPresent()) {
      broker.get().close();
      remove(folder);
    }
  }

  /** Removes a folder with all that is in it. */
  static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
