package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A hub in a process of its own. */
final class KillableHub implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Path configuration;
  private final Path data;
  private Process process;

  KillableHub(Path configuration, Path data) {
    this.configuration = configuration;
    this.data = data;
  }

  /** Starts it and returns when it answers. */
  void start() throws IOException {
    Path log = Files.createDirectories(data).resolveSibling("hub.log");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "up",
            "--config",
            configuration.toString(),
            "--data",
            data.toString());
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .start();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(process.isAlive()).as("see " + log).isTrue();
              return Typed.run(data, "status").status() == 0;
            });
  }

  /** As {@code kill -9} does: it has no chance to say anything. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }
}
