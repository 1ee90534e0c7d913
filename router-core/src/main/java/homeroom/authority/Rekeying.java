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

  /**
   * @param told whether a system, the first, is told of a field, the second
   */
  public Rekeying(BiPredicate<String, String> told) {
    this.told = told;
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
      boolean ownWords = !told.test(system.system(), reference.field());
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
    inStep.forEach(system -> keepAsOwnForm(system, index, reference.value(), version));
    // Nobody decided anything, so that whoever is left alone goes on being so.
    left.forEach(
        (system, value) -> system.leave(index, value, system.base(index).orElseThrow().version()));
  }

  private static boolean holds(SystemDraft system, int field, Value value) {
    return system.base(field).filter(base -> base.value().equals(value)).isPresent();
  }

  /** What the system says means what is true now. */
  private static void keepAsOwnForm(SystemDraft system, int field, Value now, long version) {
    Value says = system.base(field).orElseThrow().value();
    if (says.equals(now)) {
      system.settle(version, FieldSet.NONE.with(field));
    } else {
      system.hold(field, says, version, true);
    }
  }

  /**
   * Before a system is judged: one that is not told of a field and says the key that its record had
   * before says what is true, in its own way.
   */
  public RecordState understand(RecordState state, Event event) {
    RecordState understood = state;
    for (Reference one : state.identity().references()) {
      Value asserted = event.fields().get(one.field());
      if (one.moved()
          && Reference.value(one.said()).equals(asserted)
          && !told.test(event.system(), one.field())) {
        understood = understand(understood, event.system(), one.field(), asserted);
      }
    }
    return understood;
  }

  private static RecordState understand(
      RecordState state, String system, String field, Value asserted) {
    RecordDraft draft = new RecordDraft(state);
    int index = draft.indexOf(field);
    Optional<Canonical> current = draft.canonical(field);
    if (current.isEmpty() || holds(draft.system(system), index, asserted)) {
      return state;
    }
    draft.system(system).hold(index, asserted, current.get().version(), true);
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
    return source.filter(system -> !told.test(system, reference.field())).isPresent()
        && holds(draft.system(source.get()), draft.indexOf(reference.field()), reference.value());
  }
}
