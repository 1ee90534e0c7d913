package homeroom.simulation;

import homeroom.api.Value;
import homeroom.authority.Choice;
import homeroom.authority.Dispute;
import homeroom.authority.Event;
import homeroom.authority.FieldState;
import homeroom.authority.RecordState;
import homeroom.planning.Decision;
import homeroom.planning.Effect;
import homeroom.planning.Input;
import homeroom.planning.KeyEffect;
import homeroom.planning.ReferenceEffect;
import homeroom.planning.Rules;
import homeroom.simulation.Site.Feed;
import homeroom.simulation.Site.Report;
import homeroom.wire.States;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A district of five systems and one record, driven by a list of numbers: whatever people, systems
 * and the network between them do, in whatever order. The same numbers always give the same run.
 */
final class Simulation {

  /** It goes on and on although nobody does anything. */
  static final class Restless extends RuntimeException {
    Restless() {
      super("it does not come to rest");
    }
  }

  private static final int LOOP = 3_000;
  private static final Instant TODAY = Instant.parse("2026-11-22T08:00:00Z");

  private final Shape shape;
  private final Decider decider;
  private final boolean wide;
  private final School.Book book;
  private final ChosenValues values;
  private final List<Site> sites = new ArrayList<>();
  private final Deque<Input> links = new ArrayDeque<>();
  private final Parents parents = new Parents(links::add);
  private final List<Step> steps = new ArrayList<>();
  private final List<Effect.Remind> reminders = new ArrayList<>();
  private final Story story = new Story();
  private Rules rules;
  private Instant now = TODAY;
  private boolean crashing = true;
  private boolean crashes;
  private boolean reconsidered = true;
  private RecordState state = RecordState.EMPTY;
  private int commands;

  Simulation(Shape shape) {
    this(shape, Decider.HUB, false);
  }

  /**
   * @param wide whether also what is known not to hold may happen
   */
  Simulation(Shape shape, Decider decider, boolean wide) {
    book = School.book(shape, wide);
    rules = book.first();
    this.shape = shape;
    this.decider = decider;
    this.wide = wide;
    values = new ChosenValues(shape.fewValues());
    add("sis", Feed.MARKED);
    add("lms", shape.looks() ? Feed.READ : shape.lmsIsMarked() ? Feed.MARKED : Feed.SILENT);
    add("idp", shape.looks() ? Feed.READ : Feed.SILENT);
    add("office", Feed.EXPORTS);
    add("warehouse", Feed.NONE);
    site("sis")
        .begin(
            row(
                "S",
                "family",
                "preferred",
                "email",
                "note",
                "school",
                "nick",
                "phone",
                "street",
                "city",
                "locker",
                "bus"));
    if (shape.lmsHasIt()) {
      site("lms").begin(row("L", "family", "preferred", "email", "phone", "street", "city", "bus"));
    }
  }

  private void add(String name, Feed feed) {
    // No two clocks agree.
    Duration skew = Duration.ofSeconds(90L * (sites.size() % 3 - 1));
    sites.add(
        new Site(name, feed, shape.wholeRows(), shape.namedDeliveries(), () -> now.plus(skew)));
  }

  private static Map<String, Value> row(String prefix, String... fields) {
    Map<String, Value> row = new LinkedHashMap<>();
    for (String field : fields) {
      row.put(field, Value.text(field.equals("school") ? "0" : prefix));
    }
    return row;
  }

  Site site(String name) {
    return sites.stream().filter(site -> site.name().equals(name)).findFirst().orElseThrow();
  }

  List<Site> sites() {
    return sites;
  }

  RecordState state() {
    return state;
  }

  List<Step> steps() {
    return steps;
  }

  /** Does one thing after the other, as the numbers say, and lets them have their effect. */
  Simulation run(List<Integer> choices) {
    if (shape.settled()) {
      quiet();
    }
    choices.forEach(this::step);
    return this;
  }

  /** A replay comes by the record. */
  Simulation replay(String system) {
    take(new Input.Reissued("replay-" + ++commands, system));
    return this;
  }

  /**
   * What a system confirmed no longer counts.
   *
   * @param gone whether it is thought to have lost the record
   */
  Simulation voids(String system, int epoch, boolean gone) {
    take(new Input.Voided("void-" + ++commands, system, epoch, gone));
    return this;
  }

  /** As if no process ever ended. */
  Simulation neverCrash() {
    crashing = false;
    return this;
  }

  /** Lets the hub read all that was said. */
  Simulation readAll() {
    sites.forEach(
        site -> {
          while (site.hasUnreadReports()) {
            site.nextReport().ifPresent(this::read);
          }
        });
    return this;
  }

  /** Every system says once more all that it holds, and the hub reads it. */
  Simulation restateAll() {
    for (Site site : sites) {
      site.restate();
      site.export();
    }
    return readAll();
  }

  private void step(int choice) {
    now = now.plusSeconds(60);
    Site site = sites.get(choice % 5);
    int detail = choice / 5 / ACTIONS;
    switch (choice / 5 % ACTIONS) {
      case 0, 1 -> edit(site, detail);
      case 2, 3, 4 -> at(site, Site::hasUnreadReports, it -> it.nextReport().ifPresent(this::read));
      case 5 -> site.repeatedReport(detail).ifPresent(this::read);
      case 6, 7, 8 -> at(site, Site::wasTold, Site::carryOut);
      case 9 -> at(site, Site::wasTold, Site::carryOutUnheard);
      case 10 -> {
        if (site.wasTold() && detail % 3 == 0) {
          site.refuse();
        }
      }
      case 11, 12, 13 -> at(site, Site::hasAnswers, this::answer);
      case 14 -> site.repeatedAnswer().ifPresent(this::take);
      case 15 -> at(site, Site::hasFiles, Site::importFiles);
      case 16 -> at(site, Site::exportIsOld, this::export);
      case 17 -> {
        if (shape.wholeRows()) {
          site.restate();
        }
      }
      case 18 -> parents.arrive("org/" + detail % 3);
      case 19 -> nextLink();
      case 20 -> {
        if (detail % 2 == 0) {
          take(new Input.Reconsidered("command-" + ++commands));
        } else {
          replay(site.name());
        }
      }
      case 21 -> remind();
      case 22 -> now = now.plus(Duration.ofMinutes(45));
      case 23 -> decideByPerson(site, detail);
      case 24 -> changeRules(detail);
      case 25 -> crashes = crashing;
      case 26 -> edit(site, detail);
      case 27 -> site.muddle(detail % 2 == 0);
      case 28 -> deleteOrCreate(site, detail);
      case 29 -> site.window().forEach(this::read);
      default -> throw new AssertionError();
    }
  }

  /** At the first system, from one on, at which there is something to do. */
  private void at(Site first, Predicate<Site> possible, Consumer<Site> action) {
    int from = sites.indexOf(first);
    for (int i = 0; i < sites.size(); i++) {
      Site site = sites.get((from + i) % sites.size());
      if (possible.test(site)) {
        action.accept(site);
        return;
      }
    }
  }

  private void nextLink() {
    Optional.ofNullable(links.poll()).ifPresent(this::take);
  }

  static final int ACTIONS = 30;

  /** Numbers below this one do everything that can be done. */
  static final int CHOICES = 5 * ACTIONS * 120;

  /** The actions that people take. */
  static final Set<Integer> PEOPLES = Set.of(0, 1, 10, 23, 24, 26, 28);

  void edit(int choice) {
    edit(sites.get(choice % 5), choice / 5);
  }

  private void edit(Site site, int detail) {
    List<String> all = School.TAKES.get(site.name());
    List<String> few = all.stream().filter(shape.focus()::contains).toList();
    List<String> fields = few.isEmpty() ? all : few;
    String field = fields.get(detail % fields.size());
    Value value = values.next(field, detail / fields.size(), site.marksOurWrites());
    if (site.edit(field, value)) {
      story.person(site.name(), field, value);
    }
  }

  private void deleteOrCreate(Site site, int detail) {
    // That a file, or a look, and a person's deletion cross is not told apart in every case yet.
    if (!shape.comesAndGoes() || (site.name().equals("office") || site.isRead()) && !wide) {
      return;
    }
    if (site.present()) {
      if (site.delete()) {
        story.personDeletes(site.name());
      }
      return;
    }
    Map<String, Value> row = new LinkedHashMap<>();
    int further = detail;
    for (String field : School.TAKES.get(site.name())) {
      row.put(field, values.next(field, further++, site.marksOurWrites()));
    }
    if (site.create(row)) {
      story.personCreates(site.name(), row);
    }
  }

  private void answer(Site site) {
    if (shape.heedful() && site.hasUnreadReports()) {
      return;
    }
    site.nextAnswer().ifPresent(answer -> take(answer, site.found(answer)));
  }

  void read(Report report) {
    String system = report.eventId().substring(0, report.eventId().indexOf('-'));
    Event event =
        new Event(
            report.eventId(),
            system,
            report.fields(),
            report.at(),
            now,
            report.echo(),
            report.delivery(),
            site(system).tellsWholeRows()
                ? OptionalLong.of(report.number())
                : OptionalLong.empty());
    take(new Input.Told(event, Optional.empty()), Optional.of(report));
  }

  private void take(Input input) {
    take(input, Optional.empty());
  }

  /** Whatever comes for the record before it was looked at again waits until it was. */
  private void take(Input input, Optional<Report> report) {
    if (!reconsidered) {
      reconsidered = true;
      decide(new Input.Reconsidered("early-" + ++commands), Optional.empty());
    }
    decide(input, report);
  }

  private void decide(Input input, Optional<Report> report) {
    if (crashes) {
      // It was decided, and nothing of that was written; the input comes again.
      crashes = false;
      Decision lost = decider.decide(rules, state, input);
      steps.add(new Step(input, report, rules, state, lost, true));
      story.crash(input);
      state = States.decode(States.encode(state));
    }
    Decision decision = decider.decide(rules, state, input);
    steps.add(new Step(input, report, rules, state, decision, false));
    story.decided(input, decision);
    state = States.decode(States.encode(decision.next()));
    decision.effects().forEach(this::follow);
  }

  private void follow(Effect effect) {
    switch (effect) {
      case Effect.Send send -> site(send.system()).tell(send);
      case Effect.Ask ask -> parents.ask(ask);
      case Effect.Withdraw withdraw -> parents.withdraw(withdraw);
      case Effect.Changed changed -> {}
      case Effect.Conflict conflict -> {}
      case Effect.Arrived arrived -> {}
      case Effect.AskChildren ask -> {}
      case Effect.Left left -> {}
      case Effect.Moved moved -> {}
      case ReferenceEffect reference -> {}
      case KeyEffect key -> throw new IllegalStateException("no record here has another key");
      case Effect.Remind remind -> reminders.add(remind);
    }
  }

  /** The time of some conflict ran out, a while ago or just now. */
  private void remind() {
    Optional<Effect.Remind> due =
        reminders.stream().filter(it -> !it.due().isAfter(now)).findFirst();
    due.ifPresent(
        remind -> {
          reminders.remove(remind);
          resolve(remind.field(), remind.conflict(), new Choice.ByRule(), Optional.empty());
        });
  }

  private void decideByPerson(Site site, int detail) {
    for (FieldState field : state.fields()) {
      Optional<Dispute> dispute = field.dispute();
      if (dispute.isPresent()) {
        Choice choice =
            detail % 2 == 0
                ? new Choice.Take(site.name())
                : new Choice.Give(values.next(field.name(), detail / 2, true));
        resolve(field.name(), dispute.get().id(), choice, Optional.of("Kim"));
        return;
      }
    }
  }

  private void resolve(String field, String conflict, Choice choice, Optional<String> person) {
    String id = person.isPresent() ? "decided-" + ++commands : "due:" + conflict;
    take(new Input.Resolved(id, field, conflict, choice, person, now));
  }

  /** Other rules hold from now on, and the record is looked at again some time later. */
  private void changeRules(int detail) {
    if (detail % 4 != 0) {
      return;
    }
    rules = rules == book.first() ? book.second() : book.first();
    story.rules(rules);
    reconsidered = false;
    links.add(new Input.Reconsidered("rules-" + ++commands));
  }

  /** Nobody changes anything more; all that is under way arrives, and files come and go. */
  Simulation quiet() {
    List.of("org/0", "org/1", "org/2").forEach(parents::arrive);
    int round = 0;
    while (!isQuiet()) {
      if (++round > LOOP) {
        throw new Restless();
      }
      calm();
    }
    return this;
  }

  private boolean isQuiet() {
    return links.isEmpty()
        && reminders.isEmpty()
        && sites.stream().allMatch(site -> site.isQuiet() && !site.exportIsOld());
  }

  private void calm() {
    now = now.plus(Duration.ofMinutes(10));
    remind();
    nextLink();
    for (Site site : sites) {
      site.nextReport().ifPresent(this::read);
      if (site.wasTold()) {
        site.carryOut();
      }
      answer(site);
      site.importFiles();
      if (site.exportIsOld()) {
        export(site);
      }
    }
  }

  /** Whoever is read shows what it holds at that moment. */
  private void export(Site site) {
    site.export();
    if (site.isRead()) {
      site.nextReport().ifPresent(this::read);
    }
  }

  Rules rules() {
    return rules;
  }

  boolean valuesRepeat() {
    return shape.fewValues();
  }

  Story story() {
    return story;
  }
}
