package homeroom.app;

import homeroom.app.cases.CaseSuite;
import homeroom.app.report.Report;
import homeroom.config.Configuration;
import homeroom.config.ConfigurationLoader;
import homeroom.config.LoadResult;
import homeroom.config.SecretSource;
import homeroom.config.Surroundings;
import homeroom.config.yaml.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries a district's cases on its configuration, without a broker and without any system. */
@Command(
    name = "test",
    description = "Tries the cases in tests/ of a configuration on its rules.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A case says what systems say about a record and what must follow from it.",
      "Ends with 1 if a case fails or has a mistake in it.",
      "Example: homeroom test connectors-config/cedar-county --coverage"
    })
final class TestCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "The folder that holds hub.yaml and tests/.")
  private Path folder;

  @Option(names = "--coverage", description = "Tell of every rule by which cases it is exercised.")
  private boolean coverage;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write figures and each case's outcome as JSON.")
  private Optional<Path> reportFile = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = "${env:HOMEROOM_DATA:-data}",
      description = "The hub's data folder, which the configuration may name; not touched.")
  private Path data;

  /** Reads the configuration with the environment of this process. */
  TestCommand() {
    this(System.getenv());
  }

  TestCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Integer call() throws IOException {
    SecretSource secrets = SecretSource.of(data.resolve("secrets"), environment);
    LoadResult result =
        ConfigurationLoader.load(
            folder, Hub.adapters(), new Surroundings(data, environment, secrets));
    return switch (result) {
      case LoadResult.Usable(var configuration, var warnings) -> test(configuration);
      case LoadResult.Faulty(var problems) -> mend(problems);
    };
  }

  private int test(Configuration configuration) throws IOException {
    CaseSuite suite = CaseSuite.read(folder, configuration);
    if (!suite.problems().isEmpty()) {
      return mend(suite.problems());
    }
    Report report = new Report();
    boolean passed = suite.run(spec.commandLine().getOut(), coverage, report);
    if (reportFile.isPresent()) {
      report.write(reportFile.get());
    }
    return passed ? 0 : 1;
  }

  private int mend(List<Problem> problems) {
    List<Problem> errors =
        problems.stream().filter(it -> it.severity() == Problem.Severity.ERROR).toList();
    PrintWriter out = spec.commandLine().getOut();
    errors.forEach(out::println);
    out.println();
    out.println(errors.size() == 1 ? "1 error" : errors.size() + " errors");
    return 1;
  }
}
