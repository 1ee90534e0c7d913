package homeroom.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a person says of a batch that is held. */
abstract class HeldBatchCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;

  @Parameters(
      paramLabel = "HELD",
      description = "The name of what is held, as homeroom batches shows it.")
  private String held = "";

  @Option(names = "--as", paramLabel = "NAME", description = "Who says so; else who is logged in.")
  private String person = System.getProperty("user.name", "somebody");

  private final String path;
  private final String done;

  private HeldBatchCommand(String path, String done) {
    this.path = path;
    this.done = done;
  }

  @Override
  public Integer call() {
    return hub.run(this::say);
  }

  private void say(HubClient client, Screen screen) throws CliFailure {
    String body = new Json(Map.of("held", held, "person", person)).write();
    String answer = client.post(path, List.of(body));
    if (!screen.json(answer)) {
      Json batch = HubClient.parse(answer).get("batch").orElseThrow();
      screen.line(done);
      Batches.print(List.of(batch), screen);
    }
  }

  @Command(
      name = "approve",
      description = {
        "Lets through what is held of a batch: exactly what was looked at, until the time that"
            + " homeroom batches tells.",
        "If the batch would do anything else by now, or a newer export was read, nothing is taken"
            + " in."
      },
      footer = {"", "Example:", "  homeroom batches approve 3kq0z1f9x7v2"})
  static final class Approve extends HeldBatchCommand {
    Approve() {
      super("/batches/approve", "It was taken in.");
    }
  }

  @Command(
      name = "drop",
      description = {
        "Says that what is held of a batch shall not come in. What the source exports next is read"
            + " again."
      },
      footer = {"", "Example:", "  homeroom batches drop 3kq0z1f9x7v2"})
  static final class Drop extends HeldBatchCommand {
    Drop() {
      super("/batches/drop", "It was dropped.");
    }
  }
}
