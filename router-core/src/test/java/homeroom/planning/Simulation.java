package homeroom.planning;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Authority;
import homeroom.authority.Comparison;
import homeroom.authority.EntityRules;
import homeroom.authority.Event;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldType;
import homeroom.authority.RecordState;
import homeroom.planning.Site.Feed;
import homeroom.planning.Site.Report;
import homeroom.wire.States;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A district of five systems and one record, driven by a list of numbers: whatever people, systems
 * and the network between them do, in whatever order. The same numbers always give the same run.
 */
final class Simulation {

  /**
   * What differs between districts.
   *
   * @param wholeRows whether a change is told with all other fields of its row; only for the
   *     heedful, since a row that was read before our write cannot be told from one that undid it
   * @param namedDeliveries whether an echo names the delivery that it reports
   * @param lmsIsMarked whether the LMS tells our writes from people's edits
   * @param lmsHasIt whether the LMS has the record, differently, before the hub hears of it
   * @param fewValues whether fields take on the same values again and again
   * @param heedful whether a receipt waits until all that its system said before was read
   */
  record Shape(
      boolean wholeRows,
      boolean namedDeliveries,
      boolean lmsIsMarked,
      boolean lmsHasIt,
      boolean fewValues,
      boolean heedful) {

    /** What "whatever arrives first" takes for granted: values that tell who wrote them. */
    Shape heeding() {
      return new Shape(wholeRows, namedDeliveries, lmsIsMarked, lmsHasIt, false, true);
    }
  }

  /** An input and what was decided; for what a system said, which fields people had changed. */
  record Step(Input input, Set<String> edited, RecordState before, Decision decision) {
    @Override
    public String toString() {
      return input + " -> " + decision.effects() + " from " + before;
    }

    <T extends Effect> List<T> only(Class<T> type) {
      return decision.effects().stream().filter(type::isInstance).map(type::cast).toList();
    }
  }

  static final RecordKey RECORD = District.RECORD;
  private static final int LOOP = 3_000;

  static final Map<String, FieldRules> FIELDS =
      Map.of(
          "family",
          ranked("family", "sis"),
          "preferred",
          ranked("preferred", "lms", "sis"),
          "email",
          ranked("email", "idp", "lms", "sis"),
          "note",
          ranked("note", "office", "sis"),
          "school",
          new FieldRules(
              "school",
              FieldType.REFERENCE,
              Optional.of("org"),
              Comparison.EXACT,
              List.of(Authority.always("sis"))),
          FieldRules.EXISTS,
          ranked(FieldRules.EXISTS, "sis"));

  static final Map<String, List<String>> TAKES =
      Map.of(
          "sis", List.of("email", "family", "note", "preferred"),
          "lms", List.of("email", "family", "preferred", "school"),
          "idp", List.of("email", "preferred"),
          "office", List.of("family", "note", "preferred"),
          "warehouse", List.of("email", "family", "note", "preferred"));

  private final Shape shape;
  private final DecisionEngine engine = new DecisionEngine(rules());
  private final List<Site> sites = new ArrayList<>();
  private final Deque<Input> links = new ArrayDeque<>();
  private final Set<Ask> asked = new HashSet<>();
  private final Set<String> parentsThere = new HashSet<>();
  private final List<Step> steps = new ArrayList<>();
  private RecordState state = RecordState.EMPTY;
  private int values;
  private int commands;
  private int arrivals;

  private record Ask(String parent, String system) {}

  Simulation(Shape shape) {
    this.shape = shape;
    add("sis", Feed.MARKED);
    add("lms", shape.lmsIsMarked() ? Feed.MARKED : Feed.SILENT);
    add("idp", Feed.SILENT);
    add("office", Feed.EXPORTS);
    add("warehouse", Feed.NONE);
    site("sis").begin(row("S", "family", "preferred", "email", "note", "school"));
    if (shape.lmsHasIt()) {
      site("lms").begin(row("L", "family", "preferred", "email"));
    }
  }

  private void add(String name, Feed feed) {
    sites.add(new Site(name, feed, shape.wholeRows(), shape.namedDeliveries()));
  }

  private static Map<String, Value> row(String prefix, String... fields) {
    Map<String, Value> row = new LinkedHashMap<>();
    for (String field : fields) {
      row.put(field, Value.text(prefix));
    }
    return row;
  }

  private static FieldRules ranked(String name, String... systems) {
    return District.field(
        name, List.of(systems).stream().map(Authority::always).toArray(Authority[]::new));
  }

  static Rules rules() {
    List<Subscription> subscriptions =
        TAKES.keySet().stream().sorted().map(Simulation::subscription).toList();
    return new Rules(
        "c1",
        Map.of("student", new EntityRules("student", FIELDS)),
        Map.of("student", subscriptions));
  }

  static Subscription subscription(String system) {
    List<String> fields = TAKES.get(system);
    ConsumerMapping mapping =
        system.equals("warehouse") ? new Merged(Set.copyOf(fields)) : new Same(Set.copyOf(fields));
    return new Subscription(
        system,
        "student",
        "people",
        mapping,
        fields.contains("school")
            ? List.of(new Subscription.Reference("school", "org"))
            : List.of(),
        system.equals("lms") ? List.of("idp") : List.of());
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
    choices.forEach(this::step);
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
    Site site = sites.get(choice % 5);
    int detail = choice / 5 / ACTIONS;
    switch (choice / 5 % ACTIONS) {
      case 0, 1 -> edit(site, detail);
      case 2, 3, 4 -> site.nextReport().ifPresent(this::read);
      case 5 -> site.repeatedReport(detail).ifPresent(this::read);
      case 6, 7, 8 -> {
        if (site.wasTold()) {
          site.carryOut();
        }
      }
      case 9 -> {
        if (site.wasTold()) {
          site.carryOutUnheard();
        }
      }
      case 10 -> {
        if (site.wasTold()) {
          site.refuse();
        }
      }
      case 11, 12, 13 -> answer(site);
      case 14 -> site.repeatedAnswer().ifPresent(this::take);
      case 15 -> site.importFiles();
      case 16 -> site.export();
      case 17 -> {
        if (shape.wholeRows()) {
          site.restate();
        }
      }
      case 18 -> arrive("org/" + detail % 3);
      case 19 -> Optional.ofNullable(links.poll()).ifPresent(this::take);
      case 20 -> take(new Input.Reconsidered("command-" + ++commands));
      default -> throw new AssertionError();
    }
  }

  static final int ACTIONS = 21;

  /** The actions that people take. */
  static final Set<Integer> PEOPLES = Set.of(0, 1, 10);

  /** The rank of a system in a field, 0 the highest; -1 if it may not decide. */
  static int rank(String field, String system) {
    return FIELDS.get(field).authority().stream().map(Authority::system).toList().indexOf(system);
  }

  void edit(int choice) {
    edit(sites.get(choice % 5), choice / 5);
  }

  private void edit(Site site, int detail) {
    List<String> fields = TAKES.get(site.name());
    String field = fields.get(detail % fields.size());
    site.edit(field, value(field, detail / fields.size()));
  }

  private Value value(String field, int detail) {
    if (field.equals("school")) {
      return Value.text(Integer.toString(detail % 3));
    }
    if (detail % 7 == 6) {
      return Value.NULL;
    }
    return Value.text(shape.fewValues() ? "v" + detail % 2 : "v" + ++values);
  }

  private void answer(Site site) {
    if (shape.heedful() && site.hasUnreadReports()) {
      return;
    }
    site.nextAnswer().ifPresent(this::take);
  }

  private void arrive(String parent) {
    parentsThere.add(parent);
    List<Ask> answered = asked.stream().filter(ask -> ask.parent().equals(parent)).toList();
    answered.forEach(ask -> say(parent, ask.system()));
    answered.forEach(asked::remove);
  }

  private void say(String parent, String system) {
    links.add(new Input.ParentArrived(parent, List.of(system), "links:" + ++arrivals));
  }

  void read(Report report) {
    String system = report.eventId().substring(0, report.eventId().indexOf('-'));
    Event event =
        new Event(
            report.eventId(),
            system,
            report.fields(),
            District.TODAY,
            report.echo(),
            report.delivery(),
            OptionalLong.empty());
    take(new Input.Told(event, Optional.empty()), report.edited());
  }

  private void take(Input input) {
    take(input, Set.of());
  }

  private void take(Input input, Set<String> edited) {
    Decision decision = engine.decide(RECORD, state, input);
    steps.add(new Step(input, edited, state, decision));
    state = States.decode(States.encode(decision.next()));
    decision.effects().forEach(this::follow);
  }

  private void follow(Effect effect) {
    switch (effect) {
      case Effect.Send send -> site(send.system()).tell(send);
      case Effect.Ask ask -> ask.systems().forEach(system -> ask(ask.parent(), system));
      case Effect.Withdraw withdraw ->
          withdraw.systems().forEach(system -> asked.remove(new Ask(withdraw.parent(), system)));
      case Effect.Changed changed -> {}
      case Effect.Conflict conflict -> {}
      case Effect.Arrived arrived -> {}
      case Effect.Moved moved -> {}
      case KeyEffect key -> throw new AssertionError("no record here has another key");
      case Effect.Remind remind -> throw new AssertionError("no field here waits for a person");
    }
  }

  private void ask(String parent, String system) {
    if (parentsThere.contains(parent)) {
      say(parent, system);
    } else {
      asked.add(new Ask(parent, system));
    }
  }

  /** Nobody changes anything more; all that is under way arrives, and files come and go. */
  Simulation quiet() {
    List.of("org/S", "org/0", "org/1", "org/2").forEach(this::arrive);
    int round = 0;
    while (!isQuiet()) {
      if (++round > LOOP) {
        throw new AssertionError("it does not come to rest");
      }
      calm();
    }
    return this;
  }

  private boolean isQuiet() {
    return links.isEmpty()
        && sites.stream().allMatch(site -> site.isQuiet() && !site.exportIsOld());
  }

  private void calm() {
    Optional.ofNullable(links.poll()).ifPresent(this::take);
    for (Site site : sites) {
      site.nextReport().ifPresent(this::read);
      if (site.wasTold()) {
        site.carryOut();
      }
      answer(site);
      site.importFiles();
      if (site.exportIsOld()) {
        site.export();
      }
    }
  }

  /** What a system must hold for what is true. */
  Map<String, Value> due(Site site) {
    try {
      return subscription(site.name()).mapping().payload(RECORD, state.values());
    } catch (MappingFailure impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Every field under its own name. */
  private record Same(Set<String> inputs) implements ConsumerMapping {
    @Override
    public Map<String, Value> payload(RecordKey record, Map<String, Value> canonical) {
      Map<String, Value> payload = new LinkedHashMap<>();
      inputs.stream()
          .sorted()
          .forEach(name -> payload.put(name, canonical.getOrDefault(name, Value.NULL)));
      return payload;
    }

    @Override
    public boolean selects(RecordKey record, Map<String, Value> canonical) {
      return true;
    }
  }

  /** Two fields in one, so that nobody can tell from the payload what became of either. */
  private record Merged(Set<String> inputs) implements ConsumerMapping {
    @Override
    public Map<String, Value> payload(RecordKey record, Map<String, Value> canonical) {
      Map<String, Value> payload = new LinkedHashMap<>();
      payload.put(
          "display", Value.text(canonical.get("preferred") + " " + canonical.get("family")));
      payload.put("email", canonical.getOrDefault("email", Value.NULL));
      payload.put("note", canonical.getOrDefault("note", Value.NULL));
      return payload;
    }

    @Override
    public boolean selects(RecordKey record, Map<String, Value> canonical) {
      return true;
    }
  }
}
