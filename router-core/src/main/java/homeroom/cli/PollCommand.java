package homeroom.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "poll",
    description = "Asks a source now and shows what became of its rows.",
    footer = {"", "Example:", "  homeroom poll sis"})
final class PollCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;

  @Parameters(paramLabel = "SYSTEM", description = "The source.")
  private String system = "";

  @Override
  public Integer call() {
    return hub.run(
        (client, screen) -> {
          String name = URLEncoder.encode(system, StandardCharsets.UTF_8);
          String answer = client.post("/sources/" + name + "/poll", List.of(""));
          if (!screen.json(answer)) {
            Json polled = HubClient.parse(answer);
            polled
                .get("batch")
                .ifPresentOrElse(
                    batch -> Batches.print(List.of(batch), screen),
                    () -> screen.line(system + " has nothing new."));
          }
        });
  }
}
