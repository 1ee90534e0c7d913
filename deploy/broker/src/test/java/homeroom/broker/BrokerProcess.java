package homeroom.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A broker in a process of its own, to be killed. */
final class BrokerProcess {

  private static final String READY = "ready ";

  private final Process process;
  private final String servers;

  private BrokerProcess(Process process, String servers) {
    this.process = process;
    this.servers = servers;
  }

  /** What runs in the other process. */
  public static void main(String[] arguments) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), 0);
    System.out.println(READY + broker.bootstrapServers());
    System.in.read(); // ends with this process, should that forget to kill it
    Runtime.getRuntime().halt(1);
  }

  static BrokerProcess start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    BrokerProcess.class.getName(),
                    folder.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        return new BrokerProcess(process, line.substring(READY.length()));
      }
    }
    throw new IllegalStateException("the broker's process ended before it was ready");
  }

  String servers() {
    return servers;
  }

  long pid() {
    return process.pid();
  }

  /** Kills it as {@code kill -9} does and waits until it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
