package homeroom.app;

import homeroom.api.Failure;
import homeroom.app.backup.RunningMark;
import homeroom.ingest.Spool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The spools of a data folder: one of each system that posts, one of what people decide. Closed
 * after everything else, they are emptied if the broker ended in order. Thread-safe.
 */
final class Spools implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Spools.class);

  /** No system has such a name. */
  private static final String COMMANDS = "~commands";

  private final Path data;
  private final List<Runnable> tidying = new CopyOnWriteArrayList<>();
  private volatile boolean allIsForced;

  Spools(Path data) {
    this.data = data;
  }

  Path of(String system) {
    return data.resolve("spool").resolve(system);
  }

  Path ofCommands() {
    return of(COMMANDS);
  }

  /**
   * A time of {@link System#nanoTime}: what was acknowledged before it outlasts a loss of power.
   *
   * @param checkpoints say so while the hub runs
   */
  LongSupplier safe(Checkpointing checkpoints) {
    return () -> allIsForced && keepsItsWord(checkpoints) ? System.nanoTime() : checkpoints.safe();
  }

  private static boolean keepsItsWord(Checkpointing disk) {
    return disk.concern()
        .map(Failure::code)
        .filter(Checkpointing.DISK_NOT_WRITTEN::equals)
        .isEmpty();
  }

  /** How a spool is tidied at the end. */
  void atEnd(Runnable tidy) {
    tidying.add(tidy);
  }

  /**
   * Tells of folders in which something lies that nobody will take in.
   *
   * @param embedded whether what people decide is taken in
   * @param systems the sources of which what they posted is
   */
  void tellOfLeft(boolean embedded, Set<String> systems) {
    for (Path folder : left(embedded, systems)) {
      LOG.warn(
          "what was acknowledged before the hub ended lies here and belongs to nobody; configure"
              + " the system as a source again to have it taken in, or, where it is too old for"
              + " that, move the folder out of the data folder code=SPOOL_LEFT folder={}",
          folder);
    }
  }

  List<Path> left(boolean embedded, Set<String> systems) {
    try (Stream<Path> folders = Files.list(data.resolve("spool"))) {
      return folders
          .filter(it -> !(embedded && it.endsWith(COMMANDS)))
          .filter(it -> !systems.contains(it.getFileName().toString()))
          .filter(Spool::holdsSomething)
          .sorted()
          .toList();
    } catch (IOException noneOrUnusable) {
      // A hub that spools something finds out, and says so.
      return List.of();
    }
  }

  /** The mark goes only when the broker has closed and forced all. */
  @Override
  public void close() {
    allIsForced = Files.notExists(data.resolve(RunningMark.NAME));
    tidying.forEach(Runnable::run);
  }
}
