package homeroom.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = "Shows an entry, or every entry of a cause, with all that is known of it.",
    footer = {
      "",
      "Examples:",
      "  homeroom quarantine show lms:out:student:HTTP_422",
      "  homeroom quarantine show q-Zm9vYmFyYmF6cXV4MTIzNA"
    })
final class QuarantineShowCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;

  @Parameters(paramLabel = "ID|CAUSE", description = "As homeroom quarantine list shows it.")
  private String what = "";

  @Option(names = "--all", description = "Of a cause, also what is resolved or was dropped.")
  private boolean all;

  @Option(names = "--limit", paramLabel = "N", description = "How many at most; else 100.")
  private int limit = 100;

  @Override
  public Integer call() {
    return hub.run(this::show);
  }

  private void show(HubClient client, Screen screen) throws CliFailure {
    String answer =
        client.get(
            "/quarantine/entries",
            Map.of("cause", what, "all", all ? "true" : "", "limit", Integer.toString(limit)));
    List<Json> entries = HubClient.parse(answer).list("entries");
    if (entries.isEmpty()) {
      answer = client.get("/quarantine/entries/" + HubClient.encoded(what), Map.of());
      entries = List.of(HubClient.parse(answer));
    }
    if (!screen.json(answer)) {
      for (Json entry : entries) {
        print(entry, screen);
      }
    }
  }

  private static void print(Json entry, Screen screen) {
    screen.heading(entry.text("id") + " " + entry.text("state").toLowerCase(Locale.ROOT));
    line(screen, "cause", entry.text("cause"));
    line(screen, "record", Records.name(entry));
    line(screen, "place", entry.text("place"));
    line(screen, "batch", entry.text("batch"));
    line(screen, "delivery", entry.text("delivery"));
    line(screen, "category", entry.text("category"));
    line(screen, "status", entry.text("status"));
    line(screen, "request", entry.text("requestId"));
    line(screen, "tries", entry.number("attempts") == 0 ? "" : "" + entry.number("attempts"));
    line(screen, "since", Screen.time(entry.text("since")));
    line(screen, "last", Screen.time(entry.text("last")));
    line(screen, "ended", Screen.time(entry.text("endedAt")));
    line(screen, "note", entry.text("note"));
    screen.line("  " + QuarantineList.explained(entry));
  }

  private static void line(Screen screen, String name, String value) {
    if (!value.isEmpty()) {
      screen.line("  " + name + " ".repeat(10 - name.length()) + value);
    }
  }
}
