package homeroom.alert;

import homeroom.log.TransactionWriter;
import homeroom.log.Turn;
import homeroom.wire.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The connections to the brokers that alerts need. */
record AlertClients(Topics topics, String bootstrapServers) {

  /** The consumer group, whose offsets say how far the log was read. */
  String group() {
    return topics.tenant() + ".alerts";
  }

  Consumer<byte[], byte[]> consumer() {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group());
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // Only where the log was cut behind a hub that was off for weeks.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 64 << 10);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 200);
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return new KafkaConsumer<>(config);
  }

  /** Which hub's alerter it is that tells. */
  Turn turn() {
    return new Turn(group() + ".turn", topics.alerts(), bootstrapServers);
  }

  /** Ends what another alerter of this tenant left open, and shuts that one out. */
  TransactionWriter writer() {
    return TransactionWriter.named(group(), bootstrapServers);
  }
}
