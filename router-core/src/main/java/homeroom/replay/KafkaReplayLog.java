package homeroom.replay;

import homeroom.log.LogReading;
import homeroom.log.TransactionWriter;
import homeroom.schema.Command;
import homeroom.schema.ReplayState;
import homeroom.wire.Topics;
import homeroom.wire.WireFormat;
import homeroom.wire.WireFormatException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic of replays. Commands and progress are one transaction, so that a hub that dies has
 * asked about a record and knows it, or neither. Thread-safe.
 */
public final class KafkaReplayLog implements ReplayLog {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaReplayLog.class);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Topics topics;
  private final String bootstrapServers;
  private @Nullable TransactionWriter writer;

  public KafkaReplayLog(Topics topics, String bootstrapServers) {
    this.topics = topics;
    this.bootstrapServers = bootstrapServers;
  }

  @Override
  public synchronized List<ReplayJob> read() {
    // Another producer waits until what was begun before is ended, and can be read.
    letGo();
    producer();
    return look();
  }

  @Override
  public List<ReplayJob> look() {
    Map<String, ReplayJob> jobs = new LinkedHashMap<>();
    try (Consumer<byte[], byte[]> consumer = LogReading.consumer(bootstrapServers)) {
      LogReading.read(consumer, topics.replays(), message -> take(message, jobs));
    }
    return List.copyOf(jobs.values());
  }

  /** One that cannot be read keeps no hub from its work. */
  private static void take(ConsumerRecord<byte[], byte[]> message, Map<String, ReplayJob> jobs) {
    try {
      ReplayJob job = ReplayMessages.job(WireFormat.decode(message.value(), ReplayState.class));
      jobs.put(job.id(), job);
    } catch (WireFormatException unreadable) {
      LOG.warn(
          "replay cannot be read code={} partition={} offset={}",
          unreadable.code(),
          message.partition(),
          message.offset());
    }
  }

  @Override
  public synchronized void write(ReplayJob job, Map<String, Command> commands) {
    Producer<byte[], byte[]> to = producer();
    try {
      to.beginTransaction();
      commands.forEach((key, command) -> to.send(message(topics.commands(), key, command)));
      to.send(message(topics.replays(), job.id(), ReplayMessages.state(job)));
      to.commitTransaction();
    } catch (RuntimeException unsure) {
      RuntimeException reason = reason(to, unsure);
      // Another producer with the same name ends the transaction, one way or the other.
      letGo();
      throw reason;
    }
  }

  /** An old epoch may be one that timed out, or that of a hub that was replaced. */
  private static RuntimeException reason(Producer<byte[], byte[]> of, RuntimeException seen) {
    if (!(seen instanceof InvalidProducerEpochException)) {
      return seen;
    }
    try {
      of.abortTransaction();
      return seen;
    } catch (ProducerFencedException replaced) {
      return replaced;
    } catch (RuntimeException unknown) {
      return seen;
    }
  }

  private static ProducerRecord<byte[], byte[]> message(
      String topic, String key, SpecificRecord value) {
    return new ProducerRecord<>(
        topic, key.getBytes(StandardCharsets.UTF_8), WireFormat.encode(value));
  }

  private Producer<byte[], byte[]> producer() {
    TransactionWriter open = writer;
    if (open == null) {
      open = TransactionWriter.named(topics.tenant() + ".replays", bootstrapServers, PATIENCE);
      writer = open;
    }
    return open.producer();
  }

  /** What is open is ended by whoever takes the name next. */
  private void letGo() {
    if (writer != null) {
      writer.producer().close(Duration.ZERO);
      writer = null;
    }
  }

  @Override
  public synchronized void close() {
    letGo();
  }
}
