package homeroom.simulation;

import homeroom.api.Operation;
import homeroom.api.Value;
import homeroom.authority.FieldRules;
import homeroom.planning.Effect;
import homeroom.planning.Input.Answered;
import homeroom.planning.Input.Answered.Result;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An outside system as it behaves: what it holds of the one record, what it was told and has not
 * done yet, what it did and has not answered yet, and what it says in its own order.
 */
final class Site {

  /** How a system speaks of what it holds. */
  enum Feed {
    /** A feed in the system's order that tells our writes from people's edits. */
    MARKED,
    /** A feed of people's edits alone. */
    SILENT,
    /** Full exports; what it is told lies in a file until it is imported. */
    EXPORTS,
    /** It says nothing. */
    NONE
  }

  /**
   * What it said.
   *
   * @param number in the order in which it said things
   * @param at when, by its own clock
   * @param edited the fields that a person changed since it last spoke
   * @param peoples the fields that hold what a person entered
   */
  record Report(
      long number,
      String eventId,
      Instant at,
      Map<String, Value> fields,
      boolean echo,
      Optional<String> delivery,
      Set<String> edited,
      Set<String> peoples) {

    Report alsoEdited(Set<String> earlier) {
      Set<String> all = new HashSet<>(earlier);
      all.addAll(edited);
      return new Report(number, eventId, at, fields, echo, delivery, Set.copyOf(all), peoples);
    }
  }

  /** So many events are remembered, and can come again. */
  private static final int REPEATABLE = 3;

  private final String name;
  private final Feed feed;
  private final boolean wholeRows;
  private final boolean namesDeliveries;
  private final Supplier<Instant> clock;
  private final Map<String, Value> holds = new HashMap<>();
  private final Map<String, Value> edits = new HashMap<>();
  private final Set<String> peoples = new HashSet<>();
  private final Set<String> editedSinceExport = new HashSet<>();
  private final Deque<Report> said = new ArrayDeque<>();
  private final Deque<Report> read = new ArrayDeque<>();
  private final Deque<Effect.Send> told = new ArrayDeque<>();
  private final Deque<Effect.Send> files = new ArrayDeque<>();
  private final Deque<Answered> answers = new ArrayDeque<>();
  private Optional<Answered> lastAnswer = Optional.empty();
  private Optional<Map<String, Value>> refused = Optional.empty();
  private boolean unexported;
  private boolean present;
  private int reports;

  Site(
      String name, Feed feed, boolean wholeRows, boolean namesDeliveries, Supplier<Instant> clock) {
    this.clock = clock;
    this.name = name;
    this.feed = feed;
    this.wholeRows = wholeRows || feed == Feed.EXPORTS;
    this.namesDeliveries = namesDeliveries;
  }

  String name() {
    return name;
  }

  boolean tellsWholeRows() {
    return wholeRows;
  }

  boolean marksOurWrites() {
    return feed == Feed.MARKED;
  }

  boolean present() {
    return present;
  }

  /** What it holds of these fields. */
  Map<String, Value> holds(Set<String> fields) {
    Map<String, Value> some = new HashMap<>(holds);
    some.keySet().retainAll(fields);
    return some;
  }

  /** A person makes the record. */
  void begin(Map<String, Value> fields) {
    present = true;
    holds.putAll(fields);
    editedSinceExport.addAll(fields.keySet());
    peoples.addAll(fields.keySet());
    speak(fields.keySet(), false, Optional.empty(), fields.keySet());
  }

  /** A person changes a field. */
  boolean edit(String field, Value value) {
    if (!present || feed == Feed.NONE || value.equals(holds.get(field))) {
      return false;
    }
    holds.put(field, value);
    edits.put(field, value);
    editedSinceExport.add(field);
    peoples.add(field);
    unexported = true;
    speak(Set.of(field), false, Optional.empty(), Set.of(field));
    return true;
  }

  /** What people entered last. */
  Map<String, Value> edits() {
    return edits;
  }

  /** It says everything that it holds, though nobody changed anything. */
  void restate() {
    if (present && (feed == Feed.MARKED || feed == Feed.SILENT)) {
      say(holds.keySet(), false, Optional.empty(), Set.of());
    }
  }

  private void speak(
      Set<String> fields, boolean echo, Optional<String> delivery, Set<String> edited) {
    if (feed == Feed.MARKED || feed == Feed.SILENT) {
      say(wholeRows ? holds.keySet() : fields, echo, delivery, edited);
    }
  }

  private void say(
      Set<String> fields, boolean echo, Optional<String> delivery, Set<String> edited) {
    Map<String, Value> asserted = new HashMap<>();
    fields.forEach(field -> asserted.put(field, holds.get(field)));
    asserted.put(FieldRules.EXISTS, Value.flag(true));
    reports++;
    said.add(
        new Report(
            reports,
            name + "-" + reports,
            clock.get(),
            asserted,
            echo,
            delivery,
            Set.copyOf(edited),
            Set.copyOf(peoples)));
  }

  /** It writes its nightly file. */
  void export() {
    if (feed == Feed.EXPORTS && present) {
      unexported = false;
      say(holds.keySet(), false, Optional.empty(), editedSinceExport);
      editedSinceExport.clear();
    }
  }

  boolean exportIsOld() {
    return feed == Feed.EXPORTS && present && unexported;
  }

  void tell(Effect.Send order) {
    told.add(order);
  }

  boolean hasAnswers() {
    return !answers.isEmpty();
  }

  boolean hasFiles() {
    return !files.isEmpty();
  }

  boolean wasTold() {
    return !told.isEmpty();
  }

  /** It does what it was told. */
  void carryOut() {
    Effect.Send order = told.remove();
    if (feed == Feed.EXPORTS) {
      files.add(order);
      answer(order, Result.HANDED_OVER);
    } else {
      boolean was = present;
      boolean changed = apply(order);
      answer(order, was ? changed ? Result.UPDATED : Result.UNCHANGED : Result.CREATED);
    }
  }

  /** It does what it was told, but the answer is lost: it will be told again. */
  void carryOutUnheard() {
    if (feed != Feed.EXPORTS) {
      apply(told.element());
    }
  }

  void refuse() {
    refused = Optional.of(told.element().payload());
    answer(told.remove(), Result.REFUSED);
  }

  /** Whether this is what it refused, and took nothing since. */
  boolean refused(Map<String, Value> payload) {
    return refused.filter(payload::equals).isPresent();
  }

  private void answer(Effect.Send order, Result result) {
    answers.add(
        new Answered(
            order.deliveryId(),
            name,
            result,
            Optional.of("remote"),
            result == Result.REFUSED ? Optional.of("NO") : Optional.empty(),
            Optional.empty(),
            1));
  }

  /**
   * Two things that it said change places, or the first is lost. Only where the second says
   * everything once more, and is no report of our own writes.
   */
  void muddle(boolean lose) {
    if (!wholeRows || said.size() < 2) {
      return;
    }
    Report first = said.remove();
    Report second = said.remove();
    if (first.echo() || second.echo() || first.number() > second.number()) {
      said.addFirst(second);
      said.addFirst(first);
      return;
    }
    if (!lose) {
      said.addFirst(first);
    }
    said.addFirst(second.alsoEdited(first.edited()));
  }

  /** It reads all files that were put there for it, in order. */
  void importFiles() {
    while (!files.isEmpty()) {
      apply(files.remove());
    }
  }

  private boolean apply(Effect.Send order) {
    if (order.operation() == Operation.DELETE) {
      throw new AssertionError("nothing was deleted");
    }
    Set<String> changed = new HashSet<>();
    List<String> written = present ? order.changed() : new ArrayList<>(order.payload().keySet());
    for (String field : written) {
      Value value = order.payload().get(field);
      if (!value.equals(holds.put(field, value))) {
        changed.add(field);
        editedSinceExport.remove(field);
        peoples.remove(field);
      }
    }
    boolean created = !present;
    present = true;
    unexported = true;
    if (feed == Feed.MARKED && (created || !changed.isEmpty())) {
      speak(
          Set.copyOf(written),
          true,
          namesDeliveries ? Optional.of(order.deliveryId()) : Optional.empty(),
          Set.of());
    }
    return created || !changed.isEmpty();
  }

  /** The next thing it said and the hub did not read. */
  Optional<Report> nextReport() {
    Optional<Report> next = Optional.ofNullable(said.poll());
    next.ifPresent(
        report -> {
          read.add(report);
          if (read.size() > REPEATABLE) {
            read.remove();
          }
        });
    return next;
  }

  /** Something that the hub read before. */
  Optional<Report> repeatedReport(int which) {
    return read.stream().skip(which % REPEATABLE).findFirst();
  }

  boolean hasUnreadReports() {
    return !said.isEmpty();
  }

  Optional<Answered> nextAnswer() {
    Optional<Answered> next = Optional.ofNullable(answers.poll());
    lastAnswer = next.or(() -> lastAnswer);
    return next;
  }

  Optional<Answered> repeatedAnswer() {
    return lastAnswer;
  }

  boolean isQuiet() {
    return said.isEmpty() && told.isEmpty() && files.isEmpty() && answers.isEmpty();
  }
}
