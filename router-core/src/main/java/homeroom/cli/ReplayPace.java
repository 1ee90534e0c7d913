package homeroom.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a replay is gone through: looked at, agreed to, and watched. */
final class ReplayPace {

  @Option(names = "--dry-run", description = "Show what it found and send nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Go on without asking.")
  private boolean yes;

  @Option(
      names = "--per-second",
      paramLabel = "N",
      description = "How many records in a second at most; else 200.")
  private Optional<Integer> perSecond = Optional.empty();

  @Option(names = "--as", paramLabel = "NAME", description = "Who asks; else who is logged in.")
  private String person = System.getProperty("user.name", "somebody");

  /**
   * @param body what is asked for
   */
  void run(HubClient client, Screen screen, Map<String, @Nullable Object> body) throws CliFailure {
    perSecond.ifPresent(number -> body.put("per-second", number.longValue()));
    body.put("person", person);
    if (dryRun || !screen.wantsJson()) {
      Map<String, @Nullable Object> dry = new HashMap<>(body);
      dry.put("dry-run", true);
      String found = client.post("/replays", List.of(new Json(dry).write()));
      if (!screen.json(found)) {
        new ReplayPreview(HubClient.parse(found), screen).print();
      }
    }
    if (dryRun) {
      return;
    }
    Agreement.ask(screen, yes, "REPLAY_NOT_AGREED");
    String begun = client.post("/replays", List.of(new Json(body).write()));
    if (!screen.json(begun)) {
      new ReplayProgress(client, screen, HubClient.parse(begun).text("id")).watch();
    }
  }

  /** The same for a kept batch of a source. */
  void readAgain(HubClient client, Screen screen, String source, String batch) throws CliFailure {
    String path = "/sources/" + HubClient.encoded(source) + "/replay";
    Map<String, @Nullable Object> body = new HashMap<>();
    body.put("batch", batch);
    body.put("person", person);
    if (dryRun || !screen.wantsJson()) {
      Map<String, @Nullable Object> dry = new HashMap<>(body);
      dry.put("dry-run", true);
      String found = client.post(path, List.of(new Json(dry).write()));
      if (!screen.json(found)) {
        screen.heading("It would come to this:");
        RereadBatch.print(HubClient.parse(found), screen);
      }
    }
    if (dryRun) {
      return;
    }
    Agreement.ask(screen, yes, "REPLAY_NOT_AGREED");
    String done = client.post(path, List.of(new Json(body).write()));
    if (!screen.json(done)) {
      screen.heading("Read again:");
      RereadBatch.print(HubClient.parse(done), screen);
    }
  }
}
