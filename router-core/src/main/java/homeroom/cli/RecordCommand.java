package homeroom.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "record",
    description = {
      "Shows what is held to be true of one record, why, and what each system holds.",
      "Shows its values."
    },
    footer = {"", "Example:", "  homeroom record student/123"})
final class RecordCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;

  @Parameters(paramLabel = "ENTITY/KEY", description = "Which record.")
  private String record = "";

  @Override
  public Integer call() {
    return hub.run(
        (client, screen) -> {
          String answer = client.get("/records/" + client.pseudonym(record), Map.of());
          if (!screen.json(answer)) {
            print(HubClient.parse(answer), screen);
          }
        });
  }

  private static void print(Json record, Screen screen) {
    screen.heading(
        Records.name(record)
            + ", version "
            + record.number("version")
            + (record.flag("exists") ? "" : ", does not exist"));
    record
        .optional("formerKey")
        .ifPresent(
            key ->
                screen.line(
                    record.text("entity") + "/" + key + " was given up and leads to this record."));
    Table fields = new Table("field", "value", "source", "rule", "since", "version");
    for (Json field : record.list("fields")) {
      fields.row(
          field.text("name"),
          Records.value(field),
          field.text("source"),
          field.text("rule"),
          Screen.time(field.text("occurredAt")),
          field.number("version"));
    }
    section(fields, screen);
    Table systems = new Table("system", "state", "since", "version", "first there", "held back by");
    for (Json system : record.list("systems")) {
      systems.row(
          system.text("system"),
          state(system),
          Screen.time(system.text("since")),
          system.number("version"),
          Screen.time(system.text("firstAt")),
          reason(system));
    }
    section(systems, screen);
    Table conflicts = new Table("conflict at", "field", "between", "winner", "rule");
    for (Json conflict : record.list("conflicts")) {
      conflicts.row(
          Screen.time(conflict.text("at")),
          conflict.text("field"),
          conflict.text("held") + ", " + conflict.text("arrived"),
          Records.winner(conflict),
          conflict.text("rule"));
    }
    section(conflicts, screen);
  }

  private static void section(Table table, Screen screen) {
    if (!table.isEmpty()) {
      screen.blank();
      screen.print(table);
    }
  }

  private static String state(Json system) {
    boolean moved = system.text("effect").equals("MOVED");
    boolean deleted =
        system.text("state").equals("IN_STEP") && system.text("effect").equals("DELETED");
    return moved
        ? system.text("state") + " (moved)"
        : deleted ? "IN_STEP (deleted)" : system.text("state");
  }

  private static String reason(Json system) {
    return system
        .optional("code")
        .map(code -> code + system.optional("detail").map(it -> ": " + it).orElse(""))
        .orElseGet(() -> String.join(", ", system.texts("waitsFor")));
  }
}
