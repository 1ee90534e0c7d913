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
    /**
     * It is read now and then, and shows all that it holds then, whoever wrote it. It is looked at
     * before it is written, too.
     */
    READ,
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
   * @param held what it held when it was deleted, if it says that it was
   */
  record Report(
      long number,
      String eventId,
      Instant at,
      Map<String, Value> fields,
      boolean echo,
      Optional<String> delivery,
      Set<String> edited,
      Set<String> peoples,
      Map<String, Value> held) {

    Report alsoEdited(Set<String> earlier) {
      Set<String> all = new HashSet<>(earlier);
      all.addAll(edited);
      return new Report(
          number, eventId, at, fields, echo, delivery, Set.copyOf(all), peoples, held);
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
  private final Set<String> unheard = new HashSet<>();
  private final Set<String> lost = new HashSet<>();
  private final Map<String, Report> found = new HashMap<>();
  private final Deque<Report> said = new ArrayDeque<>();
  private final Deque<Report> read = new ArrayDeque<>();
  private final Deque<Effect.Send> told = new ArrayDeque<>();
  private final Deque<Effect.Send> files = new ArrayDeque<>();
  private final Deque<Answered> answers = new ArrayDeque<>();
  private Optional<Answered> lastAnswer = Optional.empty();
  private Optional<Map<String, Value>> refused = Optional.empty();
  private Map<String, Value> deleted = Map.of();
  private boolean refusedDeletion;
  private boolean unexported;
  private boolean exported;
  private boolean present;
  private int reports;

  Site(
      String name, Feed feed, boolean wholeRows, boolean namesDeliveries, Supplier<Instant> clock) {
    this.clock = clock;
    this.name = name;
    this.feed = feed;
    this.wholeRows = wholeRows || feed == Feed.EXPORTS || feed == Feed.READ;
    this.namesDeliveries = namesDeliveries;
  }

  String name() {
    return name;
  }

  boolean tellsWholeRows() {
    return wholeRows;
  }

  boolean isRead() {
    return feed == Feed.READ;
  }

  /** The fields in which what people entered was written over before the hub could know of it. */
  Set<String> lost() {
    return lost;
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
    unexported = true;
    holds.putAll(fields);
    Set<String> made = new HashSet<>(fields.keySet());
    made.add(FieldRules.EXISTS);
    editedSinceExport.addAll(made);
    peoples.addAll(made);
    speak(fields.keySet(), false, Optional.empty(), made);
  }

  /**
   * A person deletes the record. Where only exports tell of it, not before one has: nobody could
   * tell that it ever was there.
   */
  boolean delete() {
    if (!present || feed == Feed.NONE || showsItself() && !exported) {
      return false;
    }
    goAway();
    editedSinceExport.add(FieldRules.EXISTS);
    peoples.add(FieldRules.EXISTS);
    speak(Set.of(), false, Optional.empty(), Set.of(FieldRules.EXISTS));
    return true;
  }

  /** A person makes the record that is not there, again or for the first time. */
  boolean create(Map<String, Value> fields) {
    if (present || feed == Feed.NONE) {
      return false;
    }
    edits.putAll(fields);
    begin(fields);
    return true;
  }

  /** Whether nothing is known of what people do until it is exported or read. */
  private boolean showsItself() {
    return feed == Feed.EXPORTS || feed == Feed.READ;
  }

  private void goAway() {
    deleted = Map.copyOf(holds);
    present = false;
    unexported = true;
    holds.clear();
    peoples.clear();
    editedSinceExport.clear();
    unheard.clear();
  }

  /** A person changes a field. */
  boolean edit(String field, Value value) {
    if (!present || feed == Feed.NONE || value.equals(holds.getOrDefault(field, Value.NULL))) {
      return false;
    }
    holds.put(field, value);
    edits.put(field, value);
    editedSinceExport.add(field);
    peoples.add(field);
    unheard.add(field);
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
    asserted.put(FieldRules.EXISTS, Value.flag(present));
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
            Set.copyOf(peoples),
            present ? Map.of() : deleted));
  }

  /**
   * It writes its nightly file, or is read. A record that is missing there and was in the last one
   * is gone.
   */
  void export() {
    if (showsItself() && (present || exported)) {
      say(holds.keySet(), false, Optional.empty(), editedSinceExport);
      editedSinceExport.clear();
      unheard.clear();
    }
    exported = present;
    unexported = false;
  }

  boolean exportIsOld() {
    return showsItself() && unexported;
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
    Map<String, Value> surprises = surprises(order);
    if (!surprises.isEmpty()) {
      answerWhatIsThere(order, surprises);
    } else if (feed == Feed.EXPORTS) {
      files.add(order);
      answer(order, Result.HANDED_OVER);
    } else {
      boolean was = present;
      boolean changed = apply(order);
      if (order.operation() == Operation.DELETE) {
        answer(order, changed ? Result.DELETED : Result.UNCHANGED);
      } else {
        answer(order, was ? changed ? Result.UPDATED : Result.UNCHANGED : Result.CREATED);
      }
    }
  }

  /** It does what it was told, but the answer is lost: it will be told again. */
  void carryOutUnheard() {
    if (feed != Feed.EXPORTS && surprises(told.element()).isEmpty()) {
      apply(told.element());
    }
  }

  /** What it holds that the hub does not expect, where it would be written over. */
  private Map<String, Value> surprises(Effect.Send order) {
    Map<String, Value> surprises = new HashMap<>();
    for (String field : order.changed()) {
      Value held = holds.getOrDefault(field, Value.NULL);
      if (order.expected().containsKey(field)
          && !order.expected().get(field).contains(held)
          && !held.equals(order.payload().get(field))) {
        surprises.put(field, held);
      }
    }
    return isRead() && present ? surprises : Map.of();
  }

  private void answerWhatIsThere(Effect.Send order, Map<String, Value> shown) {
    Map<String, Value> fields = new HashMap<>(holds);
    fields.put(FieldRules.EXISTS, Value.flag(true));
    unheard.removeAll(shown.keySet());
    found.put(
        order.deliveryId(),
        new Report(
            reports,
            order.deliveryId(),
            clock.get(),
            fields,
            false,
            Optional.empty(),
            Set.copyOf(peoples),
            Set.copyOf(peoples),
            Map.of()));
    answers.add(
        new Answered(
            order.deliveryId(),
            name,
            Result.CHANGED_MEANWHILE,
            Optional.of("remote"),
            Optional.of("CHANGED_MEANWHILE"),
            Optional.empty(),
            1,
            Optional.of(new Answered.Found(fields, shown, clock.get()))));
  }

  /** What an answer says was found. */
  Optional<Report> found(Answered answer) {
    return Optional.ofNullable(found.get(answer.deliveryId()));
  }

  void refuse() {
    if (told.element().operation() == Operation.DELETE) {
      refusedDeletion = true;
    } else {
      refused = Optional.of(told.element().payload());
    }
    answer(told.remove(), Result.REFUSED);
  }

  /** Whether it refused to take the record away, and took nothing since. */
  boolean refusedDeletion() {
    return refusedDeletion;
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
    refusedDeletion = false;
    if (order.operation() == Operation.DELETE) {
      return applyDeletion(order);
    }
    Set<String> changed = new HashSet<>();
    List<String> written = present ? order.changed() : new ArrayList<>(order.payload().keySet());
    for (String field : written) {
      Value value = order.payload().get(field);
      if (!value.equals(holds.put(field, value))) {
        changed.add(field);
        if (unheard.remove(field) && feed == Feed.READ) {
          lost.add(field);
        }
        editedSinceExport.remove(field);
        peoples.remove(field);
      }
    }
    boolean created = !present;
    if (created) {
      editedSinceExport.remove(FieldRules.EXISTS);
      peoples.remove(FieldRules.EXISTS);
    }
    present = true;
    unexported = true;
    if (created || !changed.isEmpty()) {
      echo(order, Set.copyOf(written));
    }
    return created || !changed.isEmpty();
  }

  private boolean applyDeletion(Effect.Send order) {
    if (!present) {
      return false;
    }
    goAway();
    echo(order, Set.of());
    return true;
  }

  private void echo(Effect.Send order, Set<String> written) {
    if (feed == Feed.MARKED) {
      speak(
          written,
          true,
          namesDeliveries ? Optional.of(order.deliveryId()) : Optional.empty(),
          Set.of());
    }
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

  /** What the hub read last, in order, as when a window is read once more. */
  List<Report> window() {
    return List.copyOf(read);
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
