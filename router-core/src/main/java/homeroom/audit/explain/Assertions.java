package homeroom.audit.explain;

import homeroom.api.Value;
import homeroom.audit.FieldEntry;
import homeroom.audit.MovementEntry;
import homeroom.audit.explain.Explanation.Assertion;
import homeroom.authority.FieldRules;
import homeroom.schema.Change;
import homeroom.schema.DataEvent;
import homeroom.schema.EventOperation;
import homeroom.wire.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what sources said of a field, and what was decided about it. */
final class Assertions {

  /** Where no rule was needed. */
  private static final Set<String> WITHOUT_RULE =
      Set.of("UNCHANGED", "ECHO", "DUPLICATE", "STALE", "CONVERGED");

  /** Where two values stood against each other. */
  private static final Set<String> CONTESTED = Set.of("CONFLICT", "INITIAL_MISMATCH");

  private final FieldStory story;
  private final Decisions decisions;

  Assertions(FieldStory story) {
    this.story = story;
    decisions = new Decisions(story.evidence().movements());
  }

  /** In the order of arrival. */
  List<Assertion> all() {
    List<Assertion> all = new ArrayList<>();
    for (RecordLog.Arrived<DataEvent> arrived : story.evidence().log().events()) {
      Optional<Decisions.Decided> decided =
          decisions.next(
              new Decisions.Arrival(arrived.message().getEventId(), arrived.at()), story.field());
      value(arrived.message())
          .ifPresent(value -> all.add(assertion(arrived.message(), arrived.at(), value, decided)));
    }
    decisions.others(story.field()).forEach(movement -> all.add(remembered(movement)));
    all.sort(Comparator.comparing(Assertion::arrivedAt));
    return all;
  }

  private Optional<Value> value(DataEvent event) {
    if (event.getRenamedTo() != null) {
      return Optional.empty();
    }
    boolean upsert = event.getOperation() == EventOperation.UPSERT;
    if (story.field().equals(FieldRules.EXISTS)) {
      return Optional.of(Value.flag(upsert));
    }
    return event.getFields().stream()
        .filter(it -> upsert && it.getName().equals(story.field()))
        .findFirst()
        .map(Values::value);
  }

  private Assertion assertion(
      DataEvent event, Instant at, Value value, Optional<Decisions.Decided> decided) {
    String id = event.getEventId();
    Optional<Change> change = story.changeBy(id);
    // The query store may be a moment behind the log.
    Optional<String> outcome =
        decided
            .map(Decisions.Decided::outcome)
            .or(() -> story.arrivedIn(id).map(_ -> "CONFLICT"))
            .or(() -> change.map(_ -> "ACCEPTED"));
    Optional<String> batch = Optional.ofNullable(event.getBatch());
    Instant occurred = Values.instant(event.getOccurredAt());
    Optional<String> configuration =
        decided
            .map(it -> it.movement().configuration())
            .or(() -> change.map(Change::getConfiguration));
    return new Assertion(
        event.getSystem(),
        id,
        at,
        Optional.of(occurred),
        Optional.of(value),
        batch,
        story.evidence().origin(event.getSystem(), batch),
        Optional.ofNullable(event.getPlace()),
        outcome,
        outcome.filter(CONTESTED::contains).map(_ -> wonNow(id)),
        outcome.flatMap(it -> rule(it, id, configuration, Optional.of(occurred))),
        configuration);
  }

  /** Of an event that is still in the log, what it changed is there as well. */
  private boolean wonNow(String event) {
    return story
        .arrivedIn(event)
        .map(ConflictSide::won)
        .orElseGet(() -> story.changeBy(event).isPresent() || story.goldenBy(event).isPresent());
  }

  private Optional<String> rule(
      String outcome, String event, Optional<String> configuration, Optional<Instant> occurred) {
    if (WITHOUT_RULE.contains(outcome)) {
      return Optional.empty();
    }
    return story
        .changeBy(event)
        .map(Change::getRule)
        .or(() -> story.goldenBy(event).map(FieldEntry::rule))
        .or(() -> story.arrivedIn(event).map(side -> side.conflict().rule()))
        .or(() -> configuration.flatMap(id -> occurred.flatMap(at -> story.ruleUnder(id, at))));
  }

  /**
   * What only a movement tells of, because the log no longer holds the event. The golden record and
   * conflicts may still know what it said.
   */
  private Assertion remembered(MovementEntry movement) {
    String event = movement.cause();
    Optional<FieldEntry> golden = story.goldenBy(event);
    Optional<ConflictSide> side = story.arrivedIn(event).or(() -> heldIn(event));
    Optional<Instant> occurred =
        golden.map(FieldEntry::occurredAt).or(() -> side.map(ConflictSide::occurredAt));
    Optional<String> outcome = Optional.of(movement.outcome());
    return new Assertion(
        movement.system(),
        event,
        movement.at(),
        occurred,
        golden.map(StoredValue::of).or(() -> side.map(ConflictSide::value)),
        movement.batch(),
        story.evidence().origin(movement.system(), movement.batch()),
        Optional.empty(),
        outcome,
        outcome
            .filter(CONTESTED::contains)
            .flatMap(
                _ -> story.arrivedIn(event).map(ConflictSide::won).or(() -> golden.map(_ -> true))),
        rule(movement.outcome(), event, Optional.of(movement.configuration()), occurred),
        Optional.of(movement.configuration()));
  }

  private Optional<ConflictSide> heldIn(String event) {
    return story.conflicts().stream()
        .map(ConflictSide::held)
        .filter(side -> side.event().equals(event))
        .findFirst();
  }
}
