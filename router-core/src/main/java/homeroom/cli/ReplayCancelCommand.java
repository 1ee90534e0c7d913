package homeroom.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "cancel",
    description = "Ends a replay. What it asked for before goes its way.",
    footer = {"", "Example:", "  homeroom replay cancel replay-1f3a9c2e-0b1d"})
final class ReplayCancelCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;

  @Parameters(paramLabel = "ID", description = "The replay's id.")
  private String id = "";

  @Override
  public Integer call() {
    return hub.run(
        (client, screen) -> {
          String answer = client.delete("/replays/" + HubClient.encoded(id));
          if (!screen.json(answer)) {
            Json job = HubClient.parse(answer);
            screen.line(
                "Cancelled " + job.text("id") + " after " + ReplayProgress.plain(job) + ".");
          }
        });
  }
}
