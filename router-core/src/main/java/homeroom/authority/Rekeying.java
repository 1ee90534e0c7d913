package homeroom.authority;

import homeroom.api.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Writes the keys that referred records have now into the fields that refer to them. What sources
 * said stays comparable: a source that goes on saying the former key has its own way of writing the
 * truth. Pure.
 */
public final class Rekeying {

  /** Stands behind the rule under which a value was accepted whose key is another one since. */
  private static final String FOLLOWED = "; under the key that the record has now";

  private final BiPredicate<String, String> told;
  private final BiPredicate<String, String> takesReferred;

  /**
   * @param told whether a system, the first, is told of a field, the second
   * @param takesReferred whether it is told of the records as well to which the field refers
   */
  public Rekeying(BiPredicate<String, String> told, BiPredicate<String, String> takesReferred) {
    this.told = told;
    this.takesReferred = takesReferred;
  }

  /**
   * What came of it.
   *
   * @param before the fields whose values are others now, as they were
   * @param after the same as they are
   */
  public record Rekeyed(RecordState state, Map<String, Value> before, Map<String, Value> after) {}

  /** A record that this one refers to has another key now than was known. */
  public Rekeyed rekey(RecordState state, String parent, String now) {
    List<Reference> references = new ArrayList<>();
    RecordDraft draft = new RecordDraft(state);
    Map<String, Value> before = new LinkedHashMap<>();
    Map<String, Value> after = new LinkedHashMap<>();
    long next = state.version() + 1;
    for (Reference one : state.identity().references()) {
      boolean other = one.said().equals(parent) && !one.now().equals(now);
      Reference known = other ? one.now(now) : one;
      references.add(known);
      Optional<Canonical> current = draft.canonical(one.field());
      if (other && current.isPresent()) {
        before.put(one.field(), current.get().value());
        after.put(one.field(), known.value());
        write(draft, known, current.get(), next);
      }
    }
    RecordState written = after.isEmpty() ? state : draft.freeze();
    return new Rekeyed(written.with(state.identity().references(references)), before, after);
  }

  private void write(RecordDraft draft, Reference reference, Canonical current, long version) {
    int index = draft.indexOf(reference.field());
    List<SystemDraft> inStep = new ArrayList<>();
    Map<SystemDraft, Value> left = new LinkedHashMap<>();
    for (SystemDraft system : draft.all()) {
      system.left(index).ifPresent(value -> left.put(system, value));
      boolean ownWords =
          !told.test(system.system(), reference.field())
              || (system.speaks() && hasItsOwnKeys(system.system(), reference.field()));
      if (ownWords && (system.inStep(index) || holds(system, index, reference.value()))) {
        inStep.add(system);
      }
    }
    Provenance provenance = current.provenance();
    String rule = provenance.rule().replace(FOLLOWED, "");
    draft.accept(
        index,
        reference.value(),
        version,
        new Provenance(
            provenance.system(),
            provenance.eventId(),
            reference.moved() ? rule + FOLLOWED : rule,
            provenance.configuration(),
            provenance.occurredAt()));
    // Nobody decided anything, so that whoever is left alone goes on being so.
    left.forEach(
        (system, value) -> system.leave(index, value, system.base(index).orElseThrow().version()));
    for (SystemDraft system : inStep) {
      Value says = system.base(index).orElseThrow().value();
      if (says.equals(reference.value())) {
        system.settle(version, FieldSet.NONE.with(index));
      } else {
        keepOwnWords(system, reference.field(), index, says, version);
      }
    }
  }

  /**
   * A system that is told of a field and not of the records to which it refers, and that speaks of
   * it, has those records under keys of its own: the one that it says.
   */
  private boolean hasItsOwnKeys(String system, String field) {
    return !takesReferred.test(system, field);
  }

  /** What it says means what is true; where it is told of the field, it is told its own words. */
  private void keepOwnWords(SystemDraft system, String field, int index, Value says, long version) {
    if (told.test(system.system(), field)) {
      system.leave(index, says, version);
    } else {
      system.hold(index, says, version, true);
    }
  }

  private static boolean holds(SystemDraft system, int field, Value value) {
    return system.base(field).filter(base -> base.value().equals(value)).isPresent();
  }

  /**
   * Before a system is judged: one that has its own words for a record and says the key that the
   * record had before says what is true.
   */
  public RecordState understand(RecordState state, Event event) {
    RecordState understood = state;
    for (Reference one : state.identity().references()) {
      Value asserted = event.fields().get(one.field());
      if (one.moved()
          && Reference.value(one.said()).equals(asserted)
          && hasItsOwnWords(event.system(), one.field())) {
        understood = understand(understood, event.system(), one.field(), asserted);
      }
    }
    return understood;
  }

  private boolean hasItsOwnWords(String system, String field) {
    return !told.test(system, field) || hasItsOwnKeys(system, field);
  }

  private RecordState understand(RecordState state, String system, String field, Value asserted) {
    RecordDraft draft = new RecordDraft(state);
    int index = draft.indexOf(field);
    Optional<Canonical> current = draft.canonical(field);
    if (current.isEmpty() || holds(draft.system(system), index, asserted)) {
      return state;
    }
    keepOwnWords(draft.system(system), field, index, asserted, current.get().version());
    return draft.freeze();
  }

  /**
   * Whether the source from which a field's value comes says by itself the key that the record has
   * now. Then nothing but that key is remembered of what it said.
   */
  public boolean isSaidAnew(RecordState state, Reference reference) {
    if (!reference.moved()) {
      return false;
    }
    RecordDraft draft = new RecordDraft(state);
    Optional<String> source =
        draft.canonical(reference.field()).map(current -> current.provenance().system());
    return source.filter(system -> hasItsOwnWords(system, reference.field())).isPresent()
        && holds(draft.system(source.get()), draft.indexOf(reference.field()), reference.value());
  }
}
