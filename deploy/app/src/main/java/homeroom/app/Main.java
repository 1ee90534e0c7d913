package homeroom.app;

import homeroom.app.chaos.ChaosCommand;
import homeroom.app.contract.ContractCommand;
import homeroom.app.demo.DemoCommand;
import homeroom.cli.CliCommands;
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
      BackupCommand.class,
      BenchCommand.class,
      BrokerCommand.class,
      ChaosCommand.class,
      ContractCommand.class,
      RehearseCommand.class,
      RestoreCommand.class,
      UpCommand.class,
      ValidateCommand.class,
      DemoCommand.class,
      SampleCommand.class,
      SimulateCommand.class,
      TestCommand.class
    })
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine(arguments).execute(arguments));
  }

  /**
   * @param arguments by which it is told which commands need not be described
   */
  static CommandLine commandLine(String... arguments) {
    CommandLine program = new CommandLine(new Main());
    CliCommands.addTo(program, arguments);
    return program
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new Problems())
        .setUsageHelpAutoWidth(true);
  }
}
