package homeroom.stream;

import homeroom.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes the topics that are missing, and refuses a cluster whose topics do not fit together. */
public final class TopicSetup {

  /** How long what moved can be replayed. */
  static final Duration RETENTION = Duration.ofDays(35);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Admin admin;
  private final int partitions;

  public TopicSetup(Admin admin, int partitions) {
    this.admin = admin;
    this.partitions = partitions;
  }

  /**
   * Makes sure that every topic is there.
   *
   * @throws TopicSetupException if one that the router reads is there with another number of
   *     partitions
   */
  public void ensure(List<Topics.Spec> specs) {
    try {
      Set<String> there = admin.listTopics().names().get();
      create(specs.stream().filter(spec -> !there.contains(spec.name())).toList());
      check(specs);
    } catch (ExecutionException failed) {
      throw new TopicSetupException(
          "KAFKA_TOPICS",
          "making the hub's topics did not work: " + failed.getCause().getClass().getSimpleName(),
          "look at the broker's log and at the rights of the hub's user",
          failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new TopicSetupException("KAFKA_TOPICS", "stopped", "start the hub again", stopped);
    }
  }

  private void create(List<Topics.Spec> missing) throws ExecutionException, InterruptedException {
    Collection<NewTopic> topics = new ArrayList<>();
    for (Topics.Spec spec : missing) {
      // How many copies there are is the cluster's own default.
      topics.add(
          new NewTopic(spec.name(), Optional.of(spec.routed() ? partitions : 1), Optional.empty())
              .configs(config(spec)));
    }
    try {
      admin.createTopics(topics).all().get();
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof TopicExistsException)) {
        throw failed;
      }
    }
  }

  private static Map<String, String> config(Topics.Spec spec) {
    return spec.compacted()
        ? Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime",
            TopicConfig.DELETE_RETENTION_MS_CONFIG,
            Long.toString(RETENTION.toMillis()),
            TopicConfig.SEGMENT_BYTES_CONFIG,
            Integer.toString(64 << 20))
        : Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime",
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(RETENTION.toMillis()),
            TopicConfig.SEGMENT_BYTES_CONFIG,
            Integer.toString(128 << 20));
  }

  private void check(List<Topics.Spec> specs) throws ExecutionException, InterruptedException {
    Map<String, TopicDescription> topics =
        described(specs.stream().map(Topics.Spec::name).toList());
    for (Topics.Spec spec : specs) {
      TopicDescription topic = topics.get(spec.name());
      if (spec.routed() && topic.partitions().size() != partitions) {
        throw new TopicSetupException(
            "KAFKA_PARTITIONS",
            "topic %s has %d partitions; all that the router reads must have %d"
                .formatted(topic.name(), topic.partitions().size(), partitions),
            "write partitions: %d under kafka: in hub.yaml; where they differ among each other,"
                    .formatted(topic.partitions().size())
                + " move to new topics",
            null);
      }
    }
  }

  /** A topic that was made is there at once, but a broker hears of it a little later. */
  private Map<String, TopicDescription> described(List<String> names)
      throws ExecutionException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return admin.describeTopics(names).allTopicNames().get();
      } catch (ExecutionException failed) {
        if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() > end) {
          throw failed;
        }
        Thread.sleep(LOOK_AGAIN);
      }
    }
  }
}
