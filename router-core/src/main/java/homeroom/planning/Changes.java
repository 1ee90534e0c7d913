package homeroom.planning;

import homeroom.api.Value;
import homeroom.authority.Canonical;
import homeroom.authority.Provenance;
import homeroom.authority.RecordDraft;
import homeroom.authority.Ruling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down that the truth changed, with what it was before. */
final class Changes {

  private Changes() {}

  /** What was told changed the truth in at least one field. */
  static Effect.Changed told(RecordDraft draft, List<Ruling> rulings) {
    Map<String, Value> before = new LinkedHashMap<>();
    Map<String, Value> after = new LinkedHashMap<>();
    for (Ruling ruling : rulings) {
      switch (ruling) {
        case Ruling.Accepted a -> put(before, after, a.field(), a.before(), a.after());
        case Ruling.Merged m -> put(before, after, m.field(), Optional.of(m.before()), m.after());
        case Ruling.Mismatched m -> {
          if (m.won()) {
            put(before, after, m.field(), m.before(), m.asserted());
          }
        }
        case Ruling.Conflicted c -> {
          if (c.won()) {
            put(before, after, c.field(), Optional.of(c.held().value()), c.arrived());
          }
        }
        case Ruling.Unchanged u -> {}
        case Ruling.Echoed e -> {}
        case Ruling.Converged c -> {}
        case Ruling.Unauthorised u -> {}
        case Ruling.Disputed d -> {}
      }
    }
    Provenance provenance =
        draft.canonical(after.keySet().iterator().next()).map(Canonical::provenance).orElseThrow();
    return new Effect.Changed(draft.version(), draft.exists(), before, after, provenance);
  }

  private static void put(
      Map<String, Value> before,
      Map<String, Value> after,
      String field,
      Optional<Value> was,
      Value is) {
    was.ifPresent(value -> before.put(field, value));
    after.put(field, is);
  }

  /** A person, or the time that ran out, decided a field. */
  static Effect.Changed settled(RecordDraft draft, String field, Canonical held, Canonical now) {
    return new Effect.Changed(
        draft.version(),
        draft.exists(),
        Map.of(field, held.value()),
        Map.of(field, now.value()),
        now.provenance());
  }
}
