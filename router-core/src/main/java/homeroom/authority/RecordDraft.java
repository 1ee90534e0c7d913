package homeroom.authority;

import homeroom.api.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link RecordState} while one input is being decided. Not thread-safe; lives as long as the
 * decision.
 */
public final class RecordDraft {

  private long version;
  private final Identity identity;
  private final List<FieldState> fields;
  private final Layout known;
  private final Map<String, Integer> added = new HashMap<>();
  private final List<SystemState> before;

  /** Of the systems about which something was asked, those of which nothing was known last. */
  private final Map<String, SystemDraft> systems = new LinkedHashMap<>();

  public RecordDraft(RecordState state) {
    version = state.version();
    identity = state.identity();
    fields = new ArrayList<>(state.fields());
    known = Layout.of(state.fields());
    before = state.systems();
  }

  /** The state as it is now, without what no system needs to be judged by. */
  public RecordState freeze() {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).past().size() > 1) {
        forgetPast(i);
      }
    }
    return new RecordState(version, fields, frozen(), identity);
  }

  private List<SystemState> frozen() {
    List<SystemState> frozen = new ArrayList<>(before.size() + 1);
    for (SystemState state : before) {
      SystemDraft draft = systems.get(state.system());
      frozen.add(draft == null ? state : draft.freeze());
    }
    for (SystemDraft draft : systems.values()) {
      if (draft.isNew()) {
        frozen.add(draft.freeze());
      }
    }
    return frozen;
  }

  private void forgetPast(int field) {
    FieldState state = fields.get(field);
    long needed = Long.MAX_VALUE;
    List<Long> told = new ArrayList<>();
    for (SystemDraft system : all()) {
      needed = Math.min(needed, system.needsPastFrom(field));
      system.addTold(field, told);
    }
    if (state.past().size() > FieldState.LONGEST_PAST) {
      long oldest = state.past().get(FieldState.LONGEST_PAST - 1).version();
      all().forEach(system -> system.keepBefore(field, oldest));
      needed = Math.max(needed, oldest);
    }
    fields.set(field, state.forgetBefore(needed, told));
  }

  public long version() {
    return version;
  }

  public Identity identity() {
    return identity;
  }

  public int size() {
    return fields.size();
  }

  public FieldState field(int index) {
    return fields.get(index);
  }

  /** Where its fields stand, those among them that are new. */
  Layout layout() {
    return added.isEmpty() ? known : Layout.of(fields);
  }

  /** The index of a field; -1 if it was never seen. */
  public int indexOf(String name) {
    int index = known.of(name);
    return index >= 0 || added.isEmpty() ? index : added.getOrDefault(name, -1);
  }

  int indexOrNew(String name) {
    int index = indexOf(name);
    if (index >= 0) {
      return index;
    }
    fields.add(new FieldState(name, List.of()));
    added.put(name, fields.size() - 1);
    return fields.size() - 1;
  }

  /** What is true of a field; empty if it has no value. */
  public Optional<Canonical> canonical(String name) {
    int index = indexOf(name);
    return index < 0 ? Optional.empty() : fields.get(index).current();
  }

  /** Whether the record exists, as far as the hub holds to be true. */
  public boolean exists() {
    return canonical(FieldRules.EXISTS)
        .map(current -> current.value().equals(Value.flag(true)))
        .orElse(false);
  }

  /** What is known about a system; it is remembered only once something is. */
  public SystemDraft system(String name) {
    SystemDraft draft = systems.get(name);
    if (draft == null) {
      draft = draftOf(name);
      systems.put(name, draft);
    }
    return draft;
  }

  private SystemDraft draftOf(String name) {
    for (SystemState state : before) {
      if (state.system().equals(name)) {
        return new SystemDraft(this, state, false);
      }
    }
    return new SystemDraft(this, SystemState.unknown(name), true);
  }

  Collection<SystemDraft> all() {
    before.forEach(state -> system(state.system()));
    return systems.values();
  }

  /** Whether a system has the record. */
  public boolean presentAt(String name) {
    if (!exists()) {
      return false;
    }
    SystemDraft draft = systems.get(name);
    if (draft != null) {
      return draft.present();
    }
    for (SystemState state : before) {
      if (state.system().equals(name)) {
        return state.present();
      }
    }
    return false;
  }

  /** Whether a system has the record under its key, and not under a former one. */
  public boolean standsAt(String name) {
    return !identity.knownAs().containsKey(name) && exists() && stands(name);
  }

  private boolean stands(String name) {
    SystemDraft draft = systems.get(name);
    if (draft != null) {
      return draft.stands();
    }
    for (SystemState state : before) {
      if (state.system().equals(name)) {
        return state.stands();
      }
    }
    return false;
  }

  void dispute(int field, Optional<Dispute> dispute) {
    fields.set(field, fields.get(field).with(dispute));
  }

  void turned(int field, Turns turns) {
    fields.set(field, fields.get(field).turned(turns));
  }

  void accept(int field, Value value, long atVersion, Provenance provenance) {
    version = atVersion;
    fields.set(field, fields.get(field).accept(value, atVersion, provenance));
  }
}
