package homeroom.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import homeroom.broker.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionWriterTest {

  private static final String TOPIC = "written";
  private static final Duration MOST = Duration.ofSeconds(30);

  @TempDir Path folder;

  private static void makeTopic(EmbeddedBroker broker) throws Exception {
    Map<String, Object> servers =
        Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    try (Admin admin = Admin.create(servers)) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
  }

  private static void send(TransactionWriter writer, String text) throws Exception {
    writer
        .producer()
        .send(new ProducerRecord<>(TOPIC, text.getBytes(StandardCharsets.UTF_8)))
        .get();
  }

  private static List<String> read(EmbeddedBroker broker) {
    List<String> all = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = LogReading.consumer(broker.bootstrapServers())) {
      LogReading.read(
          consumer, TOPIC, it -> all.add(new String(it.value(), StandardCharsets.UTF_8)));
    }
    return all;
  }

  @Test
  void shouldBeReadByItsWriterThoughTheCommitIsNotThereYet() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      makeTopic(broker);
      try (TransactionWriter writer = TransactionWriter.named("writer", broker.bootstrapServers());
          Consumer<byte[], byte[]> consumer = LogReading.consumer(broker.bootstrapServers())) {
        TopicPartition only = new TopicPartition(TOPIC, 0);
        writer.producer().beginTransaction();
        send(writer, "told");
        List<String> all = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        Future<?> reading =
            readers.submit(
                () -> {
                  begun.countDown();
                  LogReading.read(
                      consumer,
                      List.of(only),
                      Map.of(),
                      Map.of(only, 1L),
                      it -> all.add(new String(it.value(), StandardCharsets.UTF_8)));
                });
        begun.await();
        assertThatThrownBy(() -> reading.get(500, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
        writer.producer().commitTransaction();
        reading.get(MOST.toSeconds(), TimeUnit.SECONDS);
        assertThat(all).containsExactly("told");
      }
    }
  }

  @Test
  void shouldCloseThoughTheBrokerIsAwayAndLeaveNothingBehind() throws Exception {
    TransactionWriter cutOff;
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      makeTopic(broker);
      cutOff = TransactionWriter.named("writer", broker.bootstrapServers());
      cutOff.producer().beginTransaction();
      send(cutOff, "never committed");
    }
    assertTimeoutPreemptively(MOST, cutOff::close);

    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        TransactionWriter next = TransactionWriter.named("writer", broker.bootstrapServers())) {
      next.producer().beginTransaction();
      send(next, "committed");
      next.producer().commitTransaction();
      assertThat(read(broker)).containsExactly("committed");
    }
  }
}
