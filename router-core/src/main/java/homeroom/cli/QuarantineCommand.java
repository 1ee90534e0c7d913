package homeroom.cli;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "quarantine",
    description = "Lists what could not be used, and what to do about it; the newest first.",
    footer = {"", "Example:", "  homeroom quarantine --system sis"})
final class QuarantineCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;

  @Option(names = "--system", paramLabel = "NAME", description = "Of one system.")
  private String system = "";

  @Option(names = "--limit", paramLabel = "N", description = "How many at most; else 100.")
  private int limit = 100;

  @Override
  public Integer call() {
    return hub.run(
        (client, screen) -> {
          String answer =
              client.get("/quarantine", Map.of("system", system, "limit", Integer.toString(limit)));
          if (!screen.json(answer)) {
            print(HubClient.parse(answer), screen);
          }
        });
  }

  private static void print(Json answer, Screen screen) {
    if (answer.list("quarantine").isEmpty()) {
      screen.line("Nothing is in quarantine.");
      return;
    }
    Table table = new Table("at", "system", "place", "column", "record", "code");
    Set<String> explanations = new LinkedHashSet<>();
    for (Json entry : answer.list("quarantine")) {
      table.row(
          Screen.time(entry.text("at")),
          entry.text("system"),
          entry.text("place"),
          entry.text("column"),
          Records.name(entry),
          entry.text("code"));
      explanations.add(
          entry.text("code") + ": " + entry.text("message") + " " + entry.text("remedy"));
    }
    screen.print(table);
    screen.blank();
    explanations.forEach(screen::line);
  }
}
