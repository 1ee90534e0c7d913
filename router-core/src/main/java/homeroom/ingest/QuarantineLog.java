package homeroom.ingest;

import homeroom.wire.QuarantineNotes;
import homeroom.wire.QuarantineNotes.Note;
import homeroom.wire.Topics;
import homeroom.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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

/** Writes down what people say of entries of the quarantine. Thread-safe. */
public final class QuarantineLog implements AutoCloseable {

  private final Topics topics;
  private final Producer<byte[], byte[]> producer;

  public QuarantineLog(Topics topics, String bootstrapServers) {
    this.topics = topics;
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
   * @throws KafkaException if some could not be written; to say it again is harmless
   */
  public void write(List<Note> notes, Instant at) {
    List<Future<?>> sent = new ArrayList<>(notes.size());
    for (Note note : notes) {
      String key = note.entity() + "/" + note.key();
      sent.add(
          producer.send(
              new ProducerRecord<>(
                  topics.movements(),
                  key.getBytes(StandardCharsets.UTF_8),
                  WireFormat.encode(QuarantineNotes.movement(note, at)))));
    }
    try {
      for (Future<?> one : sent) {
        one.get();
      }
    } catch (ExecutionException failed) {
      throw new KafkaException("writing down a drop", failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while writing down a drop", stopped);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
