package homeroom.app.chaos;

import homeroom.app.demo.Comparison;
import homeroom.app.demo.DemoFailure;
import homeroom.app.demo.Narrator;
import homeroom.app.demo.Outside;
import homeroom.app.demo.Standing;
import homeroom.app.report.Report;
import homeroom.config.Configuration;
import homeroom.config.ConsumerSetup;
import homeroom.config.SourceSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One run, from the first export to the last check. */
final class Chaos {

  /** A hub that goes on asking and being answered nothing new has nothing left to do. */
  private static final int QUIET_LOOKS = 5;

  private final Stage stage;
  private final Outside outside;
  private final Configuration configuration;
  private final Narrator narrator;
  private final Report report;
  private final Path findings;

  /**
   * @param findings where records are named that are not as they should be
   */
  Chaos(
      Stage stage,
      Outside outside,
      Configuration configuration,
      Narrator narrator,
      Report report,
      Path findings) {
    this.stage = stage;
    this.outside = outside;
    this.configuration = configuration;
    this.narrator = narrator;
    this.report = report;
    this.findings = findings;
  }

  /**
   * @param wide whether people also change what deliveries on their way there write
   */
  void play(TroublePlan plan, long seed, boolean wide) throws IOException, DemoFailure {
    WarehouseNotes warehouse = new WarehouseNotes(outside.warehouse());
    try {
      check(work(plan, new Beginning(seed, wide), warehouse), warehouse);
    } catch (NotSettled busy) {
      unsettled(busy, warehouse);
    }
  }

  /** What people do follows from it. */
  private record Beginning(long seed, boolean wide) {}

  /** All that happens, until it is over; returns what people said. */
  private List<Edit> work(TroublePlan plan, Beginning beginning, WarehouseNotes warehouse)
      throws IOException, DemoFailure, NotSettled {
    Instant start = Instant.now();
    stage.start();
    outside.reportTo(stage.address());
    outside.exportFromSis();
    stage.api().poll("sis");
    // The first look at the identity provider only learns what it was told.
    awaitQuiet();
    stage.api().poll("idp");
    awaitQuiet();
    warehouse.begin();
    took("beginning_seconds", start);
    narrator.say("The district is known to all systems; now %d troubles.", plan.steps().size());
    People people = new People(outside, beginning.seed(), beginning.wide());
    try (Troublemaker troubles = new Troublemaker(stage, outside, warehouse);
        Work work = new Work(outside, stage.api(), people)) {
      work.begin();
      troubles.begin(plan);
      troubles.await();
      work.end();
      note(troubles, plan);
      Instant end = Instant.now();
      settle(work);
      took("settled_seconds", end);
    }
    return people.edits();
  }

  private void took(String figure, Instant since) {
    report.figure(figure, Duration.between(since, Instant.now()).toMillis() / 1000.0);
  }

  /** What must hold at every moment is checked; the rest cannot be known yet. */
  private void unsettled(NotSettled why, WarehouseNotes warehouse) throws IOException {
    report.check("all came to rest in time", false);
    narrator.plain(
        "%nDid not come to rest: %s. That is no wrong result yet. Only what must hold at every"
            + " moment is checked. A busy machine makes this slow, but not still: see the logs.",
        why.getMessage());
    try (HubLog log = new HubLog(stage.servers(), configuration.tenant())) {
      Truth truth = new Truth(configuration, log.golden());
      order(new Histories(outside, truth.last()).all(warehouse), truth);
    }
    created();
  }

  private void note(Troublemaker troubles, TroublePlan plan) {
    report.figure("troubles", plan.steps().size());
    report.figure("hub_killed", troubles.kills());
    report.figure("broker_restarted", troubles.brokerRestarts());
    report.figure("second_hubs", troubles.secondHubs());
    report.figure("rebuilt_empty", troubles.rebuilds());
    report.figure("troubles_at_systems", troubles.atSystems());
    report.figure("hub_ended_by_itself", stage.hub().endedByItself());
    report.check(
        "all that was planned happened",
        troubles.kills()
                + troubles.brokerRestarts()
                + troubles.secondHubs()
                + troubles.rebuilds()
                + troubles.atSystems()
            == plan.steps().size());
    report.check("the broker never ended by itself", stage.broker().endedByItself() == 0);
  }

  /** Twice, because what was delivered shows in the next exports. */
  private void settle(Work work) throws IOException, DemoFailure, NotSettled {
    for (int round = 0; round < 2; round++) {
      Patience.until(
          "the hub has looked at all sources",
          () -> {
            stage.awaitHub();
            work.askForAll();
            return true;
          });
      awaitQuiet();
    }
    report.check("all came to rest in time", true);
  }

  private void awaitQuiet() throws DemoFailure, NotSettled {
    Operator operator = new Operator(stage.api());
    Patience.untilNothing(
        "are on their way",
        QUIET_LOOKS,
        () -> {
          long left = outside.lms().stats().eventsPending();
          left += Standing.read(stage.api()).left() + operator.goingOn();
          boolean well = stage.api().get("/status").at("/health/progress").asBoolean();
          boolean empty = stage.api().all("/records", "records", Map.of()).isEmpty();
          return left + (well ? 0 : 1) + (empty ? 1 : 0);
        });
  }

  private void check(List<Edit> edits, WarehouseNotes warehouse) throws IOException, DemoFailure {
    Truth truth;
    Accounts accounts;
    try (HubLog log = new HubLog(stage.servers(), configuration.tenant())) {
      List<String> sources = configuration.sources().stream().map(SourceSetup::system).toList();
      // In this order: what is said meanwhile would not be accounted for yet.
      List<String> consumers =
          configuration.consumers().stream().map(ConsumerSetup::system).toList();
      List<Said> said = log.said(sources, consumers);
      List<Moved> moved = log.moved();
      truth = new Truth(configuration, log.golden());
      accounts = Accounts.of(edits, said, moved, truth.last());
      report.figure("movements", moved.size());
    }
    account(edits, accounts);
    order(new Histories(outside, truth.last()).all(warehouse), truth);
    created();
    compare();
  }

  private void account(List<Edit> edits, Accounts accounts) throws IOException {
    report.figure("edits", edits.size());
    report.figure("edits_said", accounts.found());
    report.figure("edits_overtaken", accounts.overtaken());
    report.figure("events", accounts.events());
    report.figure("events_accounted_for", accounts.events() - accounts.unaccounted().size());
    check("edits_lost", "every edit is an event, or a later one overtook it", accounts.lost());
    check("events_unaccounted", "every event is accounted for", accounts.unaccounted());
    check("ended_twice", "nothing was accepted or delivered twice", accounts.twice());
    check("untrue", "what was said last is true", accounts.untrue());
  }

  private void order(List<Written> all, Truth truth) throws IOException {
    Map<Written.Order, List<Written>> orders = new EnumMap<>(Written.Order.class);
    for (Written written : all) {
      orders.computeIfAbsent(truth.order(written), none -> new ArrayList<>()).add(written);
    }
    report.figure("fields_watched", all.size());
    report.figure("values_written", all.stream().mapToLong(one -> one.values().size()).sum());
    List<Written> back = orders.getOrDefault(Written.Order.BACK, List.of());
    List<Written> strange = orders.getOrDefault(Written.Order.STRANGE, List.of());
    check("went_back", "no version went back at a consumer", back);
    check("never_true", "all that was written was true once", strange);
  }

  private void created() {
    long lms = outside.lms().duplicates();
    long idp = outside.idp().stats().duplicates();
    long sis = outside.sis().duplicates();
    report.figure("lms.created_twice", lms);
    report.figure("idp.created_twice", idp);
    report.figure("sis.created_twice", sis);
    report.check("nothing was created twice", lms + idp + sis == 0);
  }

  private void compare() throws IOException, DemoFailure {
    for (Comparison.Difference difference :
        new Comparison(configuration, stage.api(), outside.sis()).compare()) {
      report.figure(difference.system() + ".records", difference.records());
      check(
          difference.system() + ".differences",
          difference.system() + " holds the golden records",
          difference.none() ? List.of() : List.of(difference));
    }
  }

  /** Findings name records, so they go into a file and not into what is printed. */
  private void check(String figure, String name, List<?> wrong) throws IOException {
    report.figure(figure, wrong.size());
    if (!report.check(name, wrong.isEmpty())) {
      List<String> lines = new ArrayList<>();
      lines.add(name + ": not so for");
      wrong.forEach(one -> lines.add("  " + one));
      Files.write(findings, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }
}
