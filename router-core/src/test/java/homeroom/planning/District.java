package homeroom.planning;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Authority;
import homeroom.authority.Choice;
import homeroom.authority.Comparison;
import homeroom.authority.EntityRules;
import homeroom.authority.Event;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldType;
import homeroom.authority.Fields;
import homeroom.authority.RecordState;
import homeroom.planning.Effect.Moved;
import homeroom.planning.Input.Answered;
import homeroom.planning.Input.Answered.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** A few rules and one record, to try decisions on. */
final class District {

  static final Instant TODAY = Instant.parse("2026-11-22T08:00:00Z");
  static final RecordKey RECORD = new RecordKey("student", "123");

  /**
   * The student's family name is decided by the SIS, the preferred name by the LMS before the SIS,
   * the e-mail address by whoever the window says, and the class is a reference.
   */
  static final Map<String, FieldRules> FIELDS =
      Map.of(
          "familyName",
          field("familyName", Authority.always("sis")),
          "preferredName",
          field("preferredName", Authority.always("lms"), Authority.always("sis")),
          "email",
          field(
              "email",
              new Authority(
                  "lms",
                  Optional.of(Instant.parse("2026-08-15T00:00:00Z")),
                  Optional.of(Instant.parse("2027-06-01T00:00:00Z"))),
              Authority.always("sis")),
          "school",
          Fields.reference("school", "org", "sis"),
          FieldRules.EXISTS,
          field(FieldRules.EXISTS, Authority.always("sis")));

  static FieldRules field(String name, Authority... authority) {
    return new FieldRules(
        name, FieldType.TEXT, Optional.empty(), Comparison.EXACT, List.of(authority));
  }

  /** A consumer that is told every one of these fields under its own name. */
  static Subscription subscription(String system, List<String> after, String... fields) {
    Set<String> inputs = Set.of(fields);
    List<Subscription.Reference> references =
        inputs.contains("school")
            ? List.of(new Subscription.Reference("school", "org"))
            : List.of();
    return new Subscription(system, "student", "users", new Plain(inputs), references, after);
  }

  /**
   * A consumer that is told of seats.
   *
   * @param references whether they wait for their student
   */
  static Subscription seats(String system, List<Subscription.Reference> references) {
    return new Subscription(
        system, "seat", "seats", new Plain(Set.of("student", "role")), references, List.of());
  }

  /** Seats at the LMS wait for their student; nobody else's wait for anything. */
  private static Subscription seats() {
    return seats("lms", List.of(new Subscription.Reference("student", "student")));
  }

  private record Plain(Set<String> inputs) implements ConsumerMapping {
    @Override
    public Map<String, Value> payload(RecordKey record, Map<String, Value> canonical) {
      Map<String, Value> payload = new LinkedHashMap<>();
      payload.put("id", Value.text(record.key()));
      inputs.stream()
          .sorted()
          .forEach(name -> payload.put("user." + name, canonical.getOrDefault(name, Value.NULL)));
      return payload;
    }

    @Override
    public boolean selects(RecordKey record, Map<String, Value> canonical) {
      return true;
    }
  }

  private final DecisionEngine engine;
  private RecordState state = RecordState.EMPTY;
  private List<Effect> effects = List.of();
  private int events;
  private boolean withChildren;

  District(Subscription... subscriptions) {
    this(FIELDS, subscriptions);
  }

  District(Map<String, FieldRules> fields, Subscription... subscriptions) {
    engine =
        new DecisionEngine(
            new Rules(
                "c1",
                Map.of("student", new EntityRules("student", fields)),
                Map.of("student", List.of(subscriptions), "seat", List.of(seats()))));
  }

  RecordState state() {
    return state;
  }

  /** What followed from the last input. */
  List<Effect> effects() {
    return effects;
  }

  District says(String system, Map<String, String> fields) {
    return says(system, fields, "e" + ++events, false);
  }

  District echoes(String system, Map<String, String> fields) {
    return says(system, fields, "e" + ++events, true);
  }

  /** An echo that names the delivery it reports back. */
  District echoes(String system, String deliveryId, Map<String, String> fields) {
    Map<String, Value> values = new LinkedHashMap<>();
    fields.forEach((name, value) -> values.put(name, Value.text(value)));
    values.put(FieldRules.EXISTS, Value.flag(true));
    return take(
        new Input.Told(
            new Event(
                "e" + ++events,
                system,
                values,
                TODAY,
                true,
                Optional.of(deliveryId),
                OptionalLong.empty()),
            Optional.empty()));
  }

  /** The delivery that is open for a consumer. */
  String openFor(String system) {
    return state.system(system).flatMap(it -> it.open()).orElseThrow().deliveryId();
  }

  District says(String system, Map<String, String> fields, String eventId, boolean echo) {
    Map<String, Value> values = new LinkedHashMap<>();
    fields.forEach((name, value) -> values.put(name, Value.text(value)));
    values.put(FieldRules.EXISTS, Value.flag(true));
    return tell(system, values, eventId, echo);
  }

  District clears(String system, String field) {
    return tell(
        system,
        Map.of(field, Value.NULL, FieldRules.EXISTS, Value.flag(true)),
        "e" + ++events,
        false);
  }

  District saysGone(String system) {
    return tell(system, Map.of(FieldRules.EXISTS, Value.flag(false)), "e" + ++events, false);
  }

  District tells(String system, Map<String, Value> fields) {
    Map<String, Value> values = new LinkedHashMap<>(fields);
    values.put(FieldRules.EXISTS, Value.flag(true));
    return tell(system, values, "e" + ++events, false);
  }

  District saysAt(Instant at, String system, Map<String, String> fields) {
    Map<String, Value> values = new LinkedHashMap<>();
    fields.forEach((name, value) -> values.put(name, Value.text(value)));
    values.put(FieldRules.EXISTS, Value.flag(true));
    return tell(at, system, values, "e" + ++events, false);
  }

  private District tell(String system, Map<String, Value> values, String eventId, boolean echo) {
    return tell(TODAY, system, values, eventId, echo);
  }

  private District tell(
      Instant at, String system, Map<String, Value> values, String eventId, boolean echo) {
    return take(
        new Input.Told(
            new Event(eventId, system, values, at, echo, Optional.empty(), OptionalLong.empty()),
            Optional.empty()));
  }

  /** The consumer confirms the delivery that is open for it. */
  District confirms(String system) {
    return answers(system, Result.UPDATED);
  }

  District answers(String system, Result result) {
    return answers(system, openFor(system), result);
  }

  District answers(String system, String deliveryId, Result result) {
    return answers(system, deliveryId, result, Optional.empty());
  }

  /** Before writing, the adapter found this. */
  District finds(String system, Map<String, String> fields) {
    return finds(system, fields, Map.of());
  }

  District finds(String system, Map<String, String> fields, Map<String, Value> shown) {
    return finds(system, fields, shown, true);
  }

  /**
   * @param all whether all fields were unexpected
   */
  District finds(String system, Map<String, String> fields, Map<String, Value> shown, boolean all) {
    Map<String, Value> values = new LinkedHashMap<>();
    Map<String, Value> names = new LinkedHashMap<>(shown);
    fields.forEach(
        (name, value) -> {
          values.put(name, Value.text(value));
          if (all) {
            names.put("user." + name, Value.text(value));
          }
        });
    if (!fields.isEmpty()) {
      values.put(FieldRules.EXISTS, Value.flag(true));
    }
    return answers(
        system,
        openFor(system),
        Result.CHANGED_MEANWHILE,
        Optional.of(new Answered.Found(values, names, TODAY)));
  }

  /** The consumer made the record, under an id of its own. */
  District creates(String system, String remoteId) {
    return take(
        new Answered(
            openFor(system),
            system,
            Result.CREATED,
            Optional.of(remoteId),
            Optional.empty(),
            Optional.empty(),
            1));
  }

  District answers(
      String system, String deliveryId, Result result, Optional<Answered.Found> found) {
    return take(
        new Answered(
            deliveryId,
            system,
            result,
            Optional.empty(),
            result == Result.REFUSED ? Optional.of("NO") : Optional.empty(),
            Optional.empty(),
            1,
            found));
  }

  District parentArrives(String parent, String system) {
    return take(new Input.ParentArrived(parent, List.of(system), "e" + ++events));
  }

  District parentLeaves(String parent, String system) {
    return take(new Input.ParentLeaving(parent, List.of(system), "e" + ++events));
  }

  /** The sources whose next boundary may release something. */
  Set<String> awaitsBoundaries() {
    return engine.awaitsBoundaries(RECORD, state);
  }

  /** The conflict that waits for a person. */
  String conflict() {
    return state.fields().stream()
        .flatMap(field -> field.dispute().stream())
        .findFirst()
        .orElseThrow()
        .id();
  }

  District resolves(Choice choice) {
    return resolves(conflict(), choice);
  }

  District resolves(String conflict, Choice choice) {
    return take(
        new Input.Resolved("r" + ++events, "name", conflict, choice, Optional.of("Kim"), TODAY));
  }

  /** The data of a source is complete. */
  District passes(String source) {
    return take(new Input.BoundaryPassed(source, "b" + ++events));
  }

  District reconsiders() {
    return take(new Input.Reconsidered("c" + ++events));
  }

  District replays(String system) {
    return take(new Input.Reissued("p" + ++events, system));
  }

  District tellsAgain(String system, int epoch) {
    return take(new Input.Reissued("p" + ++events, system, epoch));
  }

  District voids(String system, int epoch, boolean gone) {
    return take(new Input.Voided("p" + ++events, system, epoch, gone));
  }

  /** A comparison found nothing of the record there. */
  District misses(String system, int epoch) {
    return take(new Input.Voided("p" + ++events, system, epoch, true, true));
  }

  /** Others may refer to the record from now on; without that nobody does. */
  District withChildren() {
    withChildren = true;
    return this;
  }

  /** The last that referred to the record at a system does so no more. */
  District childrenLeave(String... systems) {
    return childrenLeave(List.of(systems));
  }

  private District childrenLeave(List<String> systems) {
    List<Effect> before = effects;
    take(new Input.ChildrenLeft(systems, "e" + ++events));
    effects =
        withChildren
            ? effects
            : Stream.concat(before.stream(), effects.stream())
                .filter(it -> !(it instanceof Effect.AskChildren))
                .toList();
    return this;
  }

  private District take(Input input) {
    Decision decision = engine.decide(RECORD, state, input);
    state = decision.next();
    effects = decision.effects();
    List<String> childless =
        only(Effect.AskChildren.class).stream().flatMap(ask -> ask.systems().stream()).toList();
    return childless.isEmpty() || withChildren ? this : childrenLeave(childless);
  }

  /** Confirms whatever is open, until nothing is. */
  District settle() {
    List<Effect> all = new ArrayList<>(effects);
    for (Optional<String> open = anyOpen(); open.isPresent(); open = anyOpen()) {
      confirms(open.get());
      all.addAll(effects);
    }
    effects = all;
    return this;
  }

  private Optional<String> anyOpen() {
    return state.systems().stream()
        .filter(it -> it.open().isPresent())
        .map(it -> it.system())
        .findFirst();
  }

  List<Effect.Send> sends() {
    return only(Effect.Send.class);
  }

  List<Effect.Conflict> conflicts() {
    return only(Effect.Conflict.class);
  }

  List<Moved.Outcome> outcomes() {
    return only(Moved.class).stream().map(Moved::outcome).toList();
  }

  <T extends Effect> List<T> only(Class<T> type) {
    return effects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  String golden(String field) {
    return String.valueOf(state.values().get(field));
  }
}
