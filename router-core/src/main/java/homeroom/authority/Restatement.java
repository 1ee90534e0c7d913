package homeroom.authority;

import homeroom.api.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An event that says of every field what its system is known to hold, while nothing is on its way
 * there: most of what sources say. It is found out without taking the record apart, and means
 * exactly what {@link AuthorityEngine} would make of it.
 *
 * @param next the record's state from here on
 * @param fields what was said of, in the order of names
 */
public record Restatement(RecordState next, List<String> fields) {

  /** The event as a restatement; empty if it is anything else, or takes a closer look. */
  public static Optional<Restatement> of(
      EntityRules rules, RecordState state, Event event, Asserted asserted) {
    int place = place(state, event.system());
    if (place < 0 || event.echo()) {
      return Optional.empty();
    }
    SystemState source = state.systems().get(place);
    if (source.open().isPresent() || source.handed().isPresent()) {
      return Optional.empty();
    }
    long id = Fingerprint.of(event.eventId());
    if (!isNew(source, event, id) || !agreesOnPresence(source, event)) {
      return Optional.empty();
    }
    List<String> fields = restated(rules, state, source, asserted);
    return fields.isEmpty()
        ? Optional.empty()
        : Optional.of(new Restatement(next(state, place, event, id), fields));
  }

  private static int place(RecordState state, String system) {
    List<SystemState> systems = state.systems();
    for (int i = 0; i < systems.size(); i++) {
      if (systems.get(i).system().equals(system)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isNew(SystemState source, Event event, long id) {
    boolean overtaken =
        event.sequence().isPresent()
            && source.sequence().isPresent()
            && event.sequence().getAsLong() <= source.sequence().getAsLong();
    return !overtaken && !source.recent().contains(id);
  }

  private static boolean agreesOnPresence(SystemState source, Event event) {
    Value exists = event.fields().get(FieldRules.EXISTS);
    return exists == null || source.present() == exists.equals(Value.flag(true));
  }

  /** The fields that the event speaks of, if each is as it was; empty if one is not. */
  private static List<String> restated(
      EntityRules rules, RecordState state, SystemState source, Asserted asserted) {
    int said = 0;
    for (int i = 0; i < asserted.size(); i++) {
      Value value = asserted.value(i);
      if (value != null) {
        int at = asserted.place(i);
        if (at < 0 || !holds(state, source, at, value, asserted.rule(i).comparison())) {
          return List.of();
        }
        said++;
      }
    }
    return said == asserted.size() ? rules.names() : names(asserted, said);
  }

  private static List<String> names(Asserted asserted, int many) {
    List<String> names = new ArrayList<>(many);
    for (int i = 0; i < asserted.size(); i++) {
      if (asserted.value(i) != null) {
        names.add(asserted.rule(i).name());
      }
    }
    return names;
  }

  private static boolean holds(
      RecordState state, SystemState source, int field, Value value, Comparison comparison) {
    if (!source.known().contains(field)) {
      return false;
    }
    Held other = source.held().isEmpty() ? null : source.held().get(field);
    if (other != null) {
      return comparison.same(value, other.value());
    }
    List<Canonical> past = state.fields().get(field).past();
    for (int i = 0; i < past.size(); i++) {
      if (past.get(i).version() <= source.version()) {
        return comparison.same(value, past.get(i).value());
      }
    }
    return false;
  }

  private static RecordState next(RecordState state, int place, Event event, long id) {
    List<SystemState> systems = new ArrayList<>(state.systems());
    systems.set(place, systems.get(place).heard(id, event.sequence()));
    return state.with(systems);
  }
}
