package homeroom.stream;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the router runs.
 *
 * @param bootstrapServers the cluster
 * @param instance the name of this hub among those that share the work; the same after a restart,
 *     so that a restarted hub gets its partitions back at once
 * @param stateFolder where the stores lie
 * @param partitions how many each topic has
 * @param threads how many tasks are worked on at once
 * @param commitInterval how long a decision may wait before it is visible; the latency of each step
 */
public record RouterSettings(
    String bootstrapServers,
    String instance,
    Path stateFolder,
    int partitions,
    int threads,
    Duration commitInterval) {

  /** The usual interval: a longer one saves little, a shorter one costs the more. */
  public static final Duration COMMIT_INTERVAL = Duration.ofMillis(200);
}
