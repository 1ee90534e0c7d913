package homeroom.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.live.LiveBroker;
import homeroom.wire.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LiveBroker.class)
class OneFlushTest {

  private static final byte[] NAME = {1};

  private final Topics topics = LiveBroker.tenant();

  @BeforeEach
  void makeTopics() {
    LiveBroker.ensure(topics, List.of("sis"), List.of());
  }

  private OneFlush producer() {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, LiveBroker.servers());
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topics.tenant() + ".one-flush");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 60_000);
    OneFlush producer = new OneFlush(config);
    producer.initTransactions();
    return producer;
  }

  private Future<RecordMetadata> write(OneFlush producer) {
    return producer.send(new ProducerRecord<>(topics.movements(), NAME, NAME));
  }

  private void end(OneFlush producer) {
    producer.sendOffsetsToTransaction(
        Map.of(new TopicPartition(topics.events("sis"), 0), new OffsetAndMetadata(1)), group());
    producer.commitTransaction();
  }

  private ConsumerGroupMetadata group() {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            LiveBroker.servers(),
            ConsumerConfig.GROUP_ID_CONFIG,
            topics.routerGroup());
    try (Consumer<byte[], byte[]> reader = new RouterClients().getConsumer(config)) {
      return reader.groupMetadata();
    }
  }

  @Test
  void shouldWaitForWhatItWroteBeforeATransactionEndsAndNotSooner() {
    try (OneFlush producer = producer()) {
      producer.beginTransaction();
      Future<RecordMetadata> written = write(producer);
      producer.flush();
      assertThat(written).isNotDone();
      end(producer);
      assertThat(written).isDone();
    }
    assertThat(LiveBroker.records(topics.movements())).hasSize(1);
  }

  @Test
  void shouldWaitForWhatItWroteThoughNothingWasRead() {
    try (OneFlush producer = producer()) {
      producer.beginTransaction();
      write(producer);
      producer.commitTransaction();
    }
    assertThat(LiveBroker.records(topics.movements())).hasSize(1);
  }

  /** By this Kafka Streams knows that its tasks went to another thread, and joins anew. */
  @Test
  void shouldSayByNameThatAnotherOneTookItsPlace() {
    try (OneFlush producer = producer();
        OneFlush other = producer()) {
      assertThat(other).isNotSameAs(producer);
      producer.beginTransaction();
      write(producer);
      assertThatThrownBy(() -> end(producer))
          .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
    }
    assertThat(LiveBroker.records(topics.movements())).isEmpty();
  }
}
