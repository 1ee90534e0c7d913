package homeroom.authority;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is known of a record's keys, besides the one that it has.
 *
 * @param movedTo the key under which the record goes on, if this one was given up; of a system's
 *     own id, the record that it belongs to
 * @param awaits the former keys of which it is not known yet what they were; what is told meanwhile
 *     is kept
 * @param history oldest first
 * @param voices by source, the former key under which it speaks of the record
 * @param knownAs by consumer, the former key under which it has the record until it is told the new
 *     one
 * @param occupied the consumers that are not to be told of a record under this key yet
 * @param forwards the deliveries whose receipts go to other keys
 * @param taken the steps by which this record took over others, so that none counts twice
 * @param references the records that this one refers to and that tell it when their keys change; a
 *     key that was given up refers to the one that it leads to
 */
public record Identity(
    Optional<String> movedTo,
    List<String> awaits,
    List<Alias> history,
    Map<String, String> voices,
    Map<String, String> knownAs,
    List<Occupied> occupied,
    List<Forward> forwards,
    List<String> taken,
    List<Reference> references) {

  /**
   * A consumer that may still have another record under this key.
   *
   * @param by the record that this key was split from
   */
  public record Occupied(String system, String by) {}

  /**
   * A delivery that was open when the key was given up, or when a state travelled over it.
   *
   * @param to to whom its receipt goes
   * @param own whether it was this key's record that went
   */
  public record Forward(String delivery, String system, String to, boolean own) {}

  /** A record that never had another key. */
  public static final Identity NONE =
      new Identity(
          Optional.empty(),
          List.of(),
          List.of(),
          Map.of(),
          Map.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  public Identity {
    awaits = List.copyOf(awaits);
    history = List.copyOf(history);
    voices = Map.copyOf(voices);
    knownAs = Map.copyOf(knownAs);
    occupied = List.copyOf(occupied);
    forwards = List.copyOf(forwards);
    taken = List.copyOf(taken);
    references = List.copyOf(references);
  }

  public Identity movedTo(Optional<String> key) {
    return new Identity(
        key, awaits, history, voices, knownAs, occupied, forwards, taken, references);
  }

  /** With one more key to wait for. */
  public Identity awaiting(String key) {
    List<String> more = new ArrayList<>(awaits);
    more.add(key);
    return new Identity(
        movedTo, more, history, voices, knownAs, occupied, forwards, taken, references);
  }

  /** With one key less to wait for. */
  public Identity heardOf(String key) {
    return awaits.contains(key)
        ? new Identity(
            movedTo,
            awaits.stream().filter(other -> !other.equals(key)).toList(),
            history,
            voices,
            knownAs,
            occupied,
            forwards,
            taken,
            references)
        : this;
  }

  public Identity awaitingNothing() {
    return new Identity(
        movedTo, List.of(), history, voices, knownAs, occupied, forwards, taken, references);
  }

  /** With one more step. */
  public Identity and(Alias step) {
    List<Alias> longer = new ArrayList<>(history);
    longer.add(step);
    return new Identity(
        movedTo, awaits, longer, voices, knownAs, occupied, forwards, taken, references);
  }

  /** With the steps of another record that becomes part of this one. */
  public Identity and(List<Alias> earlier, Alias step) {
    Identity longer = this;
    for (Alias one : earlier) {
      longer = longer.remembers(one) ? longer : longer.and(one);
    }
    return longer.remembers(step) ? longer : longer.and(step);
  }

  /** With the steps by which others became part of it. */
  public Identity taking(Collection<String> steps) {
    Set<String> more = new LinkedHashSet<>(taken);
    more.addAll(steps);
    return new Identity(
        movedTo,
        awaits,
        history,
        voices,
        knownAs,
        occupied,
        forwards,
        List.copyOf(more),
        references);
  }

  /** Whether a step was taken note of before. */
  public boolean remembers(Alias step) {
    return history.stream().anyMatch(step::isSameStep);
  }

  /** Whether it was ever heard what became of a key. */
  public boolean heard(String key) {
    return history.stream().anyMatch(step -> step.from().equals(key));
  }

  /** The record that a key was split from. */
  public Optional<String> splitFrom(String key) {
    return last(key, step -> step.kind() == Alias.Kind.SPLIT);
  }

  /** The key that a key was given up for last. */
  public Optional<String> wentTo(String key) {
    return last(key, step -> step.kind() != Alias.Kind.KEPT);
  }

  private Optional<String> last(String key, Predicate<Alias> which) {
    return history.stream()
        .filter(step -> step.from().equals(key))
        .filter(which)
        .map(Alias::to)
        .reduce((earlier, later) -> later);
  }

  /** A source speaks of the record under this key from now on; empty for the record's own. */
  public Identity voice(String system, Optional<String> key) {
    return key.equals(Optional.ofNullable(voices.get(system)))
        ? this
        : new Identity(
            movedTo,
            awaits,
            history,
            with(voices, system, key),
            knownAs,
            occupied,
            forwards,
            taken,
            references);
  }

  /** A consumer has the record under this key; empty for the record's own. */
  public Identity knownAs(String system, Optional<String> key) {
    return key.equals(Optional.ofNullable(knownAs.get(system)))
        ? this
        : new Identity(
            movedTo,
            awaits,
            history,
            voices,
            with(knownAs, system, key),
            occupied,
            forwards,
            taken,
            references);
  }

  /** With consumers that may have another record under this key. */
  public Identity occupied(Collection<String> systems, String by) {
    Set<Occupied> more = new LinkedHashSet<>(occupied);
    systems.forEach(system -> more.add(new Occupied(system, by)));
    return new Identity(
        movedTo, awaits, history, voices, knownAs, List.copyOf(more), forwards, taken, references);
  }

  /** These consumers do not have that record under this key any more. */
  public Identity freed(Collection<String> systems, String by) {
    return new Identity(
        movedTo,
        awaits,
        history,
        voices,
        knownAs,
        occupied.stream()
            .filter(one -> !one.by().equals(by) || !systems.contains(one.system()))
            .toList(),
        forwards,
        taken,
        references);
  }

  /** The receipt of a delivery goes to another key. */
  public Identity forwarding(Forward forward) {
    List<Forward> more = new ArrayList<>(answeredHere(forward.delivery()).forwards);
    more.add(forward);
    return new Identity(
        movedTo, awaits, history, voices, knownAs, occupied, more, taken, references);
  }

  /** The receipt of a delivery goes to no other key. */
  public Identity answeredHere(String delivery) {
    return forward(delivery).isEmpty()
        ? this
        : new Identity(
            movedTo,
            awaits,
            history,
            voices,
            knownAs,
            occupied,
            forwards.stream().filter(one -> !one.delivery().equals(delivery)).toList(),
            taken,
            references);
  }

  /** Where the receipt of a delivery goes. */
  public Optional<Forward> forward(String delivery) {
    return forwards.stream().filter(one -> one.delivery().equals(delivery)).findFirst();
  }

  /** With what is known of the records that this one refers to. */
  public Identity references(List<Reference> others) {
    return others.equals(references)
        ? this
        : new Identity(
            movedTo, awaits, history, voices, knownAs, occupied, forwards, taken, others);
  }

  /** What is known of the record that a field refers to. */
  public Optional<Reference> reference(String field) {
    return references.stream().filter(one -> one.field().equals(field)).findFirst();
  }

  /**
   * The key under which the record is known now, as far as this key has heard.
   *
   * @param self the key that this is known of
   */
  public String now(String self) {
    return movedTo
        .flatMap(to -> reference(Reference.MOVED_TO).map(Reference::now).or(() -> movedTo))
        .orElse(self);
  }

  /** Whether a consumer has, or is about to have, another record under this key. */
  public boolean isOccupied(String system) {
    return occupied.stream().anyMatch(one -> one.system().equals(system))
        || forwards.stream().anyMatch(one -> one.own() && one.system().equals(system));
  }

  private static Map<String, String> with(
      Map<String, String> before, String system, Optional<String> key) {
    Map<String, String> after = new HashMap<>(before);
    after.remove(system);
    key.ifPresent(now -> after.put(system, now));
    return after;
  }
}
