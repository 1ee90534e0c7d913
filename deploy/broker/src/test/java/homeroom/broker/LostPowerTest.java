package homeroom.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that starts on a folder that was brought back to a checkpoint. */
class LostPowerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void shouldHoldOneMomentOfAllTopicsAndGoOn() throws Exception {
    Path file = folder.resolve("checkpoint");
    Path broker = folder.resolve("broker");
    BrokerProcess victim = BrokerProcess.start(broker);
    List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
    List<String> safe;
    try {
      List<Topic> topics = topics(victim.servers());
      for (Topic topic : topics) {
        topic.create();
      }
      Thread writer = Thread.ofVirtual().start(() -> writeEverywhere(topics, acknowledged));
      await().atMost(PATIENCE).until(() -> acknowledged.size() >= 20);
      safe = List.copyOf(acknowledged);
      assertThat(new Checkpoints(broker, file).take(PATIENCE)).isPresent();
      int before = acknowledged.size();
      await().atMost(PATIENCE).until(() -> acknowledged.size() >= before + 20);
      new Topic(victim.servers(), "later").create();
      victim.kill();
      writer.join();
    } finally {
      victim.kill();
    }
    Checkpoint checkpoint = Checkpoint.read(file).orElseThrow();
    cutTails(broker.resolve("logs"), checkpoint, new Random(7));

    Rollback.to(checkpoint, broker);

    try (EmbeddedBroker started = EmbeddedBroker.start(broker, 0)) {
      Rollback.verify(checkpoint, broker);
      List<Topic> topics = topics(started.bootstrapServers());
      try (KafkaProducer<String, String> producer = topics.getFirst().producer("writer")) {
        producer.beginTransaction();
        topics.forEach(topic -> producer.send(topic.value("after")));
        producer.commitTransaction();
      }
      List<String> found = topics.getFirst().read();
      assertThat(found).containsAll(safe).doesNotHaveDuplicates().endsWith("after");
      assertThat(found).doesNotContain(acknowledged.getLast());
      assertThat(topics).allSatisfy(topic -> assertThat(topic.read()).isEqualTo(found));
      // What was made since the checkpoint is there, and empty.
      assertThat(new Topic(started.bootstrapServers(), "later").read()).isEmpty();
    }
  }

  private static List<Topic> topics(String servers) {
    return Stream.of("one", "two", "three").map(name -> new Topic(servers, name)).toList();
  }

  private static void writeEverywhere(List<Topic> topics, List<String> acknowledged) {
    KafkaProducer<String, String> producer = topics.getFirst().producer("writer");
    try {
      for (int number = 0; ; number++) {
        String value = "value-" + number;
        producer.beginTransaction();
        topics.forEach(topic -> producer.send(topic.value(value)));
        producer.commitTransaction();
        acknowledged.add(value);
      }
    } catch (KafkaException _) {
      // The broker was killed; what was acknowledged has been noted.
    } finally {
      // Without a limit it would wait for the broker to give up its transaction, which is gone.
      producer.close(Duration.ZERO);
    }
  }

  private static void cutTails(Path logs, Checkpoint checkpoint, Random chance) throws IOException {
    try (LogFiles files = LogFiles.open(logs).orElseThrow()) {
      for (LogFiles.Segment segment : files.segments()) {
        long end = checkpoint.ends().getOrDefault(segment.folder(), 0L);
        long size = segment.file().size();
        long safe = new BatchWalk(0, segment.base()).on(segment.file(), size, end).bytes();
        if (!segment.folder().equals(Checkpoints.CONTROLLERS)) {
          MadeLogs.shorten(
              logs.resolve(segment.path()), safe + chance.nextInt((int) (size - safe) + 1));
        }
      }
    }
  }
}
