package homeroom.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledBrokerTest {

  @TempDir Path folder;

  @Test
  void shouldHaveEverythingAcknowledgedAfterKillMinusNine() throws Exception {
    BrokerProcess victim = BrokerProcess.start(folder);
    List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
    Topic topic = new Topic(victim.servers(), "acknowledged");
    Thread writer;
    try {
      topic.create();
      writer = Thread.ofVirtual().start(() -> writeUntilItFails(topic, acknowledged));
      await().atMost(Duration.ofSeconds(30)).until(() -> acknowledged.size() >= 300);
    } finally {
      victim.kill();
    }

    Instant restart = Instant.now();
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      // A session lasts 20 seconds; the dead broker's is not waited for.
      assertThat(Duration.between(restart, Instant.now())).isLessThan(Duration.ofSeconds(15));
      writer.interrupt();
      writer.join();
      Topic reopened = topic.at(broker.bootstrapServers());
      // The same writer comes back: what it left open is rolled back, and it can go on.
      try (KafkaProducer<String, String> producer = reopened.producer("writer")) {
        reopened.commit(producer, "after");
      }
      List<String> found = reopened.read();
      assertThat(found).containsAll(acknowledged).doesNotHaveDuplicates().endsWith("after");
      // Whole transactions only: each wrote a pair.
      assertThat(found.size() % 2).isEqualTo(1);
    }
  }

  @Test
  void shouldNameTheProcessThatUsesTheFolder() throws Exception {
    BrokerProcess other = BrokerProcess.start(folder);
    try {
      assertThatThrownBy(() -> EmbeddedBroker.start(folder, 0).close())
          .isInstanceOf(BrokerFailure.class)
          .hasMessageContaining("process " + other.pid());
    } finally {
      other.kill();
    }
  }

  private static void writeUntilItFails(Topic topic, List<String> acknowledged) {
    try (KafkaProducer<String, String> producer = topic.producer("writer")) {
      for (int number = 0; ; number += 2) {
        String left = "value-" + number;
        String right = "value-" + (number + 1);
        topic.commit(producer, left, right);
        acknowledged.addAll(List.of(left, right));
      }
    } catch (KafkaException _) {
      // The broker was killed or this thread interrupted; what was acknowledged has been noted.
    }
  }
}
