package homeroom.stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import homeroom.live.LiveBroker;
import homeroom.wire.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.LoggerFactory;

/**
 * A router in a process of its own, which is killed at a moment of one of its commits. It says that
 * it got there, and stays there until the operating system ends it.
 */
public final class RouterProcess implements AutoCloseable {

  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(50);
  private static final String REACHED = "reached ";

  private final Process process;
  private final Thread killer;
  private volatile boolean killed;

  private RouterProcess(Process process) {
    this.process = process;
    killer = Thread.ofVirtual().start(this::killOnceReached);
  }

  /**
   * Starts one on the tests' broker.
   *
   * @param guarantee the processing guarantee of Kafka Streams
   * @param rules a class with a public constructor without parameters
   */
  public static RouterProcess start(
      Topics topics, Path folder, String guarantee, Class<? extends RulesSource> rules, Kill kill)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(RouterProcess.class.getName());
    command.addAll(List.of(LiveBroker.servers(), topics.tenant(), folder.toString(), guarantee));
    command.addAll(List.of(rules.getName(), Integer.toString(kill.commit()), kill.moment().name()));
    return new RouterProcess(new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
  }

  private void killOnceReached() {
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (line.startsWith(REACHED)) {
          end();
          return;
        }
        System.out.println(line);
      }
    } catch (IOException unreadable) {
      if (!killed) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  /** Whether it has come to its moment, and is gone. */
  public boolean killed() {
    if (process.isAlive()) {
      return false;
    }
    if (!killed) {
      throw new IllegalStateException("the router ended by itself: " + process.exitValue());
    }
    return true;
  }

  private void end() {
    killed = true;
    process.destroyForcibly();
  }

  /** Ends it, at whatever it is. */
  @Override
  public void close() {
    end();
    try {
      process.waitFor();
      killer.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs until it is killed, or until whoever started it is gone. */
  public static void main(String[] arguments) throws Exception {
    hideWhatAKillBrings();
    Topics topics = new Topics(arguments[1]);
    RouterSettings settings =
        new RouterSettings(
            arguments[0], "hub", Path.of(arguments[2]), LiveBroker.PARTITIONS, 1, COMMIT_INTERVAL);
    Properties properties = Router.properties(topics, settings);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, arguments[3]);
    properties.put(StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG, StoppingClients.class.getName());
    RulesSource rules =
        (RulesSource) Class.forName(arguments[4]).getDeclaredConstructor().newInstance();
    StoppingClients.witness =
        new Stop(new Kill(Integer.parseInt(arguments[5]), Moment.valueOf(arguments[6])));
    try (Router router = new Router(topics, settings, rules, RouterMeter.NONE, properties)) {
      router.start();
      while (System.in.read() >= 0) {
        // Nothing is said; the end of it is what counts.
      }
    }
  }

  /** That the stores of a killed router are of no use is known. */
  private static void hideWhatAKillBrings() {
    ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.OFF);
  }

  /** Says when the moment is there, and lets nothing more happen; a commit that began goes on. */
  private record Stop(Kill kill, AtomicInteger seen) implements StoppingClients.Witness {
    Stop(Kill kill) {
      this(kill, new AtomicInteger());
    }

    @Override
    public void at(Moment now) {
      if (now == kill.moment() && seen.incrementAndGet() == kill.commit()) {
        // Its output is how whoever started it learns of that.
        System.out.println(REACHED + now);
        while (now != Moment.COMMITTING) {
          LockSupport.park();
        }
      }
    }
  }
}
