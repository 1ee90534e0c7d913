package homeroom.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "alerts",
    description =
        "Lists who was told of what, what waits, and what did not get out; the newest first.",
    footer = {"", "Example:", "  homeroom alerts --status given_up"})
final class AlertsCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;

  @Option(names = "--name", paramLabel = "NAME", description = "Of one alert.")
  private String name = "";

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "gathering, sending, sent, given_up or dropped.")
  private String status = "";

  @Option(names = "--limit", paramLabel = "N", description = "How many at most; else 100.")
  private int limit = 100;

  @Override
  public Integer call() {
    return hub.run(
        (client, screen) -> {
          String answer =
              client.get(
                  "/alerts",
                  Map.of("name", name, "status", status, "limit", Integer.toString(limit)));
          if (!screen.json(answer)) {
            print(HubClient.parse(answer), screen);
          }
        });
  }

  private static void print(Json answer, Screen screen) {
    if (answer.list("alerts").isEmpty()) {
      screen.line("No alerts.");
      return;
    }
    Table table = new Table("alert", "about", "count", "first", "last", "status", "tries", "when");
    for (Json alert : answer.list("alerts")) {
      table.row(
          alert.text("name"),
          about(alert),
          alert.number("count"),
          Screen.time(alert.text("first")),
          Screen.time(alert.text("last")),
          alert.text("status"),
          alert.number("attempts"),
          Screen.time(when(alert)));
    }
    screen.print(table);
    answer.list("alerts").stream()
        .filter(alert -> alert.optional("code").isPresent())
        .map(
            alert -> alert.text("code") + ": " + alert.text("message") + " " + alert.text("remedy"))
        .distinct()
        .forEach(screen::line);
  }

  private static String about(Json alert) {
    return String.join(
            " ",
            alert.text("on"),
            alert.text("entity"),
            String.join(",", alert.texts("fields")),
            String.join(",", alert.texts("systems")),
            alert.text("reason"))
        .replaceAll(" +", " ");
  }

  /** When it ended, is tried again, or is due. */
  private static String when(Json alert) {
    return alert
        .optional("endedAt")
        .or(() -> alert.optional("nextAttemptAt"))
        .orElse(alert.text("dueAt"));
  }
}
