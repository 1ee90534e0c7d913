package homeroom.broker;

import homeroom.broker.BrokerFailure.Code;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.storage.internals.checkpoint.OffsetCheckpointFile;

/**
 * Brings the logs of a broker that does not run back to a checkpoint, after a loss of power took
 * parts of what was written since.
 *
 * <ol>
 *   <li>Each partition ends at the checkpoint afterwards, and holds what it held then. One that was
 *       made since is gone, and the broker makes it anew.
 *   <li>All else that Kafka notes beside the logs (indexes, how far was read or forced) goes; the
 *       broker makes it again, as after the restore of a backup.
 *   <li>All is checked before anything is changed.
 *   <li>It can be done again when it was cut short, and comes to the same.
 * </ol>
 */
public final class Rollback {

  /** Partitions that are being deleted, which the broker goes on with. */
  private static final Pattern GOING = Pattern.compile(".+-[0-9a-f]+-(delete|stray|future)");

  private static final Pattern PARTITION = Pattern.compile(".+-\\d+");
  private static final String CLEANED = "cleaner-offset-checkpoint";
  private static final List<String> NOTED =
      List.of(
          ".kafka_cleanshutdown",
          "recovery-point-offset-checkpoint",
          "replication-offset-checkpoint",
          "log-start-offset-checkpoint");

  private final Path folder;
  private final Checkpoint checkpoint;

  private Rollback(Path folder, Checkpoint checkpoint) {
    this.folder = folder.toAbsolutePath().normalize();
    this.checkpoint = checkpoint;
  }

  /**
   * Does it.
   *
   * @param folder the broker's folder
   * @throws BrokerFailure if the folder is in use, or does not reach the checkpoint; nothing was
   *     changed then
   */
  public static void to(Checkpoint checkpoint, Path folder) throws BrokerFailure {
    try (DataFolder held = DataFolder.open(folder)) {
      new Rollback(folder, checkpoint).run(held.logs());
    } catch (IOException failed) {
      throw DataFolder.unusable(folder, failed);
    }
  }

  /**
   * Makes sure that the broker, which runs on the folder again, kept all up to the checkpoint: it
   * drops what it finds damaged.
   *
   * @throws BrokerFailure if it did not
   */
  public static void verify(Checkpoint checkpoint, Path folder) throws BrokerFailure {
    try {
      Rollback rollback = new Rollback(folder, checkpoint);
      for (PartitionRollback partition : rollback.partitions(rollback.folder.resolve("logs"))) {
        partition.check();
      }
    } catch (IOException failed) {
      throw DataFolder.unusable(folder, failed);
    }
  }

  private void run(Path logs) throws IOException, BrokerFailure {
    List<PartitionRollback> partitions = partitions(logs);
    List<Path> newer = newer(logs);
    for (PartitionRollback partition : partitions) {
      partition.check();
    }
    for (PartitionRollback partition : partitions) {
      partition.apply();
    }
    for (Path partition : newer) {
      remove(partition);
    }
    for (String name : NOTED) {
      Files.deleteIfExists(logs.resolve(name));
    }
    Disk.force(logs);
  }

  private List<PartitionRollback> partitions(Path logs) throws IOException, BrokerFailure {
    Map<String, Long> cleaned = cleaned(logs);
    List<PartitionRollback> partitions = new ArrayList<>();
    for (Map.Entry<String, Long> end : new TreeMap<>(checkpoint.ends()).entrySet()) {
      long clean = cleaned.getOrDefault(end.getKey(), 0L);
      if (clean > end.getValue()) {
        throw new BrokerFailure(
            Code.CHECKPOINT_NOT_REACHED,
            "The log of "
                + end.getKey()
                + " was compacted behind the checkpoint of "
                + checkpoint.at()
                + ", so older values that counted then can be gone.",
            "Restore the last backup into another folder.");
      }
      Path partition = logs.resolve(end.getKey());
      if (!Files.isDirectory(partition)) {
        throw PartitionRollback.notReached(end.getKey(), "is gone");
      }
      partitions.add(new PartitionRollback(partition, end.getValue(), clean > 0));
    }
    return partitions;
  }

  /** Up to where the logs were compacted. Kafka replaces the file as a whole, and forces it. */
  private static Map<String, Long> cleaned(Path logs) throws IOException {
    Path file = logs.resolve(CLEANED);
    Map<String, Long> cleaned = new HashMap<>();
    if (Files.exists(file)) {
      Map<TopicPartition, Long> read = new OffsetCheckpointFile(file.toFile(), null).read();
      read.forEach((partition, offset) -> cleaned.put(partition.toString(), offset));
    }
    return cleaned;
  }

  private List<Path> newer(Path logs) throws IOException {
    List<Path> newer = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(logs, Files::isDirectory)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (PARTITION.matcher(name).matches()
            && !GOING.matcher(name).matches()
            && !name.equals(Checkpoints.CONTROLLERS)
            && !checkpoint.ends().containsKey(name)) {
          newer.add(entry);
        }
      }
    }
    return newer;
  }

  private static void remove(Path partition) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(partition)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(partition);
  }
}
