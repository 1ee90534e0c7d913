package homeroom.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "undelivered",
    description = "Shows which records did not reach a system, and why.",
    footer = {
      "",
      "Example:",
      "  homeroom undelivered --to lms --since 48h",
      "",
      "Without --since the window is the last 48 hours. What has been due for longer and is still"
          + " missing is listed too, and counted apart. What waits for the same record is one line;"
          + " the 20 records that most wait for are named. A record that waits for several is"
          + " counted once, where most others wait. What a person dropped is not missing; how many"
          + " those are is said below."
    })
final class UndeliveredCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;

  @Option(
      names = {"--to", "--system"},
      required = true,
      paramLabel = "SYSTEM",
      description = "The system that should have them.")
  private String system = "";

  @Option(
      names = {"--since", "--from"},
      paramLabel = "TIME",
      converter = TimeOption.class,
      description = "From then on: a date, a time, or how long ago (48h).")
  private Optional<Instant> since = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = TimeOption.class,
      description = "Up to then; else now.")
  private Optional<Instant> until = Optional.empty();

  @Override
  public Integer call() {
    return hub.run(
        (client, screen) -> {
          Map<String, String> parameters = new LinkedHashMap<>();
          parameters.put("system", system);
          since.ifPresent(time -> parameters.put("from", time.toString()));
          until.ifPresent(time -> parameters.put("to", time.toString()));
          String answer = client.get("/undelivered", parameters);
          if (!screen.json(answer)) {
            print(HubClient.parse(answer), screen);
          }
        });
  }

  private static void print(Json undelivered, Screen screen) {
    String system = undelivered.text("system");
    List<Json> causes = undelivered.list("causes");
    long records = causes.stream().mapToLong(cause -> cause.number("records")).sum();
    screen.heading(
        (records == 0 ? "Nothing is missing at " + system : records + " not at " + system)
            + ", from "
            + Screen.time(undelivered.text("from"))
            + " to "
            + Screen.time(undelivered.text("to")));
    undelivered.get("engine").ifPresent(engine -> engine(system, engine, screen));
    if (!causes.isEmpty()) {
      causes(causes, screen);
    }
    rest(undelivered, screen);
  }

  private static void engine(String system, Json engine, Screen screen) {
    if (!engine.text("engine").equals("running")) {
      screen.trouble(
          "Delivery to "
              + system
              + " is "
              + engine.text("engine")
              + " since "
              + Screen.time(engine.text("since"))
              + ": "
              + engine.text("code"));
      screen.line("  " + engine.text("message"));
      screen.line("  " + engine.text("remedy"));
    }
  }

  private static void causes(List<Json> causes, Screen screen) {
    Table table = new Table("records", "state", "because of", "due since", "before", "for example");
    for (Json cause : causes) {
      table.row(
          cause.number("records"),
          cause.text("state"),
          because(cause),
          Screen.time(cause.text("oldest")),
          cause.number("dueBefore"),
          String.join(
              " ", cause.list("examples").stream().map(it -> example(it, parent(cause))).toList()));
    }
    screen.blank();
    screen.print(table);
    for (Json cause : causes) {
      cause
          .optional("detail")
          .ifPresent(detail -> screen.line(cause.text("reason") + said(cause) + ": " + detail));
    }
  }

  /** What the other system said, in codes. */
  private static String said(Json cause) {
    String said = (cause.text("category") + " " + cause.text("status")).strip();
    return said.isEmpty() ? "" : " (" + said + ")";
  }

  private static String because(Json cause) {
    return switch (cause.text("state")) {
      case "WAITING" -> "waits for " + awaited(cause);
      case "SENT" -> "no receipt yet";
      default -> cause.text("reason");
    };
  }

  private static String awaited(Json cause) {
    String parent = parent(cause);
    if (!parent.isEmpty()) {
      return parent;
    }
    String kind = cause.optional("reason").orElse("others");
    long parents = cause.number("parents");
    return parents == 0 ? kind : kind + " (" + parents + " others)";
  }

  /** The one record that all of a cause wait for; empty where there is none. */
  private static String parent(Json cause) {
    return cause.get("parent").map(Records::name).orElse("");
  }

  /** A record, and what it waits for beside what all of its line do. */
  private static String example(Json example, String parent) {
    List<String> also =
        example.texts("waitsFor").stream().filter(waited -> !waited.equals(parent)).toList();
    return Records.name(example) + (also.isEmpty() ? "" : " (" + String.join(", ", also) + ")");
  }

  private static void rest(Json undelivered, Screen screen) {
    if (undelivered.number("dropped") > 0) {
      screen.blank();
      screen.line(
          undelivered.number("dropped")
              + " were dropped: what was refused shall not reach it. See homeroom quarantine list"
              + " --all --direction out.");
    }
    if (undelivered.number("recovered") > 0) {
      screen.blank();
      screen.line(
          undelivered.number("recovered") + " were refused in that time and are there now.");
    }
    if (undelivered.number("handedOver") > 0) {
      screen.blank();
      screen.line(undelivered.number("handedOver") + " were handed over and not seen there since.");
    }
    if (!undelivered.list("quarantined").isEmpty()) {
      screen.blank();
      screen.line("In that time these went into quarantine before they could reach any system:");
      for (Json kept : undelivered.list("quarantined")) {
        screen.line(
            "  "
                + kept.number("entries")
                + " of "
                + kept.text("system")
                + ", "
                + kept.text("code")
                + ": "
                + kept.text("message"));
        screen.line("    " + kept.text("remedy"));
      }
    }
  }
}
