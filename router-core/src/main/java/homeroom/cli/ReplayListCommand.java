package homeroom.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "list",
    description = "Lists replays and resyncs, the newest first.",
    footer = {"", "Example:", "  homeroom replay list"})
final class ReplayListCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;

  @Override
  public Integer call() {
    return hub.run(
        (client, screen) -> {
          String answer = client.get("/replays", Map.of());
          if (!screen.json(answer)) {
            print(HubClient.parse(answer).list("replays"), screen);
          }
        });
  }

  private static void print(List<Json> replays, Screen screen) {
    if (replays.isEmpty()) {
      screen.line("There was no replay yet.");
      return;
    }
    Table table = new Table("id", "to", "began", "by", "state", "progress");
    for (Json job : replays) {
      table.row(
          job.text("id"),
          job.text("system"),
          Screen.time(job.text("startedAt")),
          job.text("person"),
          ReplayShowCommand.status(job),
          ReplayProgress.plain(job));
    }
    screen.print(table);
  }
}
