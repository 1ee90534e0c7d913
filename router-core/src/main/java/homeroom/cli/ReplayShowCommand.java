package homeroom.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = "Shows how far a replay is and what became of its records.",
    footer = {"", "Example:", "  homeroom replay show replay-1f3a9c2e-0b1d"})
final class ReplayShowCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;

  @Parameters(paramLabel = "ID", description = "The replay's id.")
  private String id = "";

  @Override
  public Integer call() {
    return hub.run(
        (client, screen) -> {
          String answer = client.get("/replays/" + HubClient.encoded(id), Map.of());
          if (!screen.json(answer)) {
            print(HubClient.parse(answer), screen);
          }
        });
  }

  static void print(Json job, Screen screen) {
    screen.heading(job.text("id") + " to " + job.text("system") + ": " + status(job));
    screen.line(ReplayProgress.plain(job));
    Json decided = job.get("decided").orElseThrow();
    line(screen, decided.number("CONFIRMATION_VOID"), "were voided");
    line(screen, decided.number("REPLAY_SENT"), "were sent");
    job.get("ended")
        .ifPresent(
            ended -> {
              line(screen, ended.number("DELIVERED"), "of them are there");
              line(screen, ended.number("HANDED_OVER"), "of them were handed over");
              line(screen, ended.number("REFUSED"), "of them were refused");
            });
    line(screen, decided.number("REPLAY_WAITING"), "wait for others and leave after them");
    line(screen, decided.number("REPLAY_UNDER_WAY"), "were under way already");
    line(screen, decided.number("REPLAY_HANDED_OVER"), "were handed over before");
    line(screen, decided.number("REPLAY_UNMAPPED"), "cannot be mapped: see homeroom quarantine");
    line(screen, decided.number("REPLAY_NOTHING_OWED"), "were owed nothing");
  }

  static String status(Json job) {
    return switch (job.text("status")) {
      case "VOIDING" -> "voids what was confirmed";
      case "SENDING" -> "sends what is owed";
      case "DONE" -> "done";
      default -> "cancelled";
    };
  }

  private static void line(Screen screen, long records, String what) {
    if (records > 0) {
      screen.line("  " + records + " " + what);
    }
  }
}
