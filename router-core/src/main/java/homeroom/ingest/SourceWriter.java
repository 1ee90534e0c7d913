package homeroom.ingest;

import homeroom.log.TransactionWriter;
import homeroom.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Writes for one source, in transactions. Its transactional id fences whoever wrote for the source
 * before, so that two hubs never run it at once. Not thread-safe.
 */
final class SourceWriter implements Output, AutoCloseable {

  private final TransactionWriter writer;
  private final Producer<byte[], byte[]> producer;
  private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
  private @Nullable String noted;
  private List<Note> notes = List.of();

  /** A message that was written. */
  record Note(byte[] key, byte[] value) {}

  SourceWriter(String transactionalId, String bootstrapServers) {
    writer = TransactionWriter.named(transactionalId, bootstrapServers);
    producer = writer.producer();
  }

  @Override
  public void begin() {
    producer.beginTransaction();
  }

  @Override
  public void write(String topic, String key, @Nullable SpecificRecord value) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    byte[] message = value == null ? null : WireFormat.encode(value);
    if (message != null && topic.equals(noted)) {
      notes.add(new Note(name, message));
    }
    producer.send(
        new ProducerRecord<>(topic, name, message),
        (written, failed) -> {
          if (failed == null) {
            ends.merge(
                new TopicPartition(written.topic(), written.partition()),
                written.offset() + 1,
                Math::max);
          }
        });
  }

  /** How many partitions a topic has. */
  int partitions(String topic) {
    return producer.partitionsFor(topic).size();
  }

  /** Remembers what is written to a topic from now on. */
  void note(String topic) {
    noted = topic;
    notes = new ArrayList<>();
  }

  /** What was written there; nothing is remembered any more. */
  List<Note> noted() {
    List<Note> all = notes;
    noted = null;
    notes = List.of();
    return all;
  }

  /** Where the partitions of a topic end that were written to, after what was written last. */
  Map<TopicPartition, Long> ends(String topic) {
    return ends.entrySet().stream()
        .filter(end -> end.getKey().topic().equals(topic))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Writes a message as it was written before. */
  void write(String topic, byte[] key, byte[] value) {
    producer.send(new ProducerRecord<>(topic, key, value));
  }

  @Override
  public void commit() {
    producer.commitTransaction();
  }

  void abort() {
    producer.abortTransaction();
  }

  @Override
  public void close() {
    writer.close();
  }
}
