package homeroom.app;

import homeroom.app.backup.BackupFailure;
import homeroom.app.backup.Restore;
import homeroom.broker.BrokerFailure;
import homeroom.config.Configuration;
import homeroom.config.ConfigurationLoader;
import homeroom.config.LoadResult;
import homeroom.config.SecretSource;
import homeroom.config.Surroundings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the hub for good. */
@Command(
    name = "up",
    description = "Runs the hub on a configuration until it is told to stop.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Stops cleanly on SIGTERM and Ctrl-C. Other commands talk to it through the data folder.",
      "Example: homeroom up -c connectors-config/cedar-county --data /var/lib/homeroom"
    })
final class UpCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FOLDER",
      description = "The folder that holds hub.yaml.")
  private Path folder;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = "${env:HOMEROOM_DATA:-data}",
      description = "Where the hub keeps all it has; made if it is not there.")
  private Path data;

  @Option(
      names = "--secrets",
      paramLabel = "FOLDER",
      description = "The folder that holds the secrets; secrets in the data folder if not given.")
  private Optional<Path> secrets = Optional.empty();

  @Option(
      names = "--deliver-without",
      paramLabel = "SYSTEM",
      split = ",",
      description =
          "After a restore: a source that is not read again before deliveries begin, because it is"
              + " gone.")
  private Set<String> without = Set.of();

  @Option(
      names = "--over-gaps",
      description =
          "Go on though messages were removed from the log before the router decided them"
              + " (ROUTER_LOG_CUT). What they said is lost, unless its source says it again.")
  private boolean overGaps;

  @Option(
      names = "--power-was-lost",
      description =
          "The machine lost power while the hub ran: go back to the last checkpoint. On Linux the"
              + " hub finds that out by itself.")
  private boolean powerWasLost;

  @Override
  public Integer call() throws HubFailure, BrokerFailure, BackupFailure, InterruptedException {
    Restore.refuseUnfinished(data);
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> environment = System.getenv();
    Surroundings surroundings =
        new Surroundings(
            data,
            environment,
            SecretSource.of(secrets.orElseGet(() -> data.resolve("secrets")), environment));
    LoadResult loaded = ConfigurationLoader.load(folder, Hub.adapters(), surroundings);
    loaded.problems().forEach(spec.commandLine().getErr()::println);
    return switch (loaded) {
      case LoadResult.Faulty faulty -> {
        spec.commandLine()
            .getErr()
            .println("The hub was not started: mend the configuration first.");
        yield 1;
      }
      case LoadResult.Usable(var configuration, var warnings) ->
          run(configuration, surroundings, out);
    };
  }

  private int run(Configuration configuration, Surroundings surroundings, PrintWriter out)
      throws HubFailure, BrokerFailure, InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, stopped), "stop-hub"));
    try (DataFolder held = DataFolder.open(data);
        Hub hub =
            Hub.start(
                configuration,
                held,
                surroundings,
                new Hub.Exceptions(overGaps, without, powerWasLost))) {
      out.printf(
          "%s is up: configuration %s, data in %s, http://127.0.0.1:%d%n",
          configuration.title(), configuration.id(), held.root(), hub.port());
      out.flush();
      stop.await();
    } finally {
      stopped.countDown();
    }
    return 0;
  }

  /** The process ends when its shutdown hooks have; so this one waits until the hub is closed. */
  private static void stopAndWait(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      stopped.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
