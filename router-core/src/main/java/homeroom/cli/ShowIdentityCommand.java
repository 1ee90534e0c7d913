package homeroom.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = "Shows which keys a record had, who changed them, when and why.",
    footer = {"", "Example:", "  homeroom identity show student/456"})
final class ShowIdentityCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;

  @Parameters(paramLabel = "ENTITY/KEY", description = "Which record, by any of its keys.")
  private String record = "";

  @Override
  public Integer call() {
    return hub.run(
        (client, screen) -> {
          String answer = client.get("/records/" + client.pseudonym(record) + "/keys", Map.of());
          if (!screen.json(answer)) {
            print(HubClient.parse(answer), screen);
          }
        });
  }

  private void print(Json keys, Screen screen) {
    screen.heading(record + keys.optional("goesOnAs").map(now -> " goes on as " + now).orElse(""));
    if (keys.list("steps").isEmpty()) {
      screen.line("It never had another key.");
      return;
    }
    Table table = new Table("at", "what", "key", "record", "by", "why");
    for (Json step : keys.list("steps")) {
      table.row(
          Screen.time(step.text("at")),
          step.text("kind"),
          step.text("from"),
          step.text("to"),
          step.text("by"),
          step.optional("why").orElse(""));
    }
    screen.blank();
    screen.print(table);
  }
}
