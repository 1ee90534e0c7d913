package homeroom.config;

import java.util.Optional;

/**
 * The broker that the hub uses.
 *
 * @param broker which one
 * @param partitions of the topics that the router reads
 */
public record KafkaSettings(Broker broker, int partitions) {

  static KafkaSettings embedded() {
    return new Embedded(0).settings(Optional.empty());
  }

  /** Whose broker it is. */
  public sealed interface Broker {

    /** How many partitions are best where nothing is said. */
    int usualPartitions();

    default KafkaSettings settings(Optional<Integer> partitions) {
      return new KafkaSettings(this, partitions.orElse(usualPartitions()));
    }
  }

  /**
   * One inside the hub.
   *
   * @param port where it listens; any free one when 0
   */
  public record Embedded(int port) implements Broker {

    /** One hub uses it, and each partition more makes every transaction of its router dearer. */
    public static final int PARTITIONS = 1;

    @Override
    public int usualPartitions() {
      return PARTITIONS;
    }
  }

  /**
   * A cluster elsewhere.
   *
   * @param bootstrapServers {@code host:port}, separated by commas
   */
  public record Cluster(String bootstrapServers) implements Broker {

    /** So many hubs or threads can share the work. */
    private static final int PARTITIONS = 4;

    @Override
    public int usualPartitions() {
      return PARTITIONS;
    }
  }
}
