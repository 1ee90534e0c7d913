package homeroom.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "drop",
    description = {
      "Says of an entry, or of all that is open of a cause, that nobody will look at it again.",
      "Deletes nothing. Of a delivery it means that this version shall not reach the system: it is"
          + " owed no more, until the record changes, or somebody replays it by --record or --only"
          + " failed, or resyncs the system. What is refused anew is shown anew."
    },
    footer = {
      "",
      "Example:",
      "  homeroom quarantine drop q-Zm9vYmFyYmF6cXV4MTIzNA --reason \"the export was a test\""
    })
final class QuarantineDropCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;

  @Parameters(paramLabel = "ID|CAUSE", description = "As homeroom quarantine list shows it.")
  private String what = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; stands in the movements for good, so name nobody.")
  private String reason = "";

  @Option(names = "--as", paramLabel = "NAME", description = "Who says so; else who is logged in.")
  private String person = System.getProperty("user.name", "somebody");

  @Override
  public Integer call() {
    return hub.run(this::drop);
  }

  private void drop(HubClient client, Screen screen) throws CliFailure {
    String body = new Json(Map.of("what", what, "reason", reason, "person", person)).write();
    String answer = client.post("/quarantine/drop", List.of(body));
    if (!screen.json(answer)) {
      long entries = HubClient.parse(answer).number("dropped");
      screen.line(entries + (entries == 1 ? " entry was dropped." : " entries were dropped."));
    }
  }
}
