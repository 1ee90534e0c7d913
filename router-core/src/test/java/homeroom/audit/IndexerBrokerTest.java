package homeroom.audit;

import static homeroom.audit.Samples.accepted;
import static homeroom.audit.Samples.minutes;
import static homeroom.audit.Samples.sent;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.broker.EmbeddedBroker;
import homeroom.wire.WireFormat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real broker: transactions that were aborted, and the markers that end transactions. */
final class IndexerBrokerTest {

  @TempDir Path folder;

  @Test
  void shouldTakeInWhatWasCommittedExactlyOnce() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
        QueryStore store =
            QueryStore.open(
                new StoreLocation.SqliteFile(folder.resolve("homeroom.db")),
                Pseudonyms.open(folder, TestLog.TENANT))) {
      createTopics(broker);
      try (KafkaProducer<byte[], byte[]> producer = producer(broker)) {
        producer.initTransactions();
        write(producer, 0, 100, true);
        write(producer, 1_000, 1_050, false);
        assertThat(index(broker, store)).isEqualTo(100);

        write(producer, 100, 150, true);
        assertThat(index(broker, store)).isEqualTo(150);
      }
    }
  }

  private static void createTopics(EmbeddedBroker broker) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(
              new LogReader(TestLog.TENANT)
                  .topics().stream().map(name -> new NewTopic(name, 3, (short) 1)).toList())
          .all()
          .get();
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(EmbeddedBroker broker) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "transactional.id",
            "test",
            "key.serializer",
            ByteArraySerializer.class,
            "value.serializer",
            ByteArraySerializer.class));
  }

  private static void write(
      KafkaProducer<byte[], byte[]> producer, int from, int to, boolean commit) {
    producer.beginTransaction();
    for (int i = from; i < to; i++) {
      producer.send(
          new ProducerRecord<>(
              TestLog.TOPICS.movements(),
              ("student/" + i).getBytes(StandardCharsets.UTF_8),
              WireFormat.encode(accepted("student", "" + i, minutes(i), sent("lms", "d" + i)))));
    }
    if (commit) {
      producer.commitTransaction();
    } else {
      producer.flush();
      producer.abortTransaction();
    }
  }

  /** A new indexer, as after a restart; how many movements there are when it has caught up. */
  private static int index(EmbeddedBroker broker, QueryStore store) {
    Map<String, Object> settings = new HashMap<>(Indexer.consumerSettings());
    settings.put("bootstrap.servers", broker.bootstrapServers());
    try (Indexer indexer =
        new Indexer(
            store,
            TestLog.TENANT,
            () -> new KafkaConsumer<>(settings),
            new IndexerMetrics(new SimpleMeterRegistry()),
            InstantSource.system())) {
      indexer.start();
      assertThat(indexer.caughtUp()).succeedsWithin(Duration.ofSeconds(30));
      assertThat(indexer.lag()).isEqualTo(OptionalLong.of(0));
    }
    List<MovementEntry> movements =
        store.movements().find(MovementFilter.ALL, Optional.empty(), 10_000).items();
    return movements.size();
  }
}
