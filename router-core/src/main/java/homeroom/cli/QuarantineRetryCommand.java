package homeroom.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "retry",
    description = {
      "Tries an entry, or all that is open of a cause, again. What is delivered is the value of"
          + " now;",
      "what came in is read once more from what was kept of it."
    },
    footer = {
      "",
      "Examples:",
      "  homeroom quarantine retry lms:out:student:HTTP_422",
      "  homeroom quarantine retry q-Zm9vYmFyYmF6cXV4MTIzNA"
    })
final class QuarantineRetryCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;

  @Parameters(paramLabel = "ID|CAUSE", description = "As homeroom quarantine list shows it.")
  private String what = "";

  @Option(names = "--as", paramLabel = "NAME", description = "Who asks; else who is logged in.")
  private String person = System.getProperty("user.name", "somebody");

  @Override
  public Integer call() {
    return hub.run(this::retry);
  }

  private void retry(HubClient client, Screen screen) throws CliFailure {
    String body = new Json(Map.of("what", what, "person", person)).write();
    String answer = client.post("/quarantine/retry", List.of(body));
    if (screen.json(answer)) {
      return;
    }
    Json said = HubClient.parse(answer);
    Optional<Json> replay = said.get("replay");
    if (replay.isPresent()) {
      new ReplayProgress(client, screen, replay.get().text("id")).watch();
    } else {
      print(said, screen);
    }
  }

  private static void print(Json said, Screen screen) {
    line(screen, said.number("said"), "said something new");
    line(screen, said.number("unchanged"), "said nothing new");
    line(screen, said.number("left"), "left: something newer is known");
    line(screen, said.number("rejected"), "cannot be taken still");
    for (Json refused : said.list("refused")) {
      screen.line(refused.text("code") + ": " + refused.text("message"));
      screen.line(refused.text("remedy"));
    }
  }

  private static void line(Screen screen, long entries, String what) {
    if (entries > 0) {
      screen.line(entries + " " + what);
    }
  }
}
