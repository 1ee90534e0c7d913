package homeroom.audit.explain;

import homeroom.api.Value;
import homeroom.audit.ConflictEntry;
import homeroom.audit.FieldEntry;
import homeroom.audit.MovementEntry;
import homeroom.audit.RecordEntry;
import homeroom.audit.explain.BatchChange.Truth;
import homeroom.audit.explain.BatchSearch.Found;
import homeroom.authority.FieldRules;
import homeroom.schema.Change;
import homeroom.schema.DataEvent;
import homeroom.schema.EventOperation;
import homeroom.wire.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Joins the movements of a batch's events with what the log and the store know of their values.
 * Pure.
 *
 * @param marked the fields of which it tells, by entity
 * @param conflicts by record and field, of the batch's events
 * @param golden by record
 */
record ChangedFields(
    Map<String, Set<String>> marked,
    Found found,
    Map<ConflictKey, ConflictEntry> conflicts,
    Map<String, RecordEntry> golden) {

  /** Which conflict a movement speaks of. */
  record ConflictKey(String event, String field) {

    static ConflictKey of(ConflictEntry conflict) {
      return new ConflictKey(ConflictSide.arrived(conflict).event(), conflict.field());
    }
  }

  /** Whether a movement may speak of a marked field, or of a record with some that is gone. */
  static boolean mayConcern(MovementEntry movement, Map<String, Set<String>> marked) {
    Set<String> fields = marked.getOrDefault(movement.subject().entity(), Set.of());
    return !fields.isEmpty()
        && movement.fields().stream()
            .anyMatch(field -> fields.contains(field) || field.equals(FieldRules.EXISTS));
  }

  List<BatchChange> of(MovementEntry movement) {
    Set<String> fields = marked.getOrDefault(movement.subject().entity(), Set.of());
    Optional<DataEvent> event = Optional.ofNullable(found.events().get(movement.cause()));
    boolean gone = event.filter(it -> it.getOperation() == EventOperation.DELETE).isPresent();
    return movement.fields().stream()
        .filter(field -> fields.contains(field) || gone && field.equals(FieldRules.EXISTS))
        .map(field -> of(movement, field, event))
        .toList();
  }

  private BatchChange of(MovementEntry movement, String field, Optional<DataEvent> event) {
    Optional<Change> change = Optional.ofNullable(found.changes().get(movement.cause()));
    return new BatchChange(
        movement.subject(),
        field,
        before(movement, field, change),
        said(field, event),
        movement.outcome(),
        won(movement, field, change),
        movement.cause(),
        movement.at(),
        event.map(DataEvent::getPlace));
  }

  private static Optional<Value> said(String field, Optional<DataEvent> event) {
    if (field.equals(FieldRules.EXISTS)) {
      return event.map(it -> Value.flag(it.getOperation() == EventOperation.UPSERT));
    }
    return event.map(DataEvent::getFields).map(Values::values).map(fields -> fields.get(field));
  }

  private Optional<Truth> before(MovementEntry movement, String field, Optional<Change> change) {
    return change
        .filter(it -> isIn(it, field))
        .map(it -> new Truth(Optional.ofNullable(Values.values(it.getBefore()).get(field))))
        .or(() -> held(movement, field))
        .or(() -> stillTrue(movement, field));
  }

  private static boolean isIn(Change change, String field) {
    return Stream.concat(change.getBefore().stream(), change.getAfter().stream())
        .anyMatch(it -> it.getName().equals(field));
  }

  private Optional<Truth> held(MovementEntry movement, String field) {
    return conflict(movement, field)
        .map(it -> new Truth(Optional.of(ConflictSide.held(it).value())));
  }

  /** What did not change since is what was true then. */
  private Optional<Truth> stillTrue(MovementEntry movement, String field) {
    boolean accepted = movement.outcome().equals("ACCEPTED");
    return Optional.ofNullable(golden.get(movement.subject().record()))
        .filter(_ -> !accepted)
        .flatMap(record -> field(record, field))
        .filter(it -> it.version() <= movement.version())
        .map(it -> new Truth(Optional.of(StoredValue.of(it))));
  }

  private static Optional<FieldEntry> field(RecordEntry record, String field) {
    return record.fields().stream().filter(it -> it.name().equals(field)).findFirst();
  }

  private Optional<ConflictEntry> conflict(MovementEntry movement, String field) {
    return Optional.ofNullable(conflicts.get(new ConflictKey(movement.cause(), field)));
  }

  private Optional<Boolean> won(MovementEntry movement, String field, Optional<Change> change) {
    return switch (movement.outcome()) {
      case "CONFLICT" ->
          conflict(movement, field)
              .filter(it -> !it.winner().isEmpty())
              .map(it -> it.winner().equals(movement.system()));
      case "INITIAL_MISMATCH" -> Optional.of(change.filter(it -> isIn(it, field)).isPresent());
      default -> Optional.empty();
    };
  }
}
