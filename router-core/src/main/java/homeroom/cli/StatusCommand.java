package homeroom.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    description = "Shows how the hub and each system is.",
    footer = {"", "Example:", "  homeroom status --data /var/lib/homeroom"})
final class StatusCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;

  @Override
  public Integer call() {
    return hub.run(
        (client, screen) -> {
          String answer = client.get("/status", Map.of());
          if (!screen.json(answer)) {
            print(HubClient.parse(answer), screen);
          }
        });
  }

  private static void print(Json status, Screen screen) {
    Json hub = status.get("hub").orElseThrow();
    screen.heading(
        "Homeroom "
            + hub.text("version")
            + ", district "
            + hub.text("tenant")
            + ", configuration "
            + hub.text("configuration")
            + ", up "
            + Wording.duration(hub.number("uptimeSeconds")));
    screen.line(lookUps(status.get("indexer").orElseThrow()));
    sources(status, screen);
    consumers(status, screen);
    concerns(status.get("health").orElseThrow(), screen);
  }

  private static String lookUps(Json indexer) {
    return indexer
        .optional("lag")
        .map(
            lag ->
                lag.equals("0")
                    ? "Look-ups are up to date."
                    : "Look-ups are behind by " + lag + " messages.")
        .orElse("Look-ups are behind; by how much is not known.");
  }

  private static void sources(Json status, Screen screen) {
    Table table = new Table("source", "last batch", "result", "rows", "rejected", "next");
    for (Json system : status.list("systems")) {
      system
          .get("source")
          .ifPresent(
              source -> {
                Json batch = source.get("lastBatch").orElse(new Json(Map.of()));
                table.row(
                    system.text("system"),
                    Screen.time(batch.text("startedAt")),
                    batch.optional("status").orElse("none yet"),
                    sum(batch, "rows"),
                    sum(batch, "rejected"),
                    next(source));
              });
    }
    show(table, screen);
  }

  private static String next(Json source) {
    if (!source.flag("running")) {
      return Screen.time(source.text("next"));
    }
    String running = "running since " + Screen.time(source.text("runningSince"));
    long waiting = source.number("waiting");
    return waiting == 0 ? running : "%s, %d waiting".formatted(running, waiting);
  }

  private static long sum(Json batch, String column) {
    return batch.list("collections").stream().mapToLong(it -> it.number(column)).sum();
  }

  private static void consumers(Json status, Screen screen) {
    Table table =
        new Table(
            "consumer",
            "engine",
            "code",
            "since",
            "open",
            "retrying",
            "since",
            "waiting",
            "refused",
            "dropped",
            "in step",
            "per s",
            "lag");
    for (Json system : status.list("systems")) {
      system
          .get("consumer")
          .ifPresent(
              it ->
                  table.row(
                      system.text("system"),
                      it.text("engine"),
                      it.text("code"),
                      Screen.time(it.text("since")),
                      it.number("open"),
                      it.number("retrying"),
                      Screen.time(it.text("retryingSince")),
                      it.number("waiting"),
                      it.number("refused"),
                      it.number("dropped"),
                      it.number("inStep"),
                      rate(it),
                      it.number("lag")));
    }
    show(table, screen);
  }

  private static String rate(Json engine) {
    String perSecond = engine.text("perSecond");
    return perSecond.isEmpty()
        ? ""
        : new BigDecimal(perSecond).setScale(1, RoundingMode.HALF_UP).toPlainString();
  }

  private static void show(Table table, Screen screen) {
    if (!table.isEmpty()) {
      screen.blank();
      screen.print(table);
    }
  }

  private static void concerns(Json health, Screen screen) {
    if (!health.flag("progress")) {
      screen.blank();
      screen.trouble("The hub makes no progress:");
      health.list("broken").forEach(it -> concern("", it, screen));
    }
    if (!health.list("attention").isEmpty()) {
      screen.blank();
      screen.trouble("Needs attention:");
      health.list("attention").forEach(it -> concern(it.text("system") + ": ", it, screen));
    }
  }

  private static void concern(String system, Json failure, Screen screen) {
    screen.line("  " + system + failure.text("code") + ": " + failure.text("message"));
    screen.line("    " + failure.text("remedy"));
  }
}
