package homeroom.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "show",
    description = {
      "Shows one conflict: both sides and where they came from, what decided, and whether the side"
          + " that lost has been put right since.",
      "Shows values."
    },
    footer = {"", "Example:", "  homeroom conflicts show Zm9vYmFyYmF6cXV4MTIzNA"})
final class ShowConflictCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;

  /** An id may begin with a hyphen and is no option then. */
  @Spec
  void take(CommandSpec command) {
    command.parser().unmatchedOptionsArePositionalParams(true);
  }

  @Parameters(paramLabel = "ID", description = "The id, as the list shows it.")
  private String id = "";

  @Override
  public Integer call() {
    return hub.run(
        (client, screen) -> {
          String name = URLEncoder.encode(id, StandardCharsets.UTF_8);
          String answer = client.get("/conflicts/" + name, Map.of());
          if (!screen.json(answer)) {
            print(HubClient.parse(answer), screen);
          }
        });
  }

  private static void print(Json conflict, Screen screen) {
    screen.heading(
        Records.name(conflict)
            + ", "
            + conflict.text("field")
            + ": conflict of "
            + Screen.time(conflict.text("at")));
    screen.line(
        conflict.text("held")
            + " and "
            + conflict.text("arrived")
            + " changed the field since they last agreed on "
            + conflict.get("base").map(Records::value).orElse("")
            + ".");
    screen.blank();
    sides(conflict, screen);
    screen.blank();
    screen.line(
        (waits(conflict)
                ? "It waits for a person by the rule \""
                : conflict.text("winner") + " won by the rule \"")
            + conflict.text("rule")
            + "\" of configuration "
            + conflict.text("configuration")
            + conflict
                .optional("appliedAt")
                .map(at -> " (in force since " + Screen.time(at) + ")")
                .orElse("")
            + ".");
    screen.line("What was done: " + conflict.text("action") + ".");
    screen.blank();
    if (waits(conflict)) {
      screen.line("Each side keeps its own value until it is decided:");
      screen.line(
          "  homeroom conflicts resolve " + conflict.text("id") + " --take " + sidesOf(conflict));
    } else {
      afterwards(conflict, screen);
    }
    LogReach.print(conflict, screen);
  }

  private static boolean waits(Json conflict) {
    return conflict.text("winner").isEmpty();
  }

  private static String sidesOf(Json conflict) {
    return conflict.text("held") + "|" + conflict.text("arrived");
  }

  private static void sides(Json conflict, Screen screen) {
    Table table = new Table("side", "system", "value", "happened", "reached the hub", "from");
    row(table, "held by the hub", conflict.get("heldSide"));
    row(table, "arrived", conflict.get("arrivedSide"));
    screen.print(table);
  }

  private static void row(Table table, String name, Optional<Json> side) {
    side.ifPresent(
        it -> {
          Json source = it.get("source").orElse(new Json(Map.of()));
          table.row(
              name,
              it.text("system"),
              Records.value(it),
              Screen.time(it.text("occurredAt")),
              Screen.time(source.text("arrivedAt")),
              Wording.from(source));
        });
  }

  private static void afterwards(Json conflict, Screen screen) {
    String loser = conflict.text("loser");
    Optional<Json> remedy = conflict.get("remedy");
    Optional<Json> now = conflict.get("loserNow");
    boolean told = now.flatMap(it -> it.get("record")).isPresent();
    if (remedy.isPresent()) {
      screen.line(loser + " was told " + Wording.value(remedy.get()) + told(remedy.get()) + ".");
    } else if (told) {
      screen.line(loser + " was not told since, as far as is known.");
    } else {
      screen.line(loser + " takes no deliveries, so it was not told.");
    }
    now.ifPresent(
        it ->
            screen.line(
                (it.flag("same") ? "It has been put right: " : "It has not been put right: ")
                    + loser
                    + " "
                    + Wording.standing(it)
                    + held(it)
                    + "."));
    conflict
        .get("now")
        .ifPresent(
            it ->
                screen.line(
                    "True today: " + Records.value(it) + ", as " + it.text("system") + " said."));
  }

  private static String held(Json standing) {
    return standing
        .optional("since")
        .map(since -> " (" + Wording.value(standing) + " since " + Screen.time(since) + ")")
        .orElse("");
  }

  private static String told(Json remedy) {
    String sent = remedy.optional("sentAt").map(at -> " at " + Screen.time(at)).orElse("");
    return sent
        + remedy
            .get("ended")
            .map(
                ended ->
                    "; it ended "
                        + Screen.time(ended.text("at"))
                        + " after "
                        + Wording.times(ended.number("attempts"))
                        + ": "
                        + Wording.result(ended))
            .orElse("; its answer has not come");
  }
}
