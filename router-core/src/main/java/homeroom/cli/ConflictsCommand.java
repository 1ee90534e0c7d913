package homeroom.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "conflicts",
    description = "Lists fields that two systems changed at once, and who won; the newest first.",
    footer = {"", "Example:", "  homeroom conflicts --system lms --since 7d"})
final class ConflictsCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;
  @Mixin private Window window;

  @Option(names = "--record", paramLabel = "ENTITY/KEY", description = "Of one record.")
  private Optional<String> record = Optional.empty();

  @Option(names = "--entity", paramLabel = "NAME", description = "Of one kind of record.")
  private String entity = "";

  @Option(names = "--system", paramLabel = "NAME", description = "With this system on one side.")
  private String system = "";

  @Option(names = "--limit", paramLabel = "N", description = "How many at most; else 100.")
  private int limit = 100;

  @Override
  public Integer call() {
    return hub.run(
        (client, screen) -> {
          Map<String, String> parameters = new LinkedHashMap<>();
          if (record.isPresent()) {
            parameters.put("record", client.pseudonym(record.get()));
          }
          parameters.put("entity", entity);
          parameters.put("system", system);
          parameters.put("limit", Integer.toString(limit));
          window.addTo(parameters);
          String answer = client.get("/conflicts", parameters);
          if (!screen.json(answer)) {
            print(HubClient.parse(answer), screen);
          }
        });
  }

  private static void print(Json answer, Screen screen) {
    if (answer.list("conflicts").isEmpty()) {
      screen.line("No conflicts.");
      return;
    }
    Table table = new Table("at", "record", "field", "held", "arrived", "winner", "rule", "then");
    for (Json conflict : answer.list("conflicts")) {
      table.row(
          Screen.time(conflict.text("at")),
          Records.name(conflict),
          conflict.text("field"),
          conflict.text("held"),
          conflict.text("arrived"),
          conflict.text("winner"),
          conflict.text("rule"),
          conflict.text("action"));
    }
    screen.print(table);
  }
}
