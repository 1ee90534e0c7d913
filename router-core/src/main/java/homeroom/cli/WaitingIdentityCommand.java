package homeroom.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "waiting",
    description = {
      "Shows what systems told of ids of their own of which it is not known whose they are.",
      "It is decided, in its order, as soon as a receipt or a row teaches that."
    },
    footer = {"", "Example:", "  homeroom identity waiting --system lms"})
final class WaitingIdentityCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;

  @Option(names = "--system", paramLabel = "NAME", description = "Of this system only.")
  private String system = "";

  @Override
  public Integer call() {
    return hub.run(
        (client, screen) -> {
          Map<String, String> parameters = new LinkedHashMap<>();
          parameters.put("system", system);
          String answer = client.get("/identity/waiting", parameters);
          if (!screen.json(answer)) {
            print(HubClient.parse(answer).list("waiting"), screen);
          }
        });
  }

  private static void print(List<Json> waiting, Screen screen) {
    if (waiting.isEmpty()) {
      screen.heading("Nothing waits for an id to become known");
      return;
    }
    screen.heading(waiting.size() + " ids are not known yet");
    Table table = new Table("id", "system", "events", "since", "last");
    for (Json one : waiting) {
      table.row(
          Records.name(one),
          one.text("system"),
          one.number("events"),
          Screen.time(one.text("since")),
          Screen.time(one.text("last")));
    }
    screen.blank();
    screen.print(table);
  }
}
