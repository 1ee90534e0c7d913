package homeroom.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "reconcile",
    description = {
      "Compares what a system holds with what it should hold, or with --batch what a source",
      "exported with what the hub holds: equal, different by field, missing, inactive, extra,",
      "duplicate."
    },
    footer = {
      "",
      "Examples:",
      "  homeroom reconcile lms",
      "  homeroom reconcile lms --entity student --format html > lms.html",
      "  homeroom reconcile lms --repair",
      "  homeroom reconcile sis --batch sha256-0f3a…",
      "  homeroom reconcile --cancel reconcile-1f3a9c2e-0b1d",
      "",
      "Ends with 0 if all is equal, with 3 if not, and with 1 if it could not be compared.",
      "A repair sends what is missing or different again, whole and with the value of now, and"
          + " asks",
      "before that. What is extra, there twice or inactive is told and left alone, and so is what",
      "the hub knows of already."
    })
final class ReconcileCommand implements Callable<Integer> {

  private static final int NOT_EQUAL = 3;
  private static final int NOT_COMPARED = 1;
  private static final int AT_ONCE = 1_000;
  private static final Duration LOOK = Duration.ofMillis(300);

  @Mixin private HubOptions hub;

  @Parameters(arity = "0..1", paramLabel = "SYSTEM", description = "Which system.")
  private String system = "";

  @Option(
      names = "--batch",
      paramLabel = "ID",
      description = "Of a source: which batch, as homeroom batches shows it.")
  private Optional<String> batch = Optional.empty();

  @Option(names = "--entity", paramLabel = "NAME", description = "Of one kind of record.")
  private Optional<String> entity = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, json, csv, or html: a page that can be printed; else text.")
  private Format format = Format.TEXT;

  @Option(
      names = "--values",
      description = "Say what stands in the fields, and not only which differ.")
  private boolean values;

  @Option(
      names = "--repair",
      description = "Send again what is missing or different at the system.")
  private boolean repair;

  @Option(names = "--wake", description = "With --repair: what is inactive there as well.")
  private boolean wake;

  @Option(
      names = "--most",
      description = "With --repair: also if that is more than half of what should be there.")
  private boolean most;

  @Option(names = "--yes", description = "With --repair: go on without asking.")
  private boolean yes;

  @Option(
      names = "--cancel",
      paramLabel = "ID",
      description = "End a comparison that goes on or waits.")
  private Optional<String> cancelled = Optional.empty();

  @Option(names = "--as", paramLabel = "NAME", description = "Who asks; else who is logged in.")
  private String person = System.getProperty("user.name", "somebody");

  private int outcome;

  /** How it is printed. */
  enum Format {
    TEXT,
    JSON,
    CSV,
    HTML;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() {
    int status = hub.run(this::reconcile);
    return status == 0 ? outcome : status;
  }

  private void reconcile(HubClient client, Screen screen) throws CliFailure {
    if (cancelled.isPresent()) {
      cancel(client, screen, cancelled.get());
      return;
    }
    Format as = screen.wantsJson() ? Format.JSON : format;
    check(as);
    Json done = untilDone(client, screen, begun(client), as);
    ReconcileReport report = new ReconcileReport(done, findings(client, done.text("id")));
    outcome = done.flag("equal") ? 0 : done.flag("compared") ? NOT_EQUAL : NOT_COMPARED;
    print(report, as, screen);
    if (repair && done.number("repairable") + (wake ? done.number("wakeable") : 0) > 0) {
      screen.blank();
      screen.flush();
      new ReconcileRepair(client, screen, done, body()).run(yes);
    }
  }

  private static void cancel(HubClient client, Screen screen, String id) throws CliFailure {
    String ended = client.delete("/reconciliations/" + HubClient.encoded(id));
    if (!screen.json(ended)) {
      screen.line("Ended " + id + ".");
    }
  }

  private Map<String, @Nullable Object> body() {
    Map<String, @Nullable Object> body = new HashMap<>();
    body.put("person", person);
    body.put("wake", wake);
    body.put("most", most);
    return body;
  }

  private void check(Format as) throws CliFailure {
    if (system.isEmpty()) {
      throw new CliFailure(
          "RECONCILE_SYSTEM_MISSING",
          "Nothing was said of which system is to be compared.",
          "Name it: homeroom reconcile SYSTEM.");
    }
    if (repair && batch.isPresent()) {
      throw new CliFailure(
          "RECONCILE_BATCH_NOT_REPAIRED",
          "What a batch says is not repaired by a comparison.",
          "Read it again: homeroom replay --source " + system + " --batch ID --dry-run.");
    }
    if (repair && as != Format.TEXT) {
      throw new CliFailure(
          "RECONCILE_REPAIR_FORMAT",
          "A repair is watched as text, and the report is wanted in another format.",
          "Write the report first, and repair without --format.");
    }
  }

  private Json begun(HubClient client) throws CliFailure {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("system", system);
    batch.ifPresent(id -> body.put("batch", id));
    entity.ifPresent(name -> body.put("entity", name));
    body.put("values", values);
    return HubClient.parse(client.post("/reconciliations", List.of(new Json(body).write())));
  }

  private static Json untilDone(HubClient client, Screen screen, Json begun, Format as)
      throws CliFailure {
    boolean watched = as == Format.TEXT && Ansi.AUTO.enabled();
    String path = "/reconciliations/" + HubClient.encoded(begun.text("id"));
    Json now = begun;
    while (now.text("status").equals("RUNNING")) {
      if (watched) {
        screen.replaceLine(now.number("read") + " read");
      }
      rest();
      now = HubClient.parse(client.get(path, Map.of()));
    }
    if (watched) {
      screen.replaceLine("");
    }
    if (now.text("status").equals("FAILED")) {
      throw new CliFailure(now.text("code"), now.text("message"), now.text("remedy"));
    }
    return now;
  }

  private static void rest() throws CliFailure {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CliFailure(
          "INTERRUPTED", "Waiting for the comparison was interrupted.", "Compare once more.");
    }
  }

  private static List<Json> findings(HubClient client, String id) throws CliFailure {
    List<Json> findings = new ArrayList<>();
    Optional<String> from = Optional.of("0");
    while (from.isPresent()) {
      Json page =
          HubClient.parse(
              client.get(
                  "/reconciliations/" + HubClient.encoded(id) + "/findings",
                  Map.of("from", from.get(), "limit", Integer.toString(AT_ONCE))));
      findings.addAll(page.list("findings"));
      from = page.optional("next");
    }
    return findings;
  }

  private static void print(ReconcileReport report, Format as, Screen screen) {
    switch (as) {
      case TEXT -> report.print(screen);
      case JSON -> screen.line(report.json());
      case CSV -> ReconcileCsv.lines(report).forEach(screen::line);
      case HTML -> ReconcileHtml.lines(report).forEach(screen::line);
    }
  }
}
