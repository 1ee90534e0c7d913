package homeroom.log;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** Which partitions a topic has, as the brokers know it. */
public final class Partitions {

  private Partitions() {}

  /**
   * In their order.
   *
   * @throws ExecutionException if the brokers cannot say, or there is no such topic
   */
  public static List<TopicPartition> of(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }
}
