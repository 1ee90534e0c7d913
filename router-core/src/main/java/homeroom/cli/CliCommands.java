package homeroom.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The commands of this package, for the program to add. */
public final class CliCommands {

  private static final Map<String, Supplier<Object>> COMMANDS = commands();

  private CliCommands() {}

  private static Map<String, Supplier<Object>> commands() {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("status", StatusCommand::new);
    commands.put("freshness", FreshnessCommand::new);
    commands.put("movements", MovementsCommand::new);
    commands.put("record", RecordCommand::new);
    commands.put("explain", ExplainCommand::new);
    commands.put("undelivered", UndeliveredCommand::new);
    commands.put("conflicts", ConflictsCommand::new);
    commands.put("identity", IdentityCommand::new);
    commands.put("batches", BatchesCommand::new);
    commands.put("quarantine", QuarantineCommand::new);
    commands.put("alerts", AlertsCommand::new);
    commands.put("onboarding", OnboardingCommand::new);
    commands.put("replay", ReplayCommand::new);
    commands.put("resync", ResyncCommand::new);
    commands.put("reconcile", ReconcileCommand::new);
    commands.put("poll", PollCommand::new);
    return commands;
  }

  /**
   * Adds the commands to the program's; to be called before settings are made on the program,
   * because picocli hands those to the commands that are there.
   *
   * @param arguments of the command line: when they begin with one of these commands, only that one
   *     is added, because describing all of them takes longer than answering the question
   */
  public static void addTo(CommandLine program, String... arguments) {
    if (arguments.length > 0 && COMMANDS.containsKey(arguments[0])) {
      program.addSubcommand(COMMANDS.get(arguments[0]).get());
    } else {
      COMMANDS.values().forEach(command -> program.addSubcommand(command.get()));
    }
  }
}
