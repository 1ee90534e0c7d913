package homeroom.ingest;

import homeroom.log.PromptWriter;
import homeroom.wire.QuarantineNotes;
import homeroom.wire.QuarantineNotes.Note;
import homeroom.wire.Topics;
import homeroom.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes down what people say of entries of the quarantine. Thread-safe. */
public final class QuarantineLog implements AutoCloseable {

  private final Topics topics;
  private final PromptWriter writer;

  public QuarantineLog(Topics topics, String bootstrapServers) {
    this.topics = topics;
    writer = new PromptWriter(bootstrapServers);
  }

  /**
   * Returns when the broker has all of it.
   *
   * @throws KafkaException if some could not be written; to say it again is harmless
   */
  public void write(List<Note> notes, Instant at) {
    writer.write("down a drop", notes.stream().map(note -> message(note, at)).toList());
  }

  private ProducerRecord<byte[], byte[]> message(Note note, Instant at) {
    String key = note.entity() + "/" + note.key();
    return new ProducerRecord<>(
        topics.movements(),
        key.getBytes(StandardCharsets.UTF_8),
        WireFormat.encode(QuarantineNotes.movement(note, at)));
  }

  @Override
  public void close() {
    writer.close();
  }
}
