package homeroom.app;

import homeroom.api.AdapterFactory;
import homeroom.config.Configuration;
import homeroom.config.ConfigurationLoader;
import homeroom.config.LoadResult;
import homeroom.config.SecretSource;
import homeroom.config.Surroundings;
import homeroom.config.yaml.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a configuration folder without touching any system. */
@Command(
    name = "validate",
    description = "Checks a configuration and tells of every problem at once.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Each problem comes with file, line, column and remedy. Warnings do not fail the check.",
      "Example: homeroom validate connectors-config/cedar-county"
    })
final class ValidateCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "The folder that holds hub.yaml.")
  private Path folder;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = "${env:HOMEROOM_DATA:-data}",
      description = "The hub's data folder; relative paths are relative to it.")
  private Path data;

  @Option(
      names = "--secrets",
      paramLabel = "FOLDER",
      description = "The folder that holds the secrets; secrets in the data folder if not given.")
  private Optional<Path> secrets = Optional.empty();

  /** Checks against the environment of this process. */
  ValidateCommand() {
    this(System.getenv());
  }

  ValidateCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Integer call() {
    LoadResult result = ConfigurationLoader.load(folder, adapters(), surroundings());
    PrintWriter out = spec.commandLine().getOut();
    result.problems().forEach(out::println);
    if (!result.problems().isEmpty()) {
      out.println();
    }
    return switch (result) {
      case LoadResult.Usable(var configuration, var warnings) -> {
        out.println(summary(configuration, warnings.size()));
        yield 0;
      }
      case LoadResult.Faulty(var problems) -> {
        out.println(summary(problems));
        yield 1;
      }
    };
  }

  private static List<AdapterFactory> adapters() {
    return ServiceLoader.load(AdapterFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private Surroundings surroundings() {
    Path folderOfSecrets = secrets.orElseGet(() -> data.resolve("secrets"));
    return new Surroundings(data, environment, SecretSource.of(folderOfSecrets, environment));
  }

  private static String summary(Configuration configuration, int warnings) {
    return "%s: %s, %s (%s, %s), configuration %s%s"
        .formatted(
            configuration.title(),
            count(configuration.entities().size(), "entity", "entities"),
            count(configuration.systems().size(), "system", "systems"),
            count(configuration.sources().size(), "source", "sources"),
            count(configuration.consumers().size(), "consumer", "consumers"),
            configuration.id(),
            warnings == 0 ? "" : ". " + count(warnings, "warning", "warnings"));
  }

  private static String summary(List<Problem> problems) {
    long errors =
        problems.stream().filter(problem -> problem.severity() == Problem.Severity.ERROR).count();
    long warnings = problems.size() - errors;
    return count(errors, "error", "errors")
        + (warnings == 0 ? "" : ", " + count(warnings, "warning", "warnings"));
  }

  private static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
