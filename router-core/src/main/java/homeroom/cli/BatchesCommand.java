package homeroom.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "batches",
    description = "Lists what became of files and pulls; the newest first.",
    footer = {
      "",
      "Examples:",
      "  homeroom batches --system sis --limit 5",
      "  homeroom batches show sha256-5f0c",
      "  homeroom batches approve 3kq0z1f9x7v2",
      "",
      "A batch that is HELD waits for a person, with the name of what waits below the list."
    },
    subcommands = {
      ShowBatchCommand.class,
      HeldBatchCommand.Approve.class,
      HeldBatchCommand.Drop.class
    })
final class BatchesCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;

  @Option(names = "--system", paramLabel = "NAME", description = "Of one source.")
  private String system = "";

  @Option(names = "--limit", paramLabel = "N", description = "How many at most; else 20.")
  private int limit = 20;

  @Override
  public Integer call() {
    return hub.run(
        (client, screen) -> {
          String answer =
              client.get("/batches", Map.of("system", system, "limit", Integer.toString(limit)));
          if (!screen.json(answer)) {
            Json batches = HubClient.parse(answer);
            if (batches.list("batches").isEmpty()) {
              screen.line("No batches.");
            } else {
              Batches.print(batches.list("batches"), screen);
            }
          }
        });
  }
}
