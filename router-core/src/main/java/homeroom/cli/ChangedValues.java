package homeroom.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints what a batch did to marked fields. */
final class ChangedValues {

  private ChangedValues() {}

  static void print(Json answer, Screen screen) {
    screen.heading(answer.text("system") + ", batch " + answer.text("batch"));
    List<Json> changes = answer.list("changes");
    if (changes.isEmpty()) {
      screen.line(
          answer.optional("cursor").isPresent()
              ? "No marked field among these."
              : "It changed no marked field.");
    } else {
      Table table =
          new Table("record", "field", "before", "in the batch", "what became of it", "place");
      changes.forEach(change -> row(table, change));
      screen.print(table);
    }
    answer
        .optional("cursor")
        .ifPresent(next -> screen.line("There is more: go on with --cursor " + next));
    reach(answer.get("log").orElse(new Json(Map.of())), screen);
  }

  private static void row(Table table, Json change) {
    table.row(
        Records.name(change),
        change.text("field"),
        value(change.get("before")),
        value(change.get("said")),
        Wording.decision(change),
        change.text("place"));
  }

  private static String value(Optional<Json> value) {
    return value
        .map(it -> it.text("type").equals("nothing") ? "(nothing)" : Records.value(it))
        .orElse("(not known)");
  }

  private static void reach(Json log, Screen screen) {
    log.optional("begins")
        .ifPresent(
            at ->
                screen.line(
                    "The log keeps messages since "
                        + Screen.time(at)
                        + " only; values from before are not known any more."));
    if (!log.flag("ended")) {
      screen.line(
          "Reading the log took too long and was ended; ask for fewer at once with --limit.");
    }
    if (log.number("leftOut") > 0) {
      screen.line(log.number("leftOut") + " messages of the log could not be read.");
    }
  }
}
