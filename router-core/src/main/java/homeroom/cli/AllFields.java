package homeroom.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prints the story of every field in a line or two. */
final class AllFields {

  private final Json story;
  private final Screen screen;

  AllFields(Json story, Screen screen) {
    this.story = story;
    this.screen = screen;
  }

  void print() {
    screen.heading(
        Records.name(story)
            + (story.get("exists").isPresent() && !story.flag("exists")
                ? ", does not exist any more"
                : ""));
    truths();
    others();
    behind();
    screen.blank();
    screen.line("The whole story of a field: homeroom explain " + Records.name(story) + " FIELD");
  }

  private void truths() {
    Table table = new Table("field", "value", "said by", "happened", "arrived", "rule", "from");
    for (Json field : story.list("fields")) {
      Json now = field.get("now").orElse(new Json(Map.of()));
      Json source = now.get("source").orElse(new Json(Map.of()));
      table.row(
          field.text("name"),
          now.optional("type").isEmpty() ? "(nothing)" : Records.value(now),
          now.text("system"),
          Screen.time(now.text("occurredAt")),
          Screen.time(now.text("since")),
          now.text("rule"),
          Wording.from(source));
    }
    section("What is true, and who said so", table);
  }

  /** What was said and is not true: the reason why people ask. */
  private void others() {
    Table table = new Table("arrived", "field", "system", "value", "decision", "from");
    for (Json field : story.list("fields")) {
      for (Json said : field.list("said")) {
        if (isContested(said)) {
          table.row(
              Screen.time(said.text("arrivedAt")),
              field.text("name"),
              said.text("system"),
              Wording.value(said),
              Wording.decision(said),
              Wording.from(said));
        }
      }
    }
    section("What was said and not simply accepted", table);
  }

  private static boolean isContested(Json said) {
    return List.of("UNAUTHORISED", "CONFLICT", "INITIAL_MISMATCH", "CONVERGED")
        .contains(said.text("decision"));
  }

  private void behind() {
    Table table = new Table("field", "system", "holds", "how it stands");
    List<String> inStep = new ArrayList<>();
    for (Json field : story.list("fields")) {
      for (Json system : field.list("systems")) {
        if (system.flag("same")) {
          inStep.add(system.text("system"));
        } else {
          table.row(
              field.text("name"),
              system.text("system"),
              system.text("known").equals("GONE") ? "(nothing)" : Wording.value(system),
              Wording.standing(system));
        }
      }
    }
    section("Who holds something else, or is not known to hold it", table);
    if (table.isEmpty() && !inStep.isEmpty()) {
      screen.blank();
      screen.line(
          "Every system that has these fields holds the same: "
              + String.join(", ", inStep.stream().distinct().sorted().toList())
              + ".");
    }
  }

  private void section(String title, Table table) {
    if (!table.isEmpty()) {
      screen.blank();
      screen.heading(title);
      screen.print(table);
    }
  }
}
