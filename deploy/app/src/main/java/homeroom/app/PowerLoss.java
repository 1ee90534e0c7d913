package homeroom.app;

import homeroom.app.backup.BackupFailure;
import homeroom.app.backup.RestoredMark;
import homeroom.app.backup.RunningMark;
import homeroom.broker.BrokerFailure;
import homeroom.broker.Checkpoint;
import homeroom.broker.Rollback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a data folder back to its last checkpoint, if the machine went down while a hub ran on it:
 * a loss of power takes parts of what was written last, and leaves others. What follows then is
 * what follows the restore of a backup of that moment. Each step can be done again.
 */
final class PowerLoss {

  private static final Logger LOG = LoggerFactory.getLogger(PowerLoss.class);

  private final Path data;
  private final Store store;

  private PowerLoss(Path data, Store store) {
    this.data = data;
    this.store = store;
  }

  /** The query store, which may have read further than the log reaches now. */
  interface Store {

    /**
     * Brings it back.
     *
     * @return how many movements it had read that are lost
     */
    int rollBack(Checkpoint to) throws HubFailure;
  }

  /**
   * Looks, and mends. To be called before the broker is started, and before the mark of a running
   * hub is written.
   *
   * @param said whether the operator says that power was lost
   * @return what the folder was brought back to; empty if nothing had happened
   * @throws HubFailure if it cannot be brought back; nothing was changed then
   */
  static Optional<Checkpoint> mend(Path data, boolean said, Store store)
      throws HubFailure, BrokerFailure {
    try {
      return said || RunningMark.isOfAnotherBoot(data)
          ? Optional.of(new PowerLoss(data, store).bringBack())
          : Optional.empty();
    } catch (IOException unusable) {
      throw new HubFailure(
          "POWER_LOSS_NOT_MENDED",
          "the machine went down while the hub ran, and the data folder cannot be brought back to"
              + " its last checkpoint: "
              + unusable.getClass().getSimpleName(),
          "give this user the right to read and write all of " + data + ", and start again",
          unusable);
    }
  }

  /** Where the last checkpoint of a data folder stands. */
  static Path checkpoint(Path data) {
    return data.resolve("checkpoint");
  }

  private Checkpoint bringBack() throws HubFailure, BrokerFailure, IOException {
    Checkpoint last = Checkpoint.read(checkpoint(data)).orElseThrow(() -> noCheckpoint());
    LOG.warn(
        "the machine went down while the hub ran, which goes back to its last checkpoint"
            + " code=POWER_WAS_LOST checkpoint={}",
        last.at());
    Rollback.to(last, data.resolve("broker"));
    remove(data.resolve("router"));
    int movements = store.rollBack(last);
    markRestored(new RestoredMark(last.at(), RestoredMark.Why.POWER_LOSS));
    LOG.warn(
        "the hub is as it was at its last checkpoint code=POWER_WAS_LOST checkpoint={}"
            + " movements={}",
        last.at(),
        movements);
    return last;
  }

  /** What follows an earlier restore that is not through covers this as well. */
  private void markRestored(RestoredMark mark) throws IOException, HubFailure {
    try {
      Optional<RestoredMark> before = RestoredMark.read(data);
      if (before.filter(it -> it.cut().isBefore(mark.cut())).isEmpty()) {
        RestoredMark.write(data, mark);
      }
    } catch (BackupFailure unreadable) {
      throw HubFailure.of(unreadable);
    }
  }

  private HubFailure noCheckpoint() {
    return new HubFailure(
        "POWER_LOSS_NO_CHECKPOINT",
        "the machine went down while the hub ran, and there is no checkpoint in " + data,
        "restore the last backup into another folder; to go on with what is there, at the risk of"
            + " records that do not fit together, delete the file "
            + RunningMark.NAME
            + " in it and start again without --power-was-lost");
  }

  /** The router fills its stores from the log. */
  private static void remove(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
