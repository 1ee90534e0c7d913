package homeroom.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command that asks a hub understands, and how all of them end. */
final class HubOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The hub's data folder; $HOMEROOM_DATA, or else: data.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and do nothing.")
  private boolean help;

  @Option(names = "--json", description = "Print the hub's answer as JSON.")
  private boolean json;

  /** Asks the hub and prints. */
  @FunctionalInterface
  interface Question {
    void ask(HubClient hub, Screen screen) throws CliFailure;
  }

  /** Ends with 0, or with 1 and three lines that say why, if the question cannot be answered. */
  int run(Question question) {
    Screen screen = new Screen(command.commandLine().getOut(), json);
    try {
      question.ask(HubClient.of(folder()), screen);
      return 0;
    } catch (CliFailure failure) {
      command.commandLine().getErr().println(failure.code() + ": " + failure.problem());
      command.commandLine().getErr().println(failure.remedy());
      return 1;
    } finally {
      command.commandLine().getOut().flush();
      command.commandLine().getErr().flush();
    }
  }

  private Path folder() {
    return data.orElseGet(
        () -> Path.of(Optional.ofNullable(System.getenv("HOMEROOM_DATA")).orElse("data")));
  }
}
