package homeroom.authority;

import homeroom.api.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a system is known to hold of a record while one input is being decided: in the fields that
 * are known the truth as of a version, and in some of them something else. Not thread-safe; lives
 * as long as the decision.
 */
final class Holdings {

  private final RecordDraft record;
  private long version;
  private FieldSet known;
  private Map<Integer, Held> held;
  private boolean heldIsOwn;

  Holdings(RecordDraft record, SystemState state) {
    this.record = record;
    version = state.version();
    known = state.known();
    held = state.held();
  }

  long version() {
    return version;
  }

  FieldSet known() {
    return known;
  }

  Map<Integer, Held> held() {
    return held;
  }

  /** What the system is last known to hold in a field; empty if nothing is known. */
  Optional<Base> base(int field) {
    Held other = held.get(field);
    if (other != null) {
      return Optional.of(new Base(other.value(), other.version(), other.form()));
    }
    if (!known.contains(field)) {
      return Optional.empty();
    }
    return record.field(field).at(version).map(then -> new Base(then.value(), version, false));
  }

  /** Whether a value is what it is known to hold. */
  boolean holds(int field, Value value, Comparison comparison) {
    if (!known.contains(field)) {
      return false;
    }
    Held other = held.get(field);
    if (other != null) {
      return comparison.same(value, other.value());
    }
    Optional<Canonical> then = record.field(field).at(version);
    return then.isPresent() && comparison.same(value, then.get().value());
  }

  /** Whether it holds what is true of a field, or its own form of that. */
  boolean inStep(int field) {
    FieldState state = record.field(field);
    if (!known.contains(field) || state.past().isEmpty()) {
      return false;
    }
    Canonical now = state.past().getFirst();
    Held other = held.isEmpty() ? null : held.get(field);
    if (other != null) {
      return other.form() ? other.version() >= now.version() : other.value().equals(now.value());
    }
    if (now.version() <= version) {
      return true;
    }
    return state.at(version).filter(then -> then.value().equals(now.value())).isPresent();
  }

  /** Of some fields, those of which it does not hold what is true. */
  FieldSet outOfStep(FieldSet among) {
    FieldSet.Builder fields = new FieldSet.Builder(record.size());
    for (int i = among.next(0); i >= 0; i = among.next(i + 1)) {
      if (!inStep(i)) {
        fields.add(i);
      }
    }
    return fields.build();
  }

  /** Whether it holds anything that is not simply the truth as of its version. */
  boolean holdsApart() {
    return !held.isEmpty();
  }

  /** Whether the system holds something in the field that it was seen or told to hold apart. */
  boolean differs(int field) {
    Held other = held.get(field);
    return other != null && !other.form();
  }

  /** The system holds this, which is not simply the truth of a version. */
  void hold(int field, Value value, long atVersion, boolean form) {
    known = known.with(field);
    ownHeld().put(field, new Held(value, atVersion, form, 0));
  }

  /** The system holds this, and keeps it until the truth changes. */
  void leave(int field, Value value, long atVersion) {
    known = known.with(field);
    ownHeld().put(field, new Held(value, atVersion, false, Math.max(1, record.version())));
  }

  /** The system is to hold the truth of a field like any other. */
  void leaveNoMore(int field) {
    Held other = held.get(field);
    if (other != null && other.left() != 0) {
      ownHeld().put(field, new Held(other.value(), other.version(), false, 0));
    }
  }

  /** What the system holds in a field and keeps; empty if it is to hold the truth. */
  Optional<Value> left(int field) {
    Held other = held.get(field);
    if (other == null || other.left() == 0) {
      return Optional.empty();
    }
    boolean changed =
        record.field(field).current().filter(now -> now.version() > other.left()).isPresent();
    return changed ? Optional.empty() : Optional.of(other.value());
  }

  /** Whether it is left what it holds in a field, since that version or a later one. */
  boolean keepsSince(int field, long atVersion) {
    Held other = held.get(field);
    return other != null && other.left() >= atVersion && other.left() != 0;
  }

  /** The system holds the truth as of a version in these fields; what it holds in others stays. */
  void settle(long atVersion, FieldSet fields) {
    if (atVersion >= version) {
      keepOthers(atVersion, fields);
      version = atVersion;
      for (int i = fields.next(0); i >= 0; i = fields.next(i + 1)) {
        forget(i);
      }
    } else {
      for (int i = fields.next(0); i >= 0; i = fields.next(i + 1)) {
        settleOlder(atVersion, i);
      }
    }
    known = known.union(fields);
  }

  private void forget(int field) {
    if (held.containsKey(field)) {
      ownHeld().remove(field);
    }
  }

  private void settleOlder(long atVersion, int field) {
    Optional<Canonical> then = record.field(field).at(atVersion);
    if (then.isEmpty()) {
      return;
    }
    if (record.field(field).at(version).equals(then)) {
      forget(field);
    } else {
      ownHeld().put(field, new Held(then.get().value(), atVersion, false, 0));
    }
  }

  private void keepOthers(long atVersion, FieldSet settled) {
    for (int i = known.next(0); i >= 0; i = known.next(i + 1)) {
      if (!settled.contains(i) && !held.containsKey(i)) {
        keep(i, atVersion);
      }
    }
  }

  private void keep(int field, long atVersion) {
    FieldState state = record.field(field);
    Optional<Canonical> then = state.at(version);
    if (then.isPresent() && !state.at(atVersion).equals(then)) {
      ownHeld().put(field, new Held(then.get().value(), version, false, 0));
    }
  }

  /** Keeps by itself what a field's past is about to forget. */
  void keepBefore(int field, long oldest) {
    if (known.contains(field) && !held.containsKey(field) && version < oldest) {
      record
          .field(field)
          .at(version)
          .ifPresent(then -> ownHeld().put(field, new Held(then.value(), version, false, 0)));
    }
  }

  /** What was handed over is all that is known of fields that the system never showed. */
  void expect(long atVersion, FieldSet fields) {
    FieldSet unknown = FieldSet.NONE;
    for (int i = fields.next(0); i >= 0; i = fields.next(i + 1)) {
      if (!known.contains(i)) {
        unknown = unknown.with(i);
      }
    }
    if (!unknown.equals(FieldSet.NONE)) {
      settle(atVersion, unknown);
    }
  }

  /** Nothing it held counts. */
  void forgetAll() {
    known = FieldSet.NONE;
    held = Map.of();
    heldIsOwn = false;
  }

  /** The version from which on a field's past tells what the system holds. */
  long needsPastFrom(int field) {
    // Of what it holds apart, the past tells who its rivals are.
    Held other = held.get(field);
    if (other != null) {
      return other.form() ? Long.MAX_VALUE : other.version();
    }
    return known.contains(field) ? version : Long.MAX_VALUE;
  }

  /** Most systems hold nothing apart, and nothing is copied for them. */
  private Map<Integer, Held> ownHeld() {
    if (!heldIsOwn) {
      held = new HashMap<>(held);
      heldIsOwn = true;
    }
    return held;
  }
}
