package homeroom.stream;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The router's producer, which waits once for all tasks of a transaction. Kafka Streams makes each
 * task of a thread wait for what it wrote before the thread commits for all of them: as many
 * journeys to the brokers, one after the other, as there are partitions. A transaction is not
 * committed before the brokers have all of it, so one wait at its end says the same.
 */
class OneFlush extends KafkaProducer<byte[], byte[]> {

  private final boolean transactional;

  OneFlush(Map<String, Object> config) {
    super(config, new ByteArraySerializer(), new ByteArraySerializer());
    transactional = config.containsKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
  }

  /** Leaves the wait to the end of the transaction, if there is one. */
  @Override
  public void flush() {
    if (!transactional) {
      super.flush();
    }
  }

  /** Returns once the brokers have all that was written. */
  final void flushNow() {
    super.flush();
  }

  /**
   * The first that ends a transaction.
   *
   * @throws ProducerFencedException if another hub took the place of this one
   * @throws InvalidProducerEpochException if the brokers gave the transaction up
   * @throws TimeoutException if the brokers did not answer for too long
   */
  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    flushNow();
    try {
      super.sendOffsetsToTransaction(offsets, group);
    } catch (KafkaException failed) {
      // What became of a write shows here, wrapped; Kafka Streams knows it by its own name.
      switch (failed.getCause()) {
        case ProducerFencedException fenced -> throw fenced;
        case InvalidProducerEpochException over -> throw over;
        case TimeoutException late -> throw late;
        case null, default -> throw failed;
      }
    }
  }
}
