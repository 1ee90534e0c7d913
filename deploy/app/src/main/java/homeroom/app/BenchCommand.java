package homeroom.app;

import homeroom.app.report.Report;
import homeroom.bench.decide.DecideBench;
import homeroom.bench.delivery.DeliveryBench;
import homeroom.bench.ingest.IngestBench;
import homeroom.bench.router.RouterBench;
import homeroom.broker.BrokerFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how fast the parts are, on this machine, so that anyone can repeat it. */
@Command(
    name = "bench",
    description = "Measures how fast parts of the hub are on this machine.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: homeroom bench decide --report decide.json"})
final class BenchCommand {

  @Spec private CommandSpec spec;

  private static final class ReportOption {
    @Option(
        names = "--report",
        paramLabel = "FILE",
        description = "Write the figures and checks as JSON.")
    private Optional<Path> file = Optional.empty();

    int write(Report report) throws IOException {
      if (file.isPresent()) {
        report.write(file.get());
      }
      return report.allHold() ? 0 : 1;
    }
  }

  @Command(
      name = "decide",
      description = {
        "Decisions per second on one thread, without a broker: a student of 30 fields, eight"
            + " consumers subscribed, by what comes of it. Takes about a minute."
      },
      mixinStandardHelpOptions = true)
  int decide(@Mixin ReportOption to) throws IOException {
    Report report = new Report();
    DecideBench.run(spec.commandLine().getOut()).forEach(report::figure);
    return to.write(report);
  }

  @Command(
      name = "router",
      description = {
        "The router on an embedded broker, exactly-once, with one thread and eight consumers; in"
            + " the same run a bare Streams application that writes as much and decides nothing,"
            + " and a plain exactly-once copy loop. Uses the folder for temporary files. Takes two"
            + " to three minutes, with --full some ten more and 5 GB of disk."
      },
      mixinStandardHelpOptions = true)
  int router(
      @Option(
              names = "--records",
              paramLabel = "NUMBER",
              defaultValue = "10000",
              description = "So many students (${DEFAULT-VALUE}).")
          int records,
      @Option(
              names = "--full",
              description = {
                "Measure as well how the router's speed changes with the number of records, and how"
                    + " long a killed hub takes until it decides again."
              })
          boolean full,
      @Option(
              names = "--growth",
              paramLabel = "NUMBER",
              split = ",",
              defaultValue = "10000,100000,1000000",
              description = "How many records --full measures with (${DEFAULT-VALUE}).")
          List<Integer> growth,
      @Mixin ReportOption to)
      throws IOException, BrokerFailure {
    List<Integer> sizes = growth.stream().sorted().toList();
    if (records < 1 || sizes.getFirst() < 4) {
      throw new ParameterException(
          spec.commandLine(), "--records must be 1 or more, and --growth 4 or more");
    }
    RouterBench.Outcome outcome =
        RouterBench.run(
            records,
            full ? sizes : List.of(),
            full ? sizes.getLast() : 0,
            spec.commandLine().getOut());
    Report report = new Report();
    outcome.figures().forEach(report::figure);
    outcome.checks().forEach(report::check);
    return to.write(report);
  }

  @Command(
      name = "delivery",
      description = {
        "Deliveries and replays, on an embedded broker: the engine of one consumer beside the same"
            + " calls in a bare loop (engine), a consumer that was away and another one beside it"
            + " (outage), the time from a source to the consumers (latency), the dry run of a"
            + " replay (replay), and thirty thousand records that refer to one that is missing, and"
            + " to one that is deleted (children). Uses the folder for temporary files. Takes about"
            + " twelve minutes and 2 GB of disk."
      },
      mixinStandardHelpOptions = true)
  int delivery(
      @Option(
              names = "--only",
              paramLabel = "PART",
              split = ",",
              description = "Measure only these: ${COMPLETION-CANDIDATES}.")
          Set<DeliveryBench.Part> only,
      @Mixin ReportOption to)
      throws IOException, BrokerFailure {
    Set<DeliveryBench.Part> parts =
        only == null || only.isEmpty() ? EnumSet.allOf(DeliveryBench.Part.class) : only;
    DeliveryBench.Outcome outcome =
        DeliveryBench.run(parts, DeliveryBench.Size.FULL, spec.commandLine().getOut());
    Report report = new Report();
    outcome.figures().forEach(report::figure);
    outcome.checks().forEach(report::check);
    return to.write(report);
  }

  @Command(
      name = "ingest",
      description = {
        "A full OneRoster export of a big district on an embedded broker: taken in for the first"
            + " time, beside the broker's producer alone, and three times more when one record in a"
            + " hundred has changed, beside FastCSV alone on the same files. Uses the folder for"
            + " temporary files. Takes about three minutes and 2 GB of disk."
      },
      mixinStandardHelpOptions = true)
  int ingest(
      @Option(
              names = "--students",
              paramLabel = "NUMBER",
              defaultValue = "100000",
              description = "So many students, with ten seats each (${DEFAULT-VALUE}).")
          int students,
      @Mixin ReportOption to)
      throws IOException, BrokerFailure {
    IngestBench.Outcome outcome = IngestBench.run(students, spec.commandLine().getOut());
    Report report = new Report();
    outcome.figures().forEach(report::figure);
    outcome.checks().forEach(report::check);
    return to.write(report);
  }
}
