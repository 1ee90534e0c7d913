package homeroom.planning;

import homeroom.authority.SystemDraft;
import homeroom.planning.Effect.Moved;
import homeroom.planning.Effect.Moved.Due;
import homeroom.planning.Effect.Moved.Outcome;
import java.util.List;
import java.util.Optional;

/** What is written down of a replay's commands; the cause of each is the replay's id. */
final class Replaying {

  private Replaying() {}

  /** How a consumer stands once it was compared with the truth. */
  enum Standing {
    UNDER_WAY,
    WAITING,
    HANDED_OVER,
    UNMAPPED,
    NOTHING_OWED
  }

  static Standing standing(SystemDraft consumer) {
    if (consumer.open().isPresent()) {
      return Standing.UNDER_WAY;
    }
    if (!consumer.waitsFor().isEmpty()) {
      return Standing.WAITING;
    }
    return consumer.handed().filter(it -> it.refusal().isEmpty()).isPresent()
        ? Standing.HANDED_OVER
        : Standing.NOTHING_OWED;
  }

  /**
   * @param due what it made due
   * @param standing how the consumer stands now
   */
  static Moved reissued(Input.Reissued reissued, long version, List<Due> due, Standing standing) {
    List<Due> own = due.stream().filter(it -> it.system().equals(reissued.system())).toList();
    Optional<String> delivery = own.stream().flatMap(it -> it.deliveryId().stream()).findFirst();
    if (delivery.isPresent()) {
      return moved(Outcome.SENT, reissued.system(), delivery, version, due, "REPLAY_SENT");
    }
    Outcome outcome = own.isEmpty() ? Outcome.UNCHANGED : Outcome.WAITING;
    return moved(outcome, reissued.system(), delivery, version, due, "REPLAY_" + standing.name());
  }

  /**
   * @param now whether what the consumer confirmed is void from now on, and not since before
   * @param exists whether the record is owed to it because of that
   */
  static Moved voided(Input.Voided voided, long version, boolean now, boolean exists) {
    Outcome outcome = now && exists ? Outcome.WAITING : Outcome.UNCHANGED;
    return moved(
        outcome, voided.system(), Optional.empty(), version, List.of(), "CONFIRMATION_VOID");
  }

  private static Moved moved(
      Outcome outcome,
      String system,
      Optional<String> delivery,
      long version,
      List<Due> due,
      String code) {
    return new Moved(
        outcome,
        system,
        delivery,
        version,
        List.of(),
        due,
        Optional.empty(),
        Optional.of(code),
        Optional.empty(),
        Optional.empty(),
        0);
  }
}
