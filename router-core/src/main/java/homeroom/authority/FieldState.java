package homeroom.authority;

import homeroom.api.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A field's truth and as much of its past as some system still holds.
 *
 * @param name the field
 * @param past newest first; empty while no system that may decide the field has spoken
 * @param dispute while it waits for a person
 * @param turns how often it went back and forth, once it did
 */
public record FieldState(
    String name, List<Canonical> past, Optional<Dispute> dispute, Optional<Turns> turns) {

  /** So many values are kept at most; a system that holds an older one keeps it by itself. */
  static final int LONGEST_PAST = 8;

  public FieldState {
    past = List.copyOf(past);
  }

  /** A field that is in no dispute. */
  public FieldState(String name, List<Canonical> past) {
    this(name, past, Optional.empty(), Optional.empty());
  }

  FieldState with(Optional<Dispute> other) {
    return new FieldState(name, past, other, turns);
  }

  FieldState turned(Turns other) {
    return new FieldState(name, past, dispute, Optional.of(other));
  }

  /** What is true. */
  public Optional<Canonical> current() {
    return past.isEmpty() ? Optional.empty() : Optional.of(past.getFirst());
  }

  /** What was true at a version of the record; empty if the field had no value then. */
  public Optional<Canonical> at(long version) {
    // Nearly always it is the newest; an iterator would cost more than all the rest.
    for (int i = 0; i < past.size(); i++) {
      if (past.get(i).version() <= version) {
        return Optional.of(past.get(i));
      }
    }
    return Optional.empty();
  }

  /** What was accepted after a version, newest first. */
  List<Canonical> since(long version) {
    int end = 0;
    while (end < past.size() && past.get(end).version() > version) {
      end++;
    }
    return past.subList(0, end);
  }

  FieldState accept(Value value, long version, Provenance provenance) {
    List<Canonical> longer = new ArrayList<>(past.size() + 1);
    longer.add(new Canonical(value, version, provenance));
    longer.addAll(past);
    return new FieldState(name, longer, dispute, turns);
  }

  /** Without what lies before the value that was true at a version, except what was told. */
  FieldState forgetBefore(long version, Collection<Long> told) {
    int keep = Math.min(1, past.size());
    while (keep < past.size() && past.get(keep - 1).version() > version) {
      keep++;
    }
    List<Canonical> kept = new ArrayList<>(past.subList(0, keep));
    for (Canonical older : past.subList(keep, past.size())) {
      if (told.stream().map(this::at).anyMatch(Optional.of(older)::equals)) {
        kept.add(older);
      }
    }
    return kept.size() == past.size() ? this : new FieldState(name, kept, dispute, turns);
  }
}
