package homeroom.bench.router;

import homeroom.broker.EmbeddedBroker;
import homeroom.stream.Router;
import homeroom.stream.RouterSettings;
import homeroom.wire.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of its own with an embedded broker and the router, as in a hub, so that it can be
 * killed.
 */
final class HubProcess {

  static final Topics TOPICS = new Topics("restored");

  private final Process process;
  private final String servers;

  private HubProcess(Process process, String servers) {
    this.process = process;
    this.servers = servers;
  }

  /** Starts one and returns when its broker takes requests. */
  static HubProcess start(Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-Xm") || option.startsWith("-XX:+Use"))
        .forEach(command::add);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(HubProcess.class.getName());
    command.add(folder.toString());
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String servers = said.readLine();
    if (servers == null) {
      throw new IOException("the process ended before its broker took requests");
    }
    return new HubProcess(process, servers);
  }

  String servers() {
    return servers;
  }

  /** Lets the router start. */
  void go() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /** Ends it at once, as the operating system does. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs until it is killed, or until whoever started it is gone. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0)) {
      // Its output is how whoever started it learns where the broker listens.
      System.out.println(broker.bootstrapServers());
      if (System.in.read() < 0) {
        return;
      }
      RouterSettings settings =
          new RouterSettings(
              broker.bootstrapServers(),
              "restored",
              folder.resolve("router"),
              Cluster.PARTITIONS,
              1,
              RouterSettings.COMMIT_INTERVAL);
      try (Router router = RoutedStudents.router(TOPICS, settings)) {
        router.start();
        while (System.in.read() >= 0) {
          // Nothing more is said; the end of it is what counts.
        }
      }
    }
  }
}
