package homeroom.planning;

import homeroom.authority.Ruling;
import homeroom.planning.Effect.Moved;
import homeroom.planning.Effect.Moved.Due;
import homeroom.planning.Effect.Moved.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is written down of an input, to be looked up afterwards. */
final class Movements {

  private Movements() {}

  static Moved told(Input.Told told, Said said, long version, List<String> fields, List<Due> due) {
    return new Moved(
        said.outcome(),
        told.event().system(),
        Optional.empty(),
        version,
        fields,
        due,
        Optional.empty(),
        said.code(),
        Optional.empty(),
        told.batch(),
        0);
  }

  /** One for each thing that is said of fields; what became due stands in the first. */
  static List<Effect> told(
      Input.Told told, List<Ruling> rulings, long version, List<Due> due, FirstWords first) {
    Map<Said, List<String>> bySaid = new TreeMap<>(Said.ORDER);
    for (Ruling ruling : rulings) {
      if (!first.nothingNew(ruling)) {
        bySaid
            .computeIfAbsent(first.said(ruling, rulings), none -> new ArrayList<>())
            .add(ruling.field());
      }
    }
    bySaid.remove(Said.NOTHING_NEW);
    if (bySaid.isEmpty()) {
      bySaid.put(Said.NOTHING_NEW, rulings.stream().map(Ruling::field).toList());
    }
    List<Effect> movements = new ArrayList<>(bySaid.size());
    List<Due> rest = due;
    for (var entry : bySaid.entrySet()) {
      movements.add(told(told, entry.getKey(), version, entry.getValue(), rest));
      rest = List.of();
    }
    return movements;
  }

  static Moved resolved(Input.Resolved resolved, Outcome outcome, long version, List<Due> due) {
    return new Moved(
        outcome,
        "",
        Optional.empty(),
        version,
        List.of(resolved.field()),
        due,
        Optional.empty(),
        Optional.of("CONFLICT_RESOLVED"),
        resolved.person().map(person -> "decided by " + person),
        Optional.empty(),
        0);
  }

  /** How a delivery ended. */
  static Moved answered(Input.Answered answered, long version, List<Due> due) {
    return answer(answered, outcome(answered.result()), version, due);
  }

  /** Nobody waited for the answer any more. */
  static Moved stale(Input.Answered answered, long version) {
    return answer(answered, Outcome.STALE, version, List.of());
  }

  private static Outcome outcome(Input.Answered.Result result) {
    return switch (result) {
      case CREATED, UPDATED, UNCHANGED, DELETED -> Outcome.DELIVERED;
      case HANDED_OVER -> Outcome.HANDED_OVER;
      case REFUSED -> Outcome.REFUSED;
      case CHANGED_MEANWHILE -> Outcome.STALE;
    };
  }

  private static Moved answer(
      Input.Answered answered, Outcome outcome, long version, List<Due> due) {
    return new Moved(
        outcome,
        answered.system(),
        Optional.of(answered.deliveryId()),
        version,
        List.of(),
        due,
        Optional.of(answered.result().name()),
        answered.code(),
        answered.detail(),
        Optional.empty(),
        answered.attempts(),
        answered.evidence());
  }

  /** Only what leaves is worth a movement; that a crowd waits for one parent less is not. */
  static Optional<Moved> released(long version, List<Due> due) {
    List<Due> leaving = due.stream().filter(it -> it.deliveryId().isPresent()).toList();
    return leaving.stream()
        .findFirst()
        .map(
            first ->
                new Moved(
                    Outcome.RELEASED,
                    first.system(),
                    first.deliveryId(),
                    version,
                    List.of(),
                    leaving,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0));
  }

  /** What a boundary released; it leaves, or waits for others only. */
  static List<Moved> passed(Input.BoundaryPassed boundary, long version, List<Due> due) {
    return due.stream()
        .map(
            it ->
                new Moved(
                    it.deliveryId().isPresent() ? Outcome.RELEASED : Outcome.WAITING,
                    it.system(),
                    it.deliveryId(),
                    version,
                    List.of(),
                    List.of(it),
                    Optional.empty(),
                    Optional.of("BOUNDARY_PASSED"),
                    Optional.of("the data of " + boundary.source() + " is complete"),
                    Optional.empty(),
                    0))
        .toList();
  }
}
