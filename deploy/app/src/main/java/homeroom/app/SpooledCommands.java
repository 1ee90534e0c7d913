package homeroom.app;

import homeroom.ingest.Spool;
import homeroom.ingest.SpoolFailure;
import homeroom.stream.CommandLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps on the disk what people decided, until a loss of power cannot take it from the log. */
final class SpooledCommands implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SpooledCommands.class);

  private final Spool spool;

  /**
   * @param safe a time of {@link System#nanoTime}: what was acknowledged before it cannot be lost
   */
  SpooledCommands(Path folder, LongSupplier safe) {
    spool = new Spool(folder, safe);
  }

  /** Removes from the disk what is safe in the log by now. */
  void tidy() {
    spool.tidy();
  }

  /**
   * Returns once the command is on the disk.
   *
   * @throws SpoolFailure if it is in the log only
   */
  void keep(CommandLog.Kept command) {
    keep(List.of(command), command.at());
  }

  private void keep(List<CommandLog.Kept> commands, Instant now) {
    spool.keep(
        commands.stream().map(it -> new Spool.Event(it.record(), it.command(), it.at())).toList(),
        now);
  }

  /** Takes in what a hub before left there, and the log has lost. */
  void takeIn(CommandLog log, Instant now) {
    List<CommandLog.Kept> left =
        spool.left().stream()
            .map(it -> new CommandLog.Kept(it.key(), it.value(), it.at()))
            .toList();
    int missing = log.takeIn(left);
    if (missing > 0) {
      LOG.warn(
          "the log had lost what people decided, and has it again code=SPOOL_TAKEN_IN commands={}",
          missing);
    }
    // Not safe yet, and known by the time at which it was said.
    keep(left, now);
    spool.removeLeft();
  }

  @Override
  public void close() {
    spool.close();
  }
}
