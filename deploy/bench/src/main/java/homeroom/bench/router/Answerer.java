package homeroom.bench.router;

import homeroom.bench.Students;
import homeroom.log.LogReading;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.DeliveryReceipt;
import homeroom.schema.ReceiptOutcome;
import homeroom.wire.Topics;
import homeroom.wire.WireFormat;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Confirms every delivery of all consumers at once, while it is not paused. */
final class Answerer implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Topics topics;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Thread thread = new Thread(this::answerAll, "answerer");
  private volatile boolean paused;
  private volatile boolean ended;
  private volatile long answered;

  Answerer(Cluster cluster, Topics topics) {
    this.topics = topics;
    consumer = cluster.consumer(Map.of());
    consumer.assign(
        Students.CONSUMERS.stream()
            .flatMap(system -> LogReading.partitions(consumer, topics.deliveries(system)).stream())
            .toList());
    consumer.seekToBeginning(consumer.assignment());
    producer = cluster.producer(Map.of(ProducerConfig.LINGER_MS_CONFIG, 20));
    thread.start();
  }

  void pause() {
    paused = true;
  }

  void resume() {
    paused = false;
  }

  /** So many deliveries it has answered. */
  long answered() {
    return answered;
  }

  private void answerAll() {
    while (!ended) {
      if (paused) {
        sleep();
      } else {
        consumer.poll(POLL).forEach(this::answer);
      }
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(ConsumerRecord<byte[], byte[]> message) {
    DeliveryOrder order = WireFormat.decode(message.value(), DeliveryOrder.class);
    DeliveryReceipt receipt =
        DeliveryReceipt.newBuilder()
            .setDeliveryId(order.getDeliveryId())
            .setSystem(order.getSystem())
            .setEntity(order.getEntity())
            .setKey(order.getKey())
            .setOutcome(ReceiptOutcome.UPDATED)
            .setRemoteId("104857600")
            .setVersion(order.getVersion())
            .setAttempts(1)
            .setAt(0)
            .build();
    producer.send(
        new ProducerRecord<>(
            topics.receipts(order.getSystem()), message.key(), WireFormat.encode(receipt)));
    answered = answered + 1;
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
