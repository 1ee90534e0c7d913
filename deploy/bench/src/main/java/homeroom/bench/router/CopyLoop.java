package homeroom.bench.router;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Copies a topic to another, each message exactly once, and does nothing besides. */
final class CopyLoop implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  private final String target;
  private final Duration commitInterval;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Thread thread = new Thread(this::copyAll, "copy-loop");
  private volatile boolean ended;

  CopyLoop(Cluster cluster, String source, String target, Duration commitInterval) {
    this.target = target;
    this.commitInterval = commitInterval;
    consumer = cluster.consumer(Map.of(ConsumerConfig.GROUP_ID_CONFIG, "copy"));
    consumer.subscribe(List.of(source));
    producer =
        cluster.producer(
            Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "copy",
                ProducerConfig.LINGER_MS_CONFIG,
                commitInterval.toMillis(),
                // As the router does, and for the same reason.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1));
    producer.initTransactions();
  }

  void start() {
    thread.start();
  }

  private void copyAll() {
    while (!ended) {
      Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
      producer.beginTransaction();
      long end = System.nanoTime() + commitInterval.toNanos();
      while (System.nanoTime() < end && !ended) {
        consumer.poll(POLL).forEach(message -> copy(message, offsets));
      }
      producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
      producer.commitTransaction();
    }
  }

  private void copy(
      ConsumerRecord<byte[], byte[]> message, Map<TopicPartition, OffsetAndMetadata> offsets) {
    producer.send(new ProducerRecord<>(target, message.key(), message.value()));
    offsets.put(
        new TopicPartition(message.topic(), message.partition()),
        new OffsetAndMetadata(message.offset() + 1));
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
    producer.close();
  }
}
