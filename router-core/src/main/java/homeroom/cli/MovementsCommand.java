package homeroom.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "movements",
    description = "Lists what moved, was held back, or failed; the newest first.",
    footer = {
      "",
      "Examples:",
      "  homeroom movements --record student/123",
      "  homeroom movements --system lms --outcome refused --since 48h",
      "  homeroom movements --cause replay-4d944244-9b05 --since 2h",
      "  homeroom movements --entity enrollment --from 2026-09-01 --to 2026-09-02 --json"
    })
final class MovementsCommand implements Callable<Integer> {

  private static final int PAGE = 1_000;

  @Mixin private HubOptions hub;
  @Mixin private Window window;

  @Option(names = "--record", paramLabel = "ENTITY/KEY", description = "Of one record.")
  private Optional<String> record = Optional.empty();

  @Option(names = "--entity", paramLabel = "NAME", description = "Of one kind of record.")
  private String entity = "";

  @Option(names = "--system", paramLabel = "NAME", description = "From or to one system.")
  private String system = "";

  @Option(
      names = "--outcome",
      paramLabel = "NAME",
      description = "accepted, delivered, refused, waiting, conflict, …")
  private String outcome = "";

  @Option(
      names = "--cause",
      paramLabel = "ID",
      description = "What followed from one event, receipt or command, or from one replay.")
  private String cause = "";

  @Option(names = "--limit", paramLabel = "N", description = "How many at most; else 100.")
  private int limit = 100;

  @Override
  public Integer call() {
    return hub.run(
        (client, screen) -> {
          List<Json> movements = ask(client);
          Map<String, Object> all = new LinkedHashMap<>();
          all.put("movements", movements.stream().map(Json::value).toList());
          if (!screen.wantsJson()) {
            print(movements, screen);
          } else {
            screen.json(new Json(all).write());
          }
        });
  }

  private List<Json> ask(HubClient client) throws CliFailure {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (record.isPresent()) {
      parameters.put("record", client.pseudonym(record.get()));
    }
    parameters.put("entity", entity);
    parameters.put("system", system);
    parameters.put("outcome", outcome);
    parameters.put("cause", cause);
    window.addTo(parameters);
    List<Json> movements = new ArrayList<>();
    Optional<String> cursor;
    do {
      parameters.put("limit", Integer.toString(Math.clamp(limit - movements.size(), 1, PAGE)));
      Json page = HubClient.parse(client.get("/movements", parameters));
      movements.addAll(page.list("movements"));
      cursor = page.optional("cursor");
      cursor.ifPresent(place -> parameters.put("cursor", place));
    } while (cursor.isPresent() && movements.size() < limit);
    return movements;
  }

  private static void print(List<Json> movements, Screen screen) {
    if (movements.isEmpty()) {
      screen.line("No movements.");
      return;
    }
    Table table = new Table("at", "record", "outcome", "system", "what");
    for (Json movement : movements) {
      table.row(
          Screen.time(movement.text("at")),
          Records.name(movement),
          movement.text("outcome"),
          movement.text("system"),
          what(movement));
    }
    screen.print(table);
  }

  private static String what(Json movement) {
    List<String> parts = new ArrayList<>();
    movement.optional("effect").map(String::toLowerCase).ifPresent(parts::add);
    movement.optional("code").ifPresent(parts::add);
    movement.optional("category").ifPresent(parts::add);
    movement.optional("status").ifPresent(status -> parts.add("status " + status));
    movement.optional("requestId").ifPresent(id -> parts.add("request " + id));
    if (!movement.texts("fields").isEmpty()) {
      parts.add(String.join(",", movement.texts("fields")));
    }
    for (Json due : movement.list("sent")) {
      parts.add(due(due));
    }
    return String.join("; ", parts);
  }

  private static String due(Json due) {
    return due.optional("delivery").isPresent()
        ? "sent to " + due.text("system")
        : due.text("system") + " waits for " + String.join(", ", due.texts("waitsFor"));
  }
}
