package homeroom.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "freshness",
    description = "Shows as of when what sources said is complete, and how far consumers are.",
    footer = {
      "",
      "Examples:",
      "  homeroom freshness",
      "  homeroom freshness lms --json",
      "",
      "A source is complete as of the time of its last export, or of the last look at it, of which"
          + " all was taken in and decided. A consumer is as far as the newest of these times"
          + " before which nothing is under way to it or waits. What it refused is counted apart."
    })
final class FreshnessCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;

  @Parameters(
      arity = "0..1",
      paramLabel = "SYSTEM",
      description = "The system that is asked about; else all.")
  private String system = "";

  @Override
  public Integer call() {
    return hub.run(
        (client, screen) -> {
          String answer = client.get("/freshness", Map.of("system", system));
          if (!screen.json(answer)) {
            Json freshness = HubClient.parse(answer);
            sources(freshness.list("sources"), screen);
            consumers(freshness.list("consumers"), screen);
          }
        });
  }

  private static void sources(List<Json> sources, Screen screen) {
    if (sources.isEmpty()) {
      return;
    }
    Table table = new Table("source", "complete as of", "age", "came", "decided", "next", "");
    for (Json source : sources) {
      table.row(
          source.text("system"),
          Screen.time(source.text("completeAt")),
          age(source),
          Screen.time(source.text("arrivedAt")),
          Screen.time(source.text("decidedAt")),
          Screen.time(source.optional("expectedBy").or(() -> source.optional("nextLook"))),
          state(source));
    }
    screen.print(table);
  }

  private static String state(Json source) {
    List<String> said = new ArrayList<>();
    if (source.flag("stale")) {
      said.add("stale");
    }
    source
        .optional("unaccepted")
        .ifPresent(status -> said.add("the last batch is " + status.toLowerCase(Locale.ROOT)));
    if (source.optional("completeAt").isEmpty()) {
      said.add(
          source.flag("speaks")
              ? "speaks by itself" + last(source)
              : "nothing of it is complete yet");
    }
    return String.join(", ", said);
  }

  private static String last(Json source) {
    return source.optional("lastEvent").map(at -> ", last at " + Screen.time(at)).orElse("");
  }

  private static void consumers(List<Json> consumers, Screen screen) {
    Table table = new Table("consumer", "of", "as of", "age", "owed", "");
    for (Json consumer : consumers) {
      for (Json source : consumer.list("sources")) {
        table.row(
            consumer.text("system"),
            source.text("system"),
            Screen.time(source.text("completeAt")),
            age(source),
            source.number("owed"),
            standing(source));
      }
    }
    if (!table.isEmpty()) {
      screen.blank();
      screen.print(table);
    }
    consumers.stream()
        .filter(it -> !it.list("refused").isEmpty())
        .forEach(it -> refused(it, screen));
  }

  private static String standing(Json source) {
    List<String> said = new ArrayList<>();
    if (source.optional("completeAt").isEmpty() && source.optional("lastEvent").isPresent()) {
      said.add("speaks by itself" + last(source));
    }
    if (!source.flag("newest")) {
      said.add("behind, since " + Screen.time(source.text("owedSince")));
    }
    if (source.number("inVain") > 0) {
      said.add(source.number("inVain") + " more wait in vain");
    }
    if (source.optional("fresh").filter("false"::equals).isPresent()) {
      said.add("older than it needs");
    }
    return String.join(", ", said);
  }

  private static void refused(Json consumer, Screen screen) {
    screen.blank();
    for (Json reason : consumer.list("refused")) {
      screen.line(
          reason.number("records")
              + " at "
              + consumer.text("system")
              + " do not count, because they were refused: "
              + reason.text("code"));
    }
    screen.line("  homeroom undelivered --to " + consumer.text("system") + " names some of them");
  }

  private static String age(Json of) {
    return of.optional("completeAt").isEmpty() ? "" : Wording.duration(of.number("ageSeconds"));
  }
}
