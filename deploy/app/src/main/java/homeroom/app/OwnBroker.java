package homeroom.app;

import homeroom.app.backup.RunningMark;
import homeroom.broker.BrokerFailure;
import homeroom.broker.Checkpoint;
import homeroom.broker.Checkpoints;
import homeroom.broker.EmbeddedBroker;
import homeroom.broker.NotForced;
import homeroom.broker.Rollback;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The broker inside the hub, with what makes a loss of power harmless: a mark that a hub runs,
 * checkpoints, and the way back to the last one.
 *
 * <p>From the mark on, a machine that goes down is noticed, and there is a checkpoint for it. Where
 * one went down already, the mark that says so stays until the broker has all that it must have.
 */
final class OwnBroker implements AutoCloseable {

  private final Path data;
  private final OpenParts parts = new OpenParts();
  private String bootstrapServers = "";
  private Checkpointing checkpoints;

  private OwnBroker(Path data) {
    this.data = data;
  }

  /**
   * Starts it, after the folder was brought back to its last checkpoint if that is due.
   *
   * @param data the hub's data folder
   * @param port where it listens; any free one when 0
   * @param powerWasLost whether the operator says so
   * @param store what goes back as well
   * @param spools emptied at the end, if the broker ended in order
   * @throws HubFailure if the folder cannot be used, or not be brought back
   * @throws BrokerFailure if the broker does not start
   */
  static OwnBroker start(
      Path data,
      int port,
      boolean powerWasLost,
      PowerLoss.Store store,
      Spools spools,
      MeterRegistry registry)
      throws HubFailure, BrokerFailure {
    Optional<Checkpoint> back = PowerLoss.mend(data, powerWasLost, store);
    OwnBroker own = new OwnBroker(data);
    try {
      own.start(port, back, spools, registry);
      return own;
    } catch (NotForced refused) {
      own.close();
      throw new HubFailure(
          Checkpointing.DISK_NOT_WRITTEN,
          "the disk of " + data + " did not write what it was given",
          "look at the disk and the system's log; if it is broken, restore the last backup on"
              + " another one",
          refused);
    } catch (IOException unusable) {
      own.close();
      throw new HubFailure(
          "HUB_DATA_UNUSABLE",
          "the data folder " + data + " cannot be used: " + unusable.getClass().getSimpleName(),
          "give this user the right to read and write all of it",
          unusable);
    } catch (BrokerFailure | RuntimeException failed) {
      own.close();
      throw failed;
    }
  }

  private void start(int port, Optional<Checkpoint> back, Spools spools, MeterRegistry registry)
      throws IOException, BrokerFailure {
    Path folder = data.resolve("broker");
    Path checkpoint = PowerLoss.checkpoint(data);
    Files.createDirectories(folder.resolve("logs"));
    parts.opened(spools);
    RunningMark mark = parts.opened(new RunningMark(data));
    long safe = System.nanoTime();
    if (back.isEmpty()) {
      new Checkpoints(folder, checkpoint).take(Checkpointing.PATIENCE);
      mark.write();
    }
    bootstrapServers = parts.opened(EmbeddedBroker.start(folder, port)).bootstrapServers();
    if (back.isPresent()) {
      Rollback.verify(back.get(), folder);
      mark.write();
    }
    // The broker may have cut what the first look saw; this one has seen nothing yet.
    checkpoints =
        parts.opened(new Checkpointing(new Checkpoints(folder, checkpoint)::take, safe, registry));
    checkpoints.start();
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  Checkpointing checkpoints() {
    return checkpoints;
  }

  /** In the reverse order: the mark goes when the broker has ended in order. */
  @Override
  public void close() {
    parts.close();
  }
}
