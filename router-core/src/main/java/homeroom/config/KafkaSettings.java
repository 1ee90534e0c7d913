package homeroom.config;

/**
 * The broker that the hub uses.
 *
 * @param broker which one
 * @param partitions of every topic
 */
public record KafkaSettings(Broker broker, int partitions) {

  static final int DEFAULT_PARTITIONS = 4;

  /** Whose broker it is. */
  public sealed interface Broker {}

  /**
   * One inside the hub.
   *
   * @param port where it listens; any free one when 0
   */
  public record Embedded(int port) implements Broker {}

  /**
   * A cluster elsewhere.
   *
   * @param bootstrapServers {@code host:port}, separated by commas
   */
  public record Cluster(String bootstrapServers) implements Broker {}
}
