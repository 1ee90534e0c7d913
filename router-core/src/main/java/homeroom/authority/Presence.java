package homeroom.authority;

import homeroom.api.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an event says of the record's existence, beside what is under way to its system. Existence
 * is a field like any other, but that others hang on it: a deletion takes away what others changed,
 * and whatever a delivery updates, it brings back a record that was deleted meanwhile.
 */
final class Presence {

  private static final Value THERE = Value.flag(true);
  private static final Value GONE = Value.flag(false);

  private final RecordDraft record;
  private final SystemDraft source;
  private final Event event;
  private final int index;
  private final boolean takesAway;
  private final boolean isThere;

  /**
   * @param field the field that is said of; of any other than existence nothing here is the case
   * @param index its index
   */
  Presence(RecordDraft record, SystemDraft source, Event event, FieldRules field, int index) {
    this.record = record;
    this.source = source;
    this.event = event;
    this.index = index;
    boolean existence = field.name().equals(FieldRules.EXISTS);
    Value asserted = event.fields().get(field.name());
    takesAway = existence && GONE.equals(asserted);
    isThere = existence && THERE.equals(asserted);
  }

  /** Whether the system says that the record is gone. */
  boolean takesAway() {
    return takesAway;
  }

  /** What others changed in a record that is taken away, and is only on its way to the system. */
  List<Canonical> notYetSeen() {
    if (!takesAway) {
      return List.of();
    }
    return Stream.concat(
            source.onTheirWay().stream().flatMap(other -> record.field(other).current().stream()),
            madeAgain())
        .filter(now -> !now.provenance().system().equals(event.system()))
        .distinct()
        .toList();
  }

  /** That others deleted the record and made it again, if that is on its way to the system. */
  private Stream<Canonical> madeAgain() {
    boolean told = source.open().isPresent() || source.isTold(index);
    return source.base(index).filter(base -> told).stream()
        .flatMap(base -> record.field(index).since(base.version()).stream().limit(1));
  }

  /**
   * The update of ours that brought a record back which the system had deleted: it is there again
   * just as we wrote it.
   */
  Optional<Long> broughtBack() {
    return source
        .open()
        .filter(open -> isThere && !open.delete() && showsAllOf(open))
        .map(SystemState.Open::version);
  }

  private boolean showsAllOf(SystemState.Open open) {
    FieldSet written = open.settles().without(index);
    for (int i = written.next(0); i >= 0; i = written.next(i + 1)) {
      Optional<Value> then = record.field(i).at(open.version()).map(Canonical::value);
      Value shown = event.fields().get(record.field(i).name());
      if (shown == null || then.filter(shown::equals).isEmpty()) {
        return false;
      }
    }
    return !written.isEmpty();
  }

  /** Whether a delivery is under way that makes it otherwise. */
  boolean crosses() {
    return source.open().filter(open -> open.delete() ? isThere : takesAway).isPresent();
  }
}
