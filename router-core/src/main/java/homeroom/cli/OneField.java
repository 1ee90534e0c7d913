package homeroom.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints the whole story of one field. */
final class OneField {

  private final Json story;
  private final Json field;
  private final Screen screen;
  private final Map<String, Json> configurations = new LinkedHashMap<>();

  OneField(Json story, Json field, Screen screen) {
    this.story = story;
    this.field = field;
    this.screen = screen;
    story.list("configurations").forEach(it -> configurations.put(it.text("id"), it));
  }

  void print() {
    truth();
    said();
    conflicts();
    told();
    systems();
    configurations();
  }

  private void truth() {
    String name = Records.name(story) + ", " + field.text("name") + ": ";
    Optional<Json> now = field.get("now");
    if (now.isEmpty()) {
      screen.heading(name + "nothing is held to be true");
      return;
    }
    Json truth = now.get();
    screen.heading(name + Records.value(truth));
    if (story.get("exists").isPresent() && !story.flag("exists")) {
      screen.line("The record does not exist any more; this is what it held last.");
    }
    if (truth.text("system").isEmpty()) {
      screen.line("What made it so is no longer known.");
      return;
    }
    Json source = truth.get("source").orElse(new Json(Map.of()));
    String from = Wording.from(source);
    screen.line(truth.text("system") + " said so" + (from.isEmpty() ? "." : ", in " + from + "."));
    screen.line(
        "It happened there "
            + Screen.time(truth.text("occurredAt"))
            + truth
                .optional("since")
                .map(since -> " and reached the hub " + Screen.time(since) + ".")
                .orElse("; when it reached the hub is no longer known."));
    screen.line(
        "It counts by the rule \""
            + truth.text("rule")
            + "\""
            + under(truth.text("configuration"))
            + ".");
  }

  private String under(String configuration) {
    String since =
        Optional.ofNullable(configurations.get(configuration))
            .flatMap(it -> it.optional("appliedAt"))
            .map(at -> " (in force since " + Screen.time(at) + ")")
            .orElse("");
    return configuration.isEmpty() ? "" : " of configuration " + configuration + since;
  }

  private void said() {
    boolean several = configurations.size() > 1;
    List<String> heading =
        new ArrayList<>(
            List.of("arrived", "happened", "system", "value", "decision", "rule", "from"));
    if (several) {
      heading.add("configuration");
    }
    Table table = new Table(heading.toArray(String[]::new));
    for (Json said : field.list("said")) {
      List<Object> row =
          new ArrayList<>(
              List.of(
                  Screen.time(said.text("arrivedAt")),
                  Screen.time(said.optional("occurredAt")),
                  said.text("system"),
                  Wording.value(said),
                  Wording.decision(said),
                  said.text("rule"),
                  Wording.from(said)));
      if (several) {
        row.add(said.text("configuration"));
      }
      table.row(row.toArray());
    }
    section(
        "Who said what, in the order in which it arrived",
        table,
        "Nobody is known to have said anything.");
  }

  private void conflicts() {
    Table table =
        new Table(
            "at", "agreed before", "held", "arrived", "winner", "rule", "what was done", "id");
    for (Json conflict : field.list("conflicts")) {
      Json sides = conflict.get("sides").orElse(new Json(Map.of()));
      table.row(
          Screen.time(conflict.text("at")),
          sides.get("base").map(Records::value).orElse(""),
          side(sides, "held"),
          side(sides, "arrived"),
          Records.winner(conflict),
          conflict.text("rule"),
          conflict.text("action"),
          conflict.text("id"));
    }
    section("Conflicts", table, "");
  }

  private static String side(Json sides, String name) {
    return sides.get(name).map(side -> side.text("system") + ": " + Records.value(side)).orElse("");
  }

  private void told() {
    Table table =
        new Table("sent", "to", "value", "result", "answered", "tries", "in its own words");
    int repeated = 0;
    for (Json told : field.list("told")) {
      if (told.flag("repeated") && !refused(told)) {
        repeated++;
      } else {
        table.row(
            Screen.time(told.optional("sentAt")),
            told.text("system"),
            told.flag("delete") ? "(deletion)" : Wording.value(told),
            told.get("ended").map(Wording::result).orElse("no answer yet"),
            told.get("ended").map(it -> Screen.time(it.text("at"))).orElse(""),
            told.get("ended").map(it -> Long.toString(it.number("attempts"))).orElse(""),
            as(told));
      }
    }
    section("Who was told, and how it ended", table, repeated > 0 ? "" : "Nobody was told.");
    if (repeated > 0) {
      if (table.isEmpty()) {
        screen.blank();
      }
      screen.line(
          repeated
              + (repeated == 1 ? " more delivery" : " more deliveries")
              + " carried what the system was known to hold already.");
    }
  }

  private static boolean refused(Json told) {
    return told.get("ended").filter(it -> it.text("result").equals("REFUSED")).isPresent();
  }

  /** The consumer's own words, where they are other words. */
  private String as(Json told) {
    return String.join(
        ", ",
        told.list("as").stream()
            .filter(
                it ->
                    !it.text("name").equals(field.text("name"))
                        || !it.text("value").equals(told.text("value")))
            .map(it -> it.text("name") + " = " + Records.value(it))
            .toList());
  }

  private void systems() {
    Table table = new Table("system", "holds", "since", "how it stands");
    for (Json system : field.list("systems")) {
      boolean gone = system.text("known").equals("GONE");
      table.row(
          system.text("system"),
          gone ? "(nothing)" : Wording.value(system),
          Screen.time(system.optional("since")),
          Wording.standing(system));
    }
    section("What each system holds now", table, "");
  }

  private void configurations() {
    if (configurations.size() > 1) {
      Table table = new Table("configuration", "in force since");
      for (Json one : configurations.values()) {
        table.row(
            one.text("id"),
            one.optional("appliedAt").map(Screen::time).orElse("not known")
                + (one.flag("current") ? ", and now" : ""));
      }
      section("Configurations", table, "");
    }
  }

  private void section(String title, Table table, String otherwise) {
    if (table.isEmpty() && otherwise.isEmpty()) {
      return;
    }
    screen.blank();
    screen.heading(table.isEmpty() ? otherwise : title);
    if (!table.isEmpty()) {
      screen.print(table);
    }
  }
}
