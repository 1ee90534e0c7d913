package homeroom.log;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Which of several hubs does what one of them does at a time: the one that the group gave the only
 * partition of a topic. It keeps it until it closes this, or is silent for {@link #SILENCE}. So
 * that one who was silent does nothing after that, its writes need a name that fences it as well
 * ({@link TransactionWriter}). Not thread-safe.
 */
public final class Turn implements AutoCloseable {

  /** After so long without a word another takes over. */
  public static final Duration SILENCE = Duration.ofSeconds(15);

  private final Consumer<byte[], byte[]> consumer;

  /**
   * @param group whose members take turns
   * @param topic of one partition; nothing of it is read
   */
  public Turn(String group, String topic, String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                "classic",
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName(),
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                Math.toIntExact(SILENCE.toMillis()),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class));
    consumer.subscribe(List.of(topic));
  }

  /**
   * Whether it is ours. To be asked every few seconds, also while it is not.
   *
   * @throws KafkaException if the brokers refuse
   */
  public boolean isMine() {
    return isMine(Duration.ZERO);
  }

  /**
   * The same.
   *
   * @param patience how long is waited for it
   */
  public boolean isMine(Duration patience) {
    if (consumer.assignment().isEmpty()) {
      consumer.poll(patience);
    } else {
      consumer.poll(Duration.ZERO);
    }
    consumer.pause(consumer.assignment());
    return !consumer.assignment().isEmpty();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
