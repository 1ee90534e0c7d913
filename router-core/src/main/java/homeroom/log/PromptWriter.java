package homeroom.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes what a person says and waits for: all copies have it within seconds, or it fails.
 * Thread-safe.
 */
public final class PromptWriter implements AutoCloseable {

  private final Producer<byte[], byte[]> producer;

  public PromptWriter(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                10_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                15_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class));
  }

  /**
   * Returns when the broker has all of it.
   *
   * @param what is written, for the failure
   * @throws KafkaException if some could not be written
   */
  public void write(String what, List<ProducerRecord<byte[], byte[]>> messages) {
    List<Future<?>> sent = new ArrayList<>(messages.size());
    messages.forEach(message -> sent.add(producer.send(message)));
    try {
      for (Future<?> one : sent) {
        one.get();
      }
    } catch (ExecutionException failed) {
      throw new KafkaException("writing " + what, failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while writing " + what, stopped);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
