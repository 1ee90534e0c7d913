package homeroom.app.chaos;

import homeroom.api.AdapterFactory;
import homeroom.app.demo.DemoFailure;
import homeroom.app.demo.Narrator;
import homeroom.app.demo.Outside;
import homeroom.app.demo.WorkFolder;
import homeroom.app.report.Report;
import homeroom.app.report.ReportFile;
import homeroom.config.Configuration;
import homeroom.config.ConfigurationLoader;
import homeroom.config.LoadResult;
import homeroom.config.SecretSource;
import homeroom.config.Surroundings;
import homeroom.simulators.sample.SampleDistrict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Breaks what can break around a working hub, and proves that nothing came of it. */
@Command(
    name = "chaos",
    description =
        "Kills the hub and its broker, lets a second hub come and go, and lets the other systems"
            + " be down, slow and fail, while people go on working. At the end everything must be"
            + " accounted for.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "All of it runs on this machine, each hub and the broker in a process of its own. The same",
      "seed makes the same troubles; what they meet differs from run to run. Ends with 1 if",
      "something does not hold, and then tells the troubles and where the logs are.",
      "Example: homeroom chaos --seed 1 --minutes 2"
    })
public final class ChaosCommand implements Callable<Integer> {

  private static final int LONGEST = 24 * 60;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "From which the troubles follow; ${DEFAULT-VALUE} if not given.")
  private long seed;

  @Option(
      names = "--minutes",
      paramLabel = "NUMBER",
      defaultValue = "2",
      description = "How long things go wrong; ${DEFAULT-VALUE} if not given.")
  private int minutes;

  @Option(
      names = "--students",
      paramLabel = "NUMBER",
      defaultValue = "60",
      description = "How big the district is; ${DEFAULT-VALUE} if not given.")
  private int students;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      defaultValue = "data/chaos",
      description = "Where all of it lies; made anew each time (${DEFAULT-VALUE}).")
  private Path folder;

  @Option(
      names = "--wide",
      description = {
        "Also let somebody change in a system, again and again, what a delivery on its way there"
            + " writes as well. The hub looks before it writes; where a system cannot write on a"
            + " condition, a change in the moment between can still be lost."
      })
  private boolean wide;

  @Mixin private ReportFile reportFile;

  @Override
  public Integer call() throws IOException, DemoFailure {
    if (minutes < 1 || minutes > LONGEST) {
      throw new ParameterException(
          spec.commandLine(), "--minutes must be from 1 to " + LONGEST + ".");
    }
    if (students < 2 * People.CAST) {
      throw new ParameterException(
          spec.commandLine(), "--students must be at least " + 2 * People.CAST + ".");
    }
    Narrator narrator = new Narrator(spec.commandLine().getOut());
    Report report = new Report();
    TroublePlan plan = TroublePlan.of(seed, minutes);
    Path root = WorkFolder.fresh(folder.toAbsolutePath().normalize(), "chaos");
    Instant start = Instant.now();
    report.figure("seed", seed);
    boolean whole = false;
    try {
      play(plan, root, narrator, report);
      whole = true;
    } finally {
      report.figure("seconds", Duration.between(start, Instant.now()).toMillis() / 1000.0);
      if (!report.check("the run came to its end", whole) || !report.allHold()) {
        tell(plan, root, narrator);
      }
      narrator.summary(report);
      reportFile.write(report);
    }
    return report.allHold() ? 0 : 1;
  }

  private void play(TroublePlan plan, Path root, Narrator narrator, Report report)
      throws IOException, DemoFailure {
    Path roster = root.resolve("sample.zip");
    SampleDistrict.write(roster, students, seed);
    try (Outside outside = new Outside(root.resolve("outside"), roster);
        Stage stage = new Stage(root, outside)) {
      Thread end = new Thread(stage::close, "end-processes");
      Runtime.getRuntime().addShutdownHook(end);
      new Chaos(
              stage, outside, configuration(stage), narrator, report, root.resolve("findings.txt"))
          .play(plan, seed, wide);
    }
  }

  private static Configuration configuration(Stage stage) throws DemoFailure {
    List<AdapterFactory> adapters =
        ServiceLoader.load(AdapterFactory.class).stream().map(ServiceLoader.Provider::get).toList();
    Surroundings surroundings =
        new Surroundings(
            stage.data(),
            stage.environment(),
            SecretSource.of(stage.data().resolve("secrets"), stage.environment()));
    return switch (ConfigurationLoader.load(stage.folder(), adapters, surroundings)) {
      case LoadResult.Usable(var configuration, var warnings) -> configuration;
      case LoadResult.Faulty(var problems) ->
          throw new DemoFailure(
              "the example district's configuration cannot be used: " + problems.getFirst(),
              "run: ./homeroom validate " + stage.folder());
    };
  }

  private void tell(TroublePlan plan, Path root, Narrator narrator) {
    narrator.plain("%nSeed %d, %d minutes. What was planned:", seed, minutes);
    plan.steps().forEach(step -> narrator.say("%s", step));
    narrator.plain(
        "The logs are %1$s/broker.log, first.log and second.log; what is not as it should be is"
            + " named in %1$s/findings.txt.",
        root);
  }
}
