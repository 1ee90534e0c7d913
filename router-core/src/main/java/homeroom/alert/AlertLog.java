package homeroom.alert;

import homeroom.alert.grouping.Alert;
import homeroom.log.LogReading;
import homeroom.schema.AlertState;
import homeroom.wire.Topics;
import homeroom.wire.WireFormat;
import homeroom.wire.WireFormatException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic in which alerts are written down. */
record AlertLog(Topics topics) {

  private static final Logger LOG = LoggerFactory.getLogger(AlertLog.class);

  static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
    var known = consumer.partitionsFor(topic);
    if (known == null || known.isEmpty()) {
      throw new KafkaException("there is no topic " + topic);
    }
    return known.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }

  /** The newest state of each alert; leaves the consumer without partitions. */
  Map<String, Alert> read(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = partitions(consumer, topics.alerts());
    Map<String, Alert> alerts = new LinkedHashMap<>();
    LogReading.read(consumer, partitions, Map.of(), message -> take(message, alerts));
    consumer.unsubscribe();
    return alerts;
  }

  private static void take(ConsumerRecord<byte[], byte[]> message, Map<String, Alert> alerts) {
    if (message.value() == null) {
      alerts.remove(new String(message.key(), StandardCharsets.UTF_8));
      return;
    }
    try {
      Alert alert = AlertMessages.alert(WireFormat.decode(message.value(), AlertState.class));
      alerts.put(alert.id(), alert);
    } catch (WireFormatException unreadable) {
      LOG.warn(
          "alert cannot be read code={} partition={} offset={}",
          unreadable.code(),
          message.partition(),
          message.offset());
    }
  }

  ProducerRecord<byte[], byte[]> message(Alert alert) {
    return new ProducerRecord<>(
        topics.alerts(), key(alert.id()), WireFormat.encode(AlertMessages.state(alert)));
  }

  ProducerRecord<byte[], byte[]> tombstone(String id) {
    return new ProducerRecord<>(topics.alerts(), key(id), null);
  }

  private static byte[] key(String id) {
    return id.getBytes(StandardCharsets.UTF_8);
  }
}
