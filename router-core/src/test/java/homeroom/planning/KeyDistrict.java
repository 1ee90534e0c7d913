package homeroom.planning;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Alias;
import homeroom.authority.Authority;
import homeroom.authority.EntityRules;
import homeroom.authority.Event;
import homeroom.authority.FieldRules;
import homeroom.authority.Fields;
import homeroom.authority.RecordState;
import homeroom.planning.Effect.Moved;
import homeroom.planning.Input.Answered;
import homeroom.wire.States;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Some students, two sources that speak of them, and two consumers. Every key has its inputs in
 * logs of its own: one for each source, each consumer, the links and the commands. Within a log the
 * order holds; which log is read next can be chosen.
 */
final class KeyDistrict {

  static final Set<String> CONSUMERS = Set.of("idp", "lms");

  private static final Map<String, FieldRules> FIELDS =
      Map.of(
          "familyName",
          District.field("familyName", Authority.always("sis")),
          "preferredName",
          District.field("preferredName", Authority.always("lms"), Authority.always("sis")),
          "phone",
          District.field("phone", Authority.always("sis"), Authority.always("office")),
          FieldRules.EXISTS,
          District.field(FieldRules.EXISTS, Authority.always("sis"), Authority.always("office")));

  /** Seats of which the SIS and the office say whose they are. */
  private static final Map<String, FieldRules> SEAT =
      Map.of(
          "student",
          Fields.reference("student", "student", "sis", "office"),
          "role",
          District.field("role", Authority.always("sis")),
          FieldRules.EXISTS,
          District.field(FieldRules.EXISTS, Authority.always("sis")));

  private final DecisionEngine engine =
      new DecisionEngine(
          new Rules(
              "c1",
              Map.of(
                  "student",
                  new EntityRules("student", FIELDS),
                  "seat",
                  new EntityRules("seat", SEAT)),
              Map.of(
                  "seat",
                  List.of(
                      District.seats("idp", List.of()),
                      District.seats(
                          "lms", List.of(new Subscription.Reference("student", "student")))),
                  "student",
                  List.of(
                      District.subscription("idp", List.of(), "familyName", "phone"),
                      District.subscription(
                          "lms", List.of(), "familyName", "preferredName", "phone"))),
              Map.of("student", Set.of("lms"))));

  private final Map<String, RecordState> states = new TreeMap<>();
  private final Map<String, Deque<Object>> logs = new TreeMap<>();
  private final Map<String, Deque<Input>> kept = new HashMap<>();
  private final Map<String, KeyConsumer> consumers =
      new TreeMap<>(Map.of("idp", new KeyConsumer("idp"), "lms", new KeyConsumer("lms")));
  private final List<Moved> movements = new ArrayList<>();
  private final List<Effect.Changed> changes = new ArrayList<>();
  private final Map<String, Set<String>> referring = new TreeMap<>();
  private final Map<String, Map<String, Set<String>>> waitingFor = new TreeMap<>();
  private final Set<Left> expected = new LinkedHashSet<>();
  private final Map<String, Set<Left>> owes = new TreeMap<>();
  private int messages;
  private String familyName = "";

  static String student(int number) {
    return "student/" + number;
  }

  RecordState state(String key) {
    return states.getOrDefault(key, RecordState.EMPTY);
  }

  KeyConsumer consumer(String system) {
    return consumers.get(system);
  }

  List<Moved> movements() {
    return movements;
  }

  List<String> codes() {
    return movements.stream().flatMap(moved -> moved.code().stream()).toList();
  }

  KeyDistrict says(String system, String key, String field, String value) {
    return says(system, key, Map.of(field, value), Optional.empty(), Optional.empty());
  }

  KeyDistrict says(
      String system,
      String key,
      Map<String, String> fields,
      Optional<String> ownId,
      Optional<String> formerly) {
    familyName = fields.getOrDefault("familyName", familyName);
    Map<String, Value> values = new HashMap<>();
    fields.forEach((name, value) -> values.put(name, Value.text(value)));
    values.put(FieldRules.EXISTS, Value.flag(true));
    return write(key, system, told(system, values, ownId, formerly));
  }

  /** The SIS gives a student a seat. */
  KeyDistrict seats(String seat, int student, String role) {
    return says(
        "sis",
        seat,
        Map.of("student", Integer.toString(student), "role", role),
        Optional.empty(),
        Optional.empty());
  }

  KeyDistrict saysGone(String system, String key) {
    return write(
        key,
        system,
        told(
            system,
            Map.of(FieldRules.EXISTS, Value.flag(false)),
            Optional.empty(),
            Optional.empty()));
  }

  /** A source's row names the key that the record had before. */
  KeyDistrict saysRenamed(String system, String from, String to, String field, String value) {
    write(
        from,
        system,
        new KeyInput.Rename(step(Alias.Kind.RENAMED, from, to, "row" + ++messages), true));
    return says(system, to, Map.of(field, value), Optional.empty(), Optional.of(from));
  }

  private Input told(
      String system, Map<String, Value> values, Optional<String> ownId, Optional<String> formerly) {
    return new Input.Told(
        new Event(
            "e" + ++messages,
            system,
            values,
            District.TODAY,
            false,
            Optional.empty(),
            OptionalLong.empty()),
        Optional.empty(),
        ownId,
        formerly);
  }

  KeyDistrict renames(String from, String to) {
    return asks(Alias.Kind.RENAMED, from, to);
  }

  KeyDistrict merges(String from, String to) {
    return asks(Alias.Kind.MERGED, from, to);
  }

  private KeyDistrict asks(Alias.Kind kind, String from, String to) {
    return write(
        from, "commands", new KeyInput.Rename(step(kind, from, to, "command" + ++messages), false));
  }

  KeyDistrict splits(String key) {
    return write(
        key,
        "commands",
        new KeyInput.Split(step(Alias.Kind.SPLIT, key, "", "command" + ++messages)));
  }

  private static Alias step(Alias.Kind kind, String from, String to, String id) {
    return new Alias(kind, from, to, District.TODAY, "Kim", Optional.empty(), id);
  }

  /** What a child's task asks of a parent's: to be told of its key, or not any more. */
  private record Follow(String child, boolean on) {}

  /** What a child's task asks of a parent's: to be told when it is there, or not any more. */
  private record Ask(String child, List<String> systems, boolean on, boolean follows) {}

  private KeyDistrict write(String key, String log, Object input) {
    logs.computeIfAbsent(log + ">" + key, _ -> new ArrayDeque<>()).add(input);
    return this;
  }

  /** Reads one input, of the log that the number chooses; false if there is none. */
  boolean read(int choice) {
    List<String> ready =
        logs.entrySet().stream()
            .filter(log -> !log.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    if (ready.isEmpty()) {
      return false;
    }
    String log = ready.get(Math.floorMod(choice, ready.size()));
    take(log.substring(log.indexOf('>') + 1), logs.get(log).remove());
    return true;
  }

  private void take(String key, Object message) {
    switch (message) {
      case Follow follow -> follow(key, follow);
      case Ask ask -> ask(key, ask);
      case Leaving leaving -> leaving(key, leaving);
      case Left left -> left(left);
      default -> decide(key, (Input) message);
    }
  }

  private void follow(String parent, Follow follow) {
    Set<String> all = referring.computeIfAbsent(parent, _ -> new TreeSet<>());
    if (!follow.on()) {
      all.remove(follow.child());
      return;
    }
    all.add(follow.child());
    if (!state(parent).identity().history().isEmpty()) {
      known(parent, follow.child());
    }
  }

  private void known(String parent, String child) {
    write(
        child,
        "links",
        new KeyInput.Known(parent, state(parent).identity().now(parent), "m" + ++messages));
  }

  private void ask(String parent, Ask ask) {
    if (ask.follows()) {
      follow(parent, new Follow(ask.child(), true));
    }
    Optional<String> movedTo = state(parent).identity().movedTo();
    for (String system : ask.systems()) {
      if (ask.on() && movedTo.isEmpty() && state(parent).standsAt(system)) {
        present(parent, ask.child(), system);
      } else {
        Set<String> waiting =
            waitingFor
                .computeIfAbsent(parent, _ -> new TreeMap<>())
                .computeIfAbsent(ask.child(), _ -> new TreeSet<>());
        if (ask.on()) {
          waiting.add(system);
        } else {
          waiting.remove(system);
        }
      }
    }
    if (ask.on() && movedTo.isPresent()) {
      write(movedTo.get(), "links", new Ask(parent, ask.systems(), true, false));
    }
  }

  private void present(String parent, String child, String system) {
    write(child, "links", new Input.ParentArrived(parent, List.of(system), "m" + ++messages));
  }

  private void arrived(String parent, String system) {
    waitingFor
        .getOrDefault(parent, Map.of())
        .forEach(
            (child, systems) -> {
              if (systems.remove(system)) {
                present(parent, child, system);
              }
            });
  }

  /** A record that may refer to one that is to be deleted is asked whether it does. */
  private record Leaving(String asker, String subject, String child, List<String> systems) {}

  /** It does so no more. */
  private record Left(String asker, String subject, String child, String system) {}

  private void survey(String asker, String subject, List<String> systems) {
    Set<String> children = new TreeSet<>(referring.getOrDefault(asker, Set.of()));
    state(asker).identity().history().stream()
        .filter(step -> step.to().equals(asker))
        .forEach(step -> children.add(step.from()));
    children.remove(subject);
    children.remove(asker);
    for (String child : children) {
      systems.forEach(system -> expected.add(new Left(asker, subject, child, system)));
      write(child, "links", new Leaving(asker, subject, child, systems));
    }
    systems.forEach(system -> found(asker, subject, system));
  }

  private void found(String asker, String subject, String system) {
    boolean awaits =
        expected.stream()
            .anyMatch(
                it ->
                    it.asker().equals(asker)
                        && it.subject().equals(subject)
                        && it.system().equals(system));
    if (awaits) {
      return;
    }
    if (asker.equals(subject)) {
      decide(asker, new Input.ChildrenLeft(List.of(system), "m" + ++messages));
      return;
    }
    for (Left owed : List.copyOf(owes.getOrDefault(asker, Set.of()))) {
      if (owed.subject().equals(subject) && owed.system().equals(system)) {
        owes.get(asker).remove(owed);
        write(owed.asker(), "links", owed);
      }
    }
  }

  private void leaving(String record, Leaving leaving) {
    decide(record, new Input.ParentLeaving(leaving.subject(), leaving.systems(), "m" + ++messages));
    for (String system : leaving.systems()) {
      Left left = new Left(leaving.asker(), leaving.subject(), leaving.child(), system);
      if (refersTo(record, system, leaving.subject())) {
        owe(record, left);
      } else {
        goOn(record, left);
      }
    }
  }

  private boolean refersTo(String record, String system, String parent) {
    return engine.refersTo(RecordKey.parse(record), state(record), system, parent);
  }

  private void owe(String record, Left left) {
    owes.computeIfAbsent(record, _ -> new LinkedHashSet<>()).add(left);
  }

  private void goOn(String record, Left left) {
    Optional<String> movedTo = state(record).identity().movedTo();
    if (movedTo.isEmpty()) {
      write(left.asker(), "links", left);
    } else if (movedTo.get().equals(left.asker())) {
      owe(record, left);
      survey(record, left.subject(), List.of(left.system()));
    } else {
      write(
          movedTo.get(),
          "links",
          new Leaving(left.asker(), left.subject(), left.child(), List.of(left.system())));
    }
  }

  private void left(Left left) {
    if (expected.remove(left)) {
      found(left.asker(), left.subject(), left.system());
    }
  }

  private void release(String record) {
    for (Left owed : List.copyOf(owes.getOrDefault(record, Set.of()))) {
      boolean relays = state(record).identity().movedTo().equals(Optional.of(owed.asker()));
      if (!relays && !refersTo(record, owed.system(), owed.subject())) {
        owes.get(record).remove(owed);
        goOn(record, owed);
      }
    }
  }

  /** A consumer does one of the things that it was told; false if there is none. */
  boolean carryOut(int choice) {
    List<Runnable> ready = new ArrayList<>();
    for (KeyConsumer consumer : consumers.values()) {
      consumer.told.forEach(
          (key, orders) -> {
            if (!orders.isEmpty()) {
              ready.add(() -> carryOut(consumer, key, orders.remove()));
            }
          });
    }
    if (ready.isEmpty()) {
      return false;
    }
    ready.get(Math.floorMod(choice, ready.size())).run();
    return true;
  }

  /** A consumer does what it was told, and the answer gets lost: it will be told again. */
  void carryOutUnheard(int choice) {
    List<KeyConsumer.Order> ready =
        consumers.values().stream()
            .flatMap(consumer -> consumer.told.values().stream())
            .filter(orders -> !orders.isEmpty())
            .map(Deque::element)
            .toList();
    if (!ready.isEmpty()) {
      KeyConsumer.Order order = ready.get(Math.floorMod(choice, ready.size()));
      consumers.get(order.send().system()).carryOut(order);
    }
  }

  private void carryOut(KeyConsumer consumer, String key, KeyConsumer.Order order) {
    Answered.Result result = consumer.carryOut(order);
    write(
        key,
        consumer.name(),
        new Answered(
            order.send().deliveryId(),
            consumer.name(),
            result,
            Optional.of(order.object).filter(id -> !id.isEmpty()),
            Optional.empty(),
            Optional.empty(),
            1));
  }

  /** Until nothing is left to do. */
  KeyDistrict settle() {
    for (int steps = 0; read(0) || carryOut(0); steps++) {
      if (steps > 10_000) {
        throw new AssertionError("it never ends: " + logs);
      }
    }
    return this;
  }

  /** Reads everything, while consumers do nothing. */
  KeyDistrict readAll() {
    while (read(0)) {
      // One after another.
    }
    return this;
  }

  /** Sees what follows from each input. */
  interface Witness {
    void saw(String key, Input input, Decision decision);
  }

  Witness witness = (key, input, decision) -> {};

  private void decide(String key, Input input) {
    RecordState before = state(key);
    Decision decision = engine.decide(RecordKey.parse(key), before, input);
    witness.saw(key, input, decision);
    states.put(key, States.decode(States.encode(decision.next())));
    for (Effect effect : decision.effects()) {
      apply(key, input, decision.next(), effect);
    }
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.AskChildren ask) {
        survey(key, key, ask.systems());
      }
    }
  }

  private void apply(String key, Input input, RecordState next, Effect effect) {
    switch (effect) {
      case Effect.Send send ->
          consumers
              .get(send.system())
              .told
              .computeIfAbsent(key, _ -> new ArrayDeque<>())
              .add(
                  new KeyConsumer.Order(
                      key,
                      send,
                      Optional.ofNullable(next.identity().knownAs().get(send.system()))));
      case Moved moved -> movements.add(moved);
      case Effect.Changed changed -> changes.add(changed);
      case KeyEffect.HandOver over ->
          write(
              over.to(), "links", new KeyInput.HandedOver(over.step(), over.moved(), over.path()));
      case KeyEffect.Pass pass ->
          write(pass.to(), "links", new KeyInput.Passed(pass.path(), inner(input)));
      case KeyEffect.SplitOff split ->
          write(split.to(), "links", new KeyInput.SplitOff(split.step(), split.path()));
      case KeyEffect.Return back ->
          write(back.to(), "links", new KeyInput.Returned(back.ledgers(), input.id()));
      case KeyEffect.Free free ->
          write(
              free.to(),
              "links",
              new KeyInput.Freed(free.key(), free.systems(), free.by(), free.rest(), input.id()));
      case KeyEffect.Learn learn ->
          write(learn.ownId(), "links", new KeyInput.Learned(key, input.id()));
      case KeyEffect.Keep k -> kept.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(input);
      case KeyEffect.Release r -> {
        Deque<Input> all = kept.remove(key);
        if (all != null) {
          all.forEach(one -> decide(key, one));
        }
      }
      case KeyEffect.Identified i -> {}
      case Effect.Ask ask ->
          write(ask.parent(), "links", new Ask(key, ask.systems(), true, ask.follows()));
      case Effect.Withdraw withdraw ->
          write(withdraw.parent(), "links", new Ask(key, withdraw.systems(), false, false));
      case Effect.Arrived arrived -> arrived(key, arrived.system());
      case Effect.AskChildren ask -> {
        // Last, as the router does.
      }
      case Effect.Left left -> release(key);
      case ReferenceEffect.Follow follow -> write(follow.parent(), "links", new Follow(key, true));
      case ReferenceEffect.Unfollow unfollow ->
          write(unfollow.parent(), "links", new Follow(key, false));
      case ReferenceEffect.Spread s ->
          List.copyOf(referring.getOrDefault(key, Set.of())).forEach(child -> known(key, child));
      case Effect.Conflict c -> {}
      case Effect.Remind r -> {}
    }
  }

  private static Input inner(Input input) {
    return input instanceof KeyInput.Passed passed ? passed.input() : input;
  }

  /** The keys of records that exist, and were not given up. */
  List<String> records() {
    return states.entrySet().stream()
        .filter(one -> one.getValue().identity().movedTo().isEmpty() && one.getValue().exists())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How much waits to be decided until a former key has answered. */
  long waitingForKeys() {
    return kept.keySet().stream().filter(key -> !OwnIds.isOne(RecordKey.parse(key))).count();
  }

  /** What the SIS said last. */
  String lastFamilyName() {
    return familyName;
  }

  /** How much waits to be decided. */
  int waiting() {
    return kept.values().stream().mapToInt(Deque::size).sum();
  }

  /** What a consumer should have, by the truth. */
  List<Map<String, Value>> due(String system) {
    return records().stream().map(RecordKey::parse).map(record -> payload(system, record)).toList();
  }

  private Map<String, Value> payload(String system, RecordKey record) {
    ConsumerMapping mapping =
        engine.rules().subscriptions().get(record.entity()).stream()
            .filter(it -> it.system().equals(system))
            .findFirst()
            .orElseThrow()
            .mapping();
    try {
      return mapping.payload(record, state(record.toString()).values());
    } catch (MappingFailure impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** The key under which a record is known in the end, whatever keys it had. */
  String leadsTo(String key) {
    return state(key).identity().movedTo().map(this::leadsTo).orElse(key);
  }
}
