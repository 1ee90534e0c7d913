package homeroom.app;

import homeroom.broker.BrokerFailure;
import homeroom.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the embedded broker alone, so that Kafka's own tools can look at what is in it. */
@Command(
    name = "broker",
    description = "Runs the embedded broker alone, for looking into its data with Kafka's tools.",
    mixinStandardHelpOptions = true)
final class BrokerCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER",
      description = "The broker's folder; made if it is not there.")
  private Path data;

  @Option(
      names = "--port",
      defaultValue = "0",
      paramLabel = "PORT",
      description = "Where to listen on 127.0.0.1; 0: the port of last time, or a free one.")
  private int port;

  /** Runs until the process is told to end or the broker ends by itself. */
  @Override
  public Integer call() throws BrokerFailure {
    EmbeddedBroker broker = EmbeddedBroker.start(data, port);
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "close-broker"));
    spec.commandLine().getOut().println("Ready on " + broker.bootstrapServers());
    throw broker.failure().join();
  }
}
