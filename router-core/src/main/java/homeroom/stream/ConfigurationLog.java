package homeroom.stream;

import homeroom.authority.Digests;
import homeroom.log.LogReading;
import homeroom.log.PartitionKeys;
import homeroom.log.TransactionWriter;
import homeroom.schema.Command;
import homeroom.schema.CommandKind;
import homeroom.schema.ConfigurationBundle;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import homeroom.wire.WireFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The configurations that were ever applied. Applying one writes its files and, into every
 * partition of the commands, its id: each task switches when it reads that, so that every hub
 * switches at the same place of the log.
 */
public final class ConfigurationLog {

  private final Topics topics;
  private final String bootstrapServers;
  private final int partitions;

  public ConfigurationLog(Topics topics, String bootstrapServers, int partitions) {
    this.topics = topics;
    this.bootstrapServers = bootstrapServers;
    this.partitions = partitions;
  }

  /**
   * A configuration as it was applied.
   *
   * @param files by path within the configuration folder
   */
  public record Applied(String configuration, Instant at, Map<String, byte[]> files) {
    public Applied {
      files = Map.copyOf(files);
    }
  }

  /** Every configuration that was applied, the latest last. */
  public List<Applied> all() {
    Map<String, Applied> applied = new HashMap<>();
    try (Consumer<byte[], byte[]> consumer = LogReading.consumer(bootstrapServers)) {
      LogReading.read(
          consumer,
          topics.configurations(),
          record -> {
            Applied one = applied(WireFormat.decode(record.value(), ConfigurationBundle.class));
            applied.put(one.configuration(), one);
          });
    }
    return applied.values().stream().sorted(Comparator.comparing(Applied::at)).toList();
  }

  /** The configuration that was applied last. */
  public static Optional<Applied> newest(List<Applied> all) {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /** Applies a configuration: all of it is written, or nothing. */
  public void apply(String configuration, Map<String, byte[]> files, Instant at) {
    try (TransactionWriter writer =
        TransactionWriter.named(topics.tenant() + ".configure", bootstrapServers)) {
      Producer<byte[], byte[]> producer = writer.producer();
      producer.beginTransaction();
      Map<String, ByteBuffer> bytes = new HashMap<>();
      files.forEach((name, content) -> bytes.put(name, ByteBuffer.wrap(content)));
      send(
          producer,
          topics.configurations(),
          configuration,
          new ConfigurationBundle(configuration, Values.micros(at), bytes));
      String id = Digests.name("configure", configuration, at.toString());
      for (int partition = 0; partition < partitions; partition++) {
        send(
            producer,
            topics.commands(),
            PartitionKeys.forPartition(partition, partitions),
            Command.newBuilder()
                .setCommandId(id)
                .setKind(CommandKind.CONFIGURE)
                .setConfiguration(configuration)
                .setAt(Values.micros(at))
                .build());
      }
      producer.commitTransaction();
    }
  }

  private static void send(
      Producer<byte[], byte[]> producer, String topic, String key, SpecificRecord value) {
    producer.send(
        new ProducerRecord<>(
            topic, key.getBytes(StandardCharsets.UTF_8), WireFormat.encode(value)));
  }

  private static Applied applied(ConfigurationBundle bundle) {
    Map<String, byte[]> files = new HashMap<>();
    bundle
        .getFiles()
        .forEach(
            (name, bytes) -> {
              byte[] copy = new byte[bytes.remaining()];
              bytes.duplicate().get(copy);
              files.put(name, copy);
            });
    return new Applied(bundle.getConfiguration(), Values.instant(bundle.getAppliedAt()), files);
  }
}
