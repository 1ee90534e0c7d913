package homeroom.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerCutTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TOPICS = 8;

  @TempDir Path folder;

  /** A message as it lies in a topic. */
  private record Found(long offset, long timestamp, String value) {}

  @Test
  void shouldHoldOneMomentOfAllTopicsWhileTheyAreWritten() throws Exception {
    List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
    List<List<Found>> original;
    List<String> before;
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("running"), 0)) {
      List<Topic> topics = topics(broker);
      CountDownLatch stop = new CountDownLatch(1);
      Thread writer = Thread.ofPlatform().start(() -> writeEverywhere(topics, acknowledged, stop));
      await().atMost(PATIENCE).until(() -> acknowledged.size() >= 20);
      before = List.copyOf(acknowledged);
      try (BrokerCut cut = BrokerCut.take(folder.resolve("running"), PATIENCE)) {
        int atTheCut = acknowledged.size();
        await().atMost(PATIENCE).until(() -> acknowledged.size() >= atTheCut + 10);
        copy(cut, folder.resolve("copied"));
      }
      stop.countDown();
      writer.join();
      original = topics.stream().map(BrokerCutTest::read).toList();
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("copied"), 0)) {
      endWhatWasUnderWay(new Topic(broker.bootstrapServers(), "topic-0"));
      List<List<Found>> copied =
          IntStream.range(0, TOPICS)
              .mapToObj(number -> read(new Topic(broker.bootstrapServers(), "topic-" + number)))
              .toList();
      List<String> values = copied.getFirst().stream().map(Found::value).toList();
      assertThat(values).containsAll(before).doesNotContain(acknowledged.getLast());
      for (int number = 0; number < TOPICS; number++) {
        assertThat(copied.get(number)).extracting(Found::value).isEqualTo(values);
        assertThat(copied.get(number)).isEqualTo(original.get(number).subList(0, values.size()));
      }
    }
  }

  @Test
  void shouldStillHoldWhatIsDeletedAfterwards() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("running"), 0);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Topic topic = new Topic(broker.bootstrapServers(), "gone").create();
      try (KafkaProducer<String, String> producer = topic.producer("writer")) {
        topic.commit(producer, "one", "two");
      }
      try (BrokerCut cut = BrokerCut.take(folder.resolve("running"), PATIENCE)) {
        // The mark of their commit comes a moment later.
        assertThat(cut.ends().get("gone-0")).isBetween(2L, 3L);
        admin.deleteTopics(List.of("gone")).all().get();
        await()
            .atMost(PATIENCE)
            .until(() -> Files.notExists(folder.resolve("running/logs/gone-0")));
        copy(cut, folder.resolve("copied"));
      }
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("copied"), 0)) {
      Topic topic = new Topic(broker.bootstrapServers(), "gone");
      endWhatWasUnderWay(topic);
      assertThat(topic.read()).containsExactly("one", "two");
    }
  }

  @Test
  void shouldLeaveOutABatchThatIsNotWhole() throws Exception {
    Path stopped = folder.resolve("stopped");
    try (EmbeddedBroker broker = EmbeddedBroker.start(stopped, 0)) {
      Topic topic = new Topic(broker.bootstrapServers(), "torn").create();
      try (KafkaProducer<String, String> producer = topic.producer("writer")) {
        topic.commit(producer, "one");
      }
    }
    Path segment = stopped.resolve("logs/torn-0/00000000000000000000.log");
    byte[] whole = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(whole, 40), StandardOpenOption.APPEND);

    try (BrokerCut cut = BrokerCut.take(stopped, PATIENCE)) {
      assertThat(cut.parts())
          .filteredOn(part -> part.name().startsWith("logs/torn-0/0"))
          .singleElement()
          .satisfies(part -> assertThat(part.open().readAllBytes()).isEqualTo(whole));
    }
  }

  @Test
  void shouldSaySoWhenThereIsNoMomentWithoutAWrite() throws Exception {
    EmbeddedBroker.start(folder, 0).close();

    assertThatThrownBy(() -> BrokerCut.take(folder, Duration.ZERO).close())
        .isInstanceOf(BrokerFailure.class)
        .hasMessageStartingWith("BROKER_NEVER_STILL");
  }

  @Test
  void shouldRefuseAFolderWithoutABroker() {
    assertThatThrownBy(() -> BrokerCut.take(folder, PATIENCE).close())
        .isInstanceOf(BrokerFailure.class)
        .hasMessageStartingWith("BROKER_FOLDER_UNUSABLE");
  }

  private static List<Topic> topics(EmbeddedBroker broker) throws Exception {
    List<Topic> topics = new ArrayList<>();
    for (int number = 0; number < TOPICS; number++) {
      topics.add(new Topic(broker.bootstrapServers(), "topic-" + number).create());
    }
    return topics;
  }

  /** Each value goes to all topics in one transaction. */
  private static void writeEverywhere(
      List<Topic> topics, List<String> acknowledged, CountDownLatch stop) {
    try (KafkaProducer<String, String> producer = topics.getFirst().producer("writer")) {
      for (int number = 0; stop.getCount() > 0; number++) {
        String value = "value-" + number;
        producer.beginTransaction();
        topics.forEach(topic -> producer.send(new ProducerRecord<>(topic.name(), 0, null, value)));
        producer.commitTransaction();
        acknowledged.add(value);
      }
    }
  }

  /**
   * The writer comes back, as it does after a kill: what it left open is given up, and what was
   * committed is marked so in every topic.
   */
  private static void endWhatWasUnderWay(Topic topic) {
    topic.producer("writer").close();
  }

  private static void copy(BrokerCut cut, Path to) throws Exception {
    for (BrokerCut.Part part : cut.parts()) {
      Path file = to.resolve(part.name());
      Files.createDirectories(file.getParent());
      try (InputStream bytes = part.open()) {
        assertThat(Files.copy(bytes, file)).isEqualTo(part.bytes());
      }
    }
  }

  private static List<Found> read(Topic topic) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", topic.servers(), "isolation.level", "read_committed");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(topic.name(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      List<Found> found = new ArrayList<>();
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, String> one : consumer.poll(Duration.ofMillis(200))) {
          found.add(new Found(one.offset(), one.timestamp(), one.value()));
        }
      }
      return found;
    }
  }
}
