package homeroom.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "identity",
    description = "Says that a record has another key, or that two are one, and shows such steps.",
    footer = {
      "",
      "Examples:",
      "  homeroom identity rename student/123 student/456 --why 'new number after re-enrolment'",
      "  homeroom identity merge student/123 --into student/456",
      "  homeroom identity split student/123",
      "  homeroom identity show student/456",
      "  homeroom identity waiting --system lms"
    },
    subcommands = {
      IdentityCommand.Rename.class,
      IdentityCommand.Merge.class,
      IdentityCommand.Split.class,
      ShowIdentityCommand.class,
      WaitingIdentityCommand.class
    })
final class IdentityCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;

  @Override
  public Integer call() {
    return hub.run(
        (client, screen) -> {
          throw new CliFailure(
              "COMMAND_MISSING",
              "Nothing was said of what to do.",
              "Write one of rename, merge, split, show and waiting, or --help.");
        });
  }

  /** Who says so, and why. */
  static final class Word {
    @Option(names = "--why", paramLabel = "TEXT", description = "The reason, for the history.")
    private Optional<String> why = Optional.empty();

    @Option(
        names = "--as",
        paramLabel = "NAME",
        description = "Who says so; else who is logged in.")
    private String person = System.getProperty("user.name", "somebody");

    private void ask(
        HubClient client, Screen screen, String kind, String record, Optional<String> to)
        throws CliFailure {
      Map<String, @Nullable Object> body = new HashMap<>();
      body.put("kind", kind);
      body.put("record", record);
      to.ifPresent(other -> body.put("to", other));
      body.put("person", person);
      why.ifPresent(text -> body.put("why", text));
      String answer = client.post("/identity", List.of(new Json(body).write()));
      if (!screen.json(answer)) {
        screen.line("Asked the hub. What became of it:");
        screen.line("  homeroom identity show " + record);
      }
    }
  }

  @Command(
      name = "rename",
      description = {
        "Says that a record has another key from now on.",
        "Every system that has it is told; the old key leads to the new one."
      },
      footer = {"", "Example:", "  homeroom identity rename student/123 student/456"})
  static final class Rename implements Callable<Integer> {
    @Mixin private HubOptions hub;
    @Mixin private Word word;

    @Parameters(index = "0", paramLabel = "OLD", description = "The record, entity/key.")
    private String record = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "Its new key, entity/key.")
    private String to = "";

    @Override
    public Integer call() {
      return hub.run(
          (client, screen) -> word.ask(client, screen, "rename", record, Optional.of(to)));
    }
  }

  @Command(
      name = "merge",
      description = {
        "Says that two records are one. The values of the one named with --into stand.",
        "Where a system has both, the other one is taken away there."
      },
      footer = {"", "Example:", "  homeroom identity merge student/123 --into student/456"})
  static final class Merge implements Callable<Integer> {
    @Mixin private HubOptions hub;
    @Mixin private Word word;

    @Parameters(paramLabel = "ENTITY/KEY", description = "The record that becomes part of it.")
    private String record = "";

    @Option(
        names = "--into",
        required = true,
        paramLabel = "ENTITY/KEY",
        description = "The record that stays.")
    private String into = "";

    @Override
    public Integer call() {
      return hub.run(
          (client, screen) -> word.ask(client, screen, "merge", record, Optional.of(into)));
    }
  }

  @Command(
      name = "split",
      description = {
        "Undoes a merge: the key is a record's own again, with what sources say of it.",
        "What systems had of it before the merge stays with the other record."
      },
      footer = {"", "Example:", "  homeroom identity split student/123"})
  static final class Split implements Callable<Integer> {
    @Mixin private HubOptions hub;
    @Mixin private Word word;

    @Parameters(paramLabel = "ENTITY/KEY", description = "The key that was given up.")
    private String record = "";

    @Override
    public Integer call() {
      return hub.run(
          (client, screen) -> word.ask(client, screen, "split", record, Optional.empty()));
    }
  }
}
