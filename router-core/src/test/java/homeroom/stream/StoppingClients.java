package homeroom.stream;

import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of a router, which tell how far each commit is. A commit of offsets alone, behind
 * which nothing was written, is not told of. Kafka Streams makes it by its name.
 */
public final class StoppingClients implements KafkaClientSupplier {

  /** Is told of each moment as it comes, and may keep the router in it. */
  interface Witness {
    void at(Moment moment);
  }

  /** One process has one router. */
  static volatile Witness witness = moment -> {};

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new StoppingProducer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new StoppingConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getRestoreConsumer(config);
  }

  private static volatile boolean wrote;

  private static void reach(Moment moment) {
    if (wrote) {
      witness.at(moment);
    }
  }

  /** Commits in transactions. */
  private static final class StoppingProducer extends OneFlush {
    StoppingProducer(Map<String, Object> config) {
      super(config);
    }

    @Override
    public Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> message, Callback afterwards) {
      wrote = true;
      return super.send(message, afterwards);
    }

    @Override
    public void sendOffsetsToTransaction(
        Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
      reach(Moment.DECIDED);
      super.sendOffsetsToTransaction(offsets, group);
    }

    @Override
    public void commitTransaction() {
      flushNow();
      reach(Moment.WRITTEN);
      reach(Moment.COMMITTING);
      super.commitTransaction();
      reach(Moment.COMMITTED);
      wrote = false;
    }
  }

  /** Commits by itself where there are no transactions. */
  private static final class StoppingConsumer extends KafkaConsumer<byte[], byte[]> {
    StoppingConsumer(Map<String, Object> config) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
      reach(Moment.DECIDED);
      reach(Moment.WRITTEN);
      reach(Moment.COMMITTING);
      super.commitSync(offsets);
      reach(Moment.COMMITTED);
      wrote = false;
    }
  }
}
