package homeroom.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** Lists what is in quarantine, by cause, or the entries of one. */
final class QuarantineList {

  @Option(names = "--system", paramLabel = "NAME", description = "Of one system.")
  private String system = "";

  @Option(
      names = "--direction",
      paramLabel = "in|out",
      description = "in: what came in. out: what was to be delivered.")
  private String direction = "";

  @Option(names = "--cause", paramLabel = "CAUSE", description = "The entries of one cause.")
  private String cause = "";

  @Option(names = "--all", description = "Also what is resolved or was dropped.")
  private boolean all;

  @Option(names = "--limit", paramLabel = "N", description = "How many at most; else 100.")
  private int limit = 100;

  void ask(HubClient client, Screen screen) throws CliFailure {
    Map<String, String> filter =
        Map.of(
            "system",
            system,
            "direction",
            direction,
            "cause",
            cause,
            "all",
            all ? "true" : "",
            "limit",
            Integer.toString(limit));
    String answer = client.get(cause.isEmpty() ? "/quarantine" : "/quarantine/entries", filter);
    if (screen.json(answer)) {
      return;
    }
    if (cause.isEmpty()) {
      causes(HubClient.parse(answer).list("causes"), screen);
    } else {
      entries(HubClient.parse(answer).list("entries"), screen);
    }
  }

  private void causes(List<Json> causes, Screen screen) {
    if (causes.isEmpty()) {
      screen.line("Nothing is in quarantine.");
      return;
    }
    Table table =
        all
            ? new Table("open", "tried", "over", "cause", "since", "for example")
            : new Table("open", "tried", "cause", "since", "for example");
    Set<String> explanations = new LinkedHashSet<>();
    for (Json one : causes) {
      Json example = one.get("example").orElseThrow();
      if (all) {
        table.row(
            one.number("open"),
            one.number("trying"),
            one.number("over"),
            one.text("cause"),
            Screen.time(one.text("since")),
            where(example));
      } else {
        table.row(
            one.number("open"),
            one.number("trying"),
            one.text("cause"),
            Screen.time(one.text("since")),
            where(example));
      }
      explanations.add(explained(example));
    }
    screen.print(table);
    screen.blank();
    explanations.forEach(screen::line);
  }

  /** The entries of a cause. */
  static void entries(List<Json> entries, Screen screen) {
    if (entries.isEmpty()) {
      screen.line("Nothing of it is in quarantine.");
      return;
    }
    Table table = new Table("id", "state", "since", "last", "tries", "what", "note");
    Set<String> explanations = new LinkedHashSet<>();
    for (Json entry : entries) {
      table.row(
          entry.text("id"),
          entry.text("state"),
          Screen.time(entry.text("since")),
          Screen.time(entry.text("last")),
          entry.number("attempts") == 0 ? "" : entry.number("attempts"),
          where(entry),
          entry.text("note"));
      explanations.add(explained(entry));
    }
    screen.print(table);
    screen.blank();
    explanations.forEach(screen::line);
  }

  /** The record, or the place where it was read. */
  static String where(Json entry) {
    String record = Records.name(entry);
    return record.isEmpty() ? entry.text("place") : record;
  }

  /** Why, and what to do. */
  static String explained(Json entry) {
    return (entry.text("code") + ": " + entry.text("message") + " " + entry.text("remedy")).strip();
  }
}
