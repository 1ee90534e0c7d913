package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A hub in a process of its own. */
final class KillableHub implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Path configuration;
  private final Path data;
  private final Path seen;
  private final List<String> inside;
  private Process process;

  KillableHub(Path configuration, Path data) {
    this(configuration, data, data, List.of());
  }

  private KillableHub(Path configuration, Path data, Path seen, List<String> inside) {
    this.configuration = configuration;
    this.data = data;
    this.seen = seen;
    this.inside = inside;
  }

  /** With its data on that disk. */
  static KillableHub on(SmallDisk disk, Path configuration) {
    return new KillableHub(configuration, disk.folder(), disk.seen(), disk.inside());
  }

  /** Starts it and returns when it answers. */
  void start() throws IOException {
    Path log = Files.createDirectories(data).resolveSibling("hub.log");
    List<String> command = new ArrayList<>(inside);
    command.addAll(
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
            data.toString()));
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
              return Typed.run(seen, "status").status() == 0;
            });
  }

  /** As {@code kill -9} does: it has no chance to say anything. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Waits until it has ended by itself; answers what it wrote. */
  String end() throws IOException {
    await().atMost(PATIENCE).until(() -> !process.isAlive());
    return Files.readString(data.resolveSibling("hub.log"));
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }
}
