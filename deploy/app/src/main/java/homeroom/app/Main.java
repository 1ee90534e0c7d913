package homeroom.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The program.
 *
 * <p>It ends with 0 when all went well, 1 when something did not work and a person must act, and 2
 * when the command line makes no sense.
 */
@Command(
    name = "homeroom",
    description = "The data hub of a school district.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      HelpCommand.class,
      BrokerCommand.class,
      RehearseCommand.class,
      UpCommand.class, ValidateCommand.class
    })
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new Problems())
        .setUsageHelpAutoWidth(true);
  }
}
