package homeroom.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which conflicts are asked for, and how they are listed. */
final class ConflictList {

  @Mixin private Window window;

  @Option(names = "--record", paramLabel = "ENTITY/KEY", description = "Of one record.")
  private Optional<String> record = Optional.empty();

  @Option(names = "--entity", paramLabel = "NAME", description = "Of one kind of record.")
  private String entity = "";

  @Option(names = "--system", paramLabel = "NAME", description = "With this system on one side.")
  private String system = "";

  @Option(names = "--field", paramLabel = "NAME", description = "Of one field.")
  private String field = "";

  @Option(names = "--waiting", description = "Only those that wait for a person.")
  private boolean waiting;

  @Option(names = "--limit", paramLabel = "N", description = "How many at most; else 100.")
  private int limit = 100;

  void ask(HubClient client, Screen screen) throws CliFailure {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (record.isPresent()) {
      parameters.put("record", client.pseudonym(record.get()));
    }
    parameters.put("entity", entity);
    parameters.put("system", system);
    parameters.put("field", field);
    parameters.put("waiting", waiting ? "true" : "");
    parameters.put("limit", Integer.toString(limit));
    window.addTo(parameters);
    String answer = client.get("/conflicts", parameters);
    if (!screen.json(answer)) {
      print(HubClient.parse(answer), screen);
    }
  }

  private static void print(Json answer, Screen screen) {
    if (answer.list("conflicts").isEmpty()) {
      screen.line("No conflicts.");
      return;
    }
    Table table =
        new Table("at", "record", "field", "held", "arrived", "winner", "rule", "then", "id");
    for (Json conflict : answer.list("conflicts")) {
      table.row(
          Screen.time(conflict.text("at")),
          Records.name(conflict),
          conflict.text("field"),
          conflict.text("held"),
          conflict.text("arrived"),
          Records.winner(conflict),
          conflict.text("rule"),
          conflict.text("action"),
          conflict.text("id"));
    }
    screen.print(table);
  }
}
