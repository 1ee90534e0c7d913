package homeroom.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** Watches a replay until it is over; it goes on in the hub whether somebody watches or not. */
final class ReplayProgress {

  private static final int WIDTH = 30;
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration LINE = Duration.ofSeconds(10);

  private final HubClient client;
  private final Screen screen;
  private final String id;
  private boolean over;

  ReplayProgress(HubClient client, Screen screen, String id) {
    this.client = client;
    this.screen = screen;
    this.id = id;
  }

  void watch() throws CliFailure {
    screen.line("Began " + id + ".");
    screen.flush();
    Thread left = new Thread(this::leave);
    Runtime.getRuntime().addShutdownHook(left);
    try {
      report(untilOver());
    } finally {
      over = true;
      try {
        Runtime.getRuntime().removeShutdownHook(left);
      } catch (IllegalStateException ending) {
        // It runs by now.
      }
    }
  }

  /** Ctrl-C ends the watching alone. */
  private void leave() {
    if (!over) {
      screen.blank();
      screen.line("It goes on in the hub.");
      screen.line("  homeroom replay show " + id);
      screen.line("  homeroom replay cancel " + id);
      screen.flush();
    }
  }

  private Json untilOver() throws CliFailure {
    boolean terminal = Ansi.AUTO.enabled();
    Instant lastLine = Instant.EPOCH;
    while (true) {
      Json job = HubClient.parse(client.get("/replays/" + id, Map.of()));
      if (isOver(job)) {
        if (terminal) {
          screen.replaceLine(bar(job));
          screen.blank();
        }
        return job;
      }
      if (terminal) {
        screen.replaceLine(bar(job));
      } else if (Instant.now().isAfter(lastLine.plus(LINE))) {
        screen.line(plain(job));
        screen.flush();
        lastLine = Instant.now();
      }
      rest();
    }
  }

  private static void rest() throws CliFailure {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CliFailure(
          "INTERRUPTED", "Watching the replay was interrupted.", "See homeroom replay list.");
    }
  }

  static boolean isOver(Json job) {
    return List.of("DONE", "CANCELLED").contains(job.text("status"));
  }

  /** What {@link #plain} says, behind a bar. */
  static String bar(Json job) {
    long all = job.number("toVoid") + job.number("toSend");
    long done = job.number("voided") + job.number("asked");
    int full = all == 0 ? WIDTH : (int) Math.min(WIDTH, done * WIDTH / all);
    return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + plain(job);
  }

  /** How far it is, how fast, and how long it will take at that speed. */
  static String plain(Json job) {
    long all = job.number("toVoid") + job.number("toSend");
    long done = job.number("voided") + job.number("asked");
    String text = done + " of " + all + (job.number("toVoid") > 0 ? " steps" : " records");
    double seconds =
        Duration.between(Instant.parse(job.text("startedAt")), Instant.parse(job.text("updatedAt")))
                .toMillis()
            / 1000.0;
    if (done == 0 || seconds < 1) {
      return text;
    }
    double rate = done / seconds;
    text += ", " + Math.round(rate) + "/s";
    return isOver(job) || done >= all
        ? text
        : text + ", " + time((long) Math.ceil((all - done) / rate)) + " left";
  }

  private static String time(long seconds) {
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
  }

  private void report(Json job) {
    ReplayShowCommand.print(job, screen);
  }
}
