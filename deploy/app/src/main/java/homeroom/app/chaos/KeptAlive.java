package homeroom.app.chaos;

import homeroom.app.demo.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process of this program that is started again whenever it ends, as the operating system's
 * services are, until it is stopped. Thread-safe.
 */
final class KeptAlive implements AutoCloseable {

  private static final Executor AFTER_A_BREATH =
      CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS);
  private static final int STOP_SECONDS = 40;

  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private boolean wanted;
  private @Nullable Process process;
  private @Nullable Process ended;
  private int endedByItself;

  /**
   * @param log to which it appends all that it says
   * @param arguments of the program
   */
  KeptAlive(Path log, Map<String, String> environment, String... arguments) {
    this.log = log;
    this.environment = Map.copyOf(environment);
    command = Program.command(arguments);
  }

  synchronized void start() {
    wanted = true;
    launch();
  }

  private void launch() {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      Process started = builder.start();
      process = started;
      started.onExit().thenRunAsync(() -> again(started), AFTER_A_BREATH);
    } catch (IOException unusable) {
      throw new UncheckedIOException("a process could not be started", unusable);
    }
  }

  private synchronized void again(Process gone) {
    if (wanted && gone == process) {
      endedByItself += gone == ended ? 0 : 1;
      launch();
    }
  }

  /** As {@code kill -9} does; it is started again. */
  synchronized void kill() {
    if (process != null) {
      ended = process;
      process.destroyForcibly();
    }
  }

  /** Asks it to end in order; it is started again. */
  synchronized void restart() {
    if (process != null) {
      ended = process;
      process.destroy();
    }
  }

  /** Ends it for good, or until it is started again. */
  void stop(boolean killed) {
    Process last;
    synchronized (this) {
      wanted = false;
      last = process;
    }
    if (last == null) {
      return;
    }
    if (killed) {
      last.destroyForcibly();
    } else {
      last.destroy();
    }
    try {
      if (!last.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        last.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      last.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** How often it ended without having been told to or killed. */
  synchronized int endedByItself() {
    return endedByItself;
  }

  @Override
  public void close() {
    stop(false);
  }
}
