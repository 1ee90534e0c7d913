package homeroom.log;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer of transactions under a name that fences whoever wrote under it before, so that two
 * hubs never do the same work at once. As thread-safe as a producer's transactions are.
 *
 * @param producer ready to begin a transaction
 */
public record TransactionWriter(Producer<byte[], byte[]> producer) implements AutoCloseable {

  /**
   * How long closing waits for a broker. What it has not by then is not committed, and whoever
   * takes the name next ends the transaction; without an end, closing would wait until the broker
   * is back.
   */
  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** How long the broker may take for one step of a transaction. */
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(60);

  private static final Duration LINGER = Duration.ofMillis(1);
  private static final int BATCH_BYTES = 128 << 10;

  /**
   * Takes the name over.
   *
   * @throws KafkaException if the broker does not answer, or refuses
   */
  public static TransactionWriter named(String transactionalId, String bootstrapServers) {
    return named(transactionalId, bootstrapServers, USUAL_PATIENCE);
  }

  /**
   * The same.
   *
   * @param patience how long the broker may take for one step
   */
  public static TransactionWriter named(
      String transactionalId, String bootstrapServers, Duration patience) {
    TransactionWriter writer =
        new TransactionWriter(
            new KafkaProducer<>(
                Map.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    bootstrapServers,
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                    transactionalId,
                    ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                    1,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    patience.toMillis(),
                    ProducerConfig.LINGER_MS_CONFIG,
                    LINGER.toMillis(),
                    ProducerConfig.BATCH_SIZE_CONFIG,
                    BATCH_BYTES,
                    ProducerConfig.COMPRESSION_TYPE_CONFIG,
                    "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer()));
    try {
      writer.producer().initTransactions();
    } catch (RuntimeException failed) {
      writer.close();
      throw failed;
    }
    return writer;
  }

  @Override
  public void close() {
    producer.close(CLOSING);
  }
}
