package homeroom.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The hub in a process of its own, so that it can be killed. */
final class HubProcess implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofSeconds(90);

  private final List<String> command;
  private final Map<String, String> environment;
  private final Path data;
  private final Path log;
  private final HubApi api;
  private Process process;

  HubProcess(Path configuration, Path data, Map<String, String> environment, HubApi api) {
    this.environment = Map.copyOf(environment);
    this.api = api;
    this.data = data;
    log = data.resolveSibling("hub.log");
    command =
        new ArrayList<>(
            Program.command("up", "--config", configuration.toString(), "--data", data.toString()));
  }

  /** Starts it and returns when it answers. */
  void start() throws DemoFailure {
    try {
      Files.createDirectories(log.getParent());
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      process = builder.start();
      awaitHealth();
    } catch (IOException broken) {
      throw new DemoFailure(
          "starting the hub did not work: " + broken.getClass().getSimpleName(),
          "look whether " + log + " can be written",
          broken);
    }
  }

  private void awaitHealth() throws DemoFailure, IOException {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (!api.healthy()) {
      if (!process.isAlive()) {
        throw new DemoFailure("the hub ended while it started: " + lastWords(), "see " + log);
      }
      if (System.nanoTime() > deadline) {
        throw new DemoFailure("the hub is not ready after " + READY_WITHIN, "see " + log);
      }
      Pause.of(Duration.ofMillis(50));
    }
  }

  private String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
  }

  /** As {@code kill -9} does: it has no chance to say anything. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Ends it in order and starts it with another configuration folder. */
  void restartWith(Path configuration) throws DemoFailure {
    close();
    command.set(command.indexOf("--config") + 1, configuration.toString());
    start();
  }

  Path data() {
    return data;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    if (process == null || !process.isAlive()) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
