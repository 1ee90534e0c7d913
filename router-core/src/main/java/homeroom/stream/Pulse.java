package homeroom.stream;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Whether the router's threads go around. A thread that hangs in a store or in a decision is still
 * called running by Kafka Streams; but it asks for no more messages, and that is measured.
 */
final class Pulse {

  /** Longer than any round of a healthy thread; a crowd of children is released in parts. */
  static final Duration SILENCE = Duration.ofMinutes(3);

  private static final String ASKED = "last-poll-seconds-ago";

  private Pulse() {}

  /** Whether one of the threads has not asked for messages for too long. */
  static boolean stalled(Map<MetricName, ? extends Metric> metrics) {
    return metrics.values().stream()
        .filter(metric -> isOfThread(metric.metricName()))
        .anyMatch(
            metric ->
                metric.metricValue() instanceof Number ago
                    && ago.longValue() > SILENCE.toSeconds());
  }

  /** Whether it says how long ago a thread asked; restoring a store is done by others. */
  static boolean isOfThread(MetricName name) {
    String client = name.tags().getOrDefault("client-id", "");
    return name.name().equals(ASKED)
        && client.endsWith("-consumer")
        && !client.endsWith("-restore-consumer");
  }
}
