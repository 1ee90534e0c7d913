package homeroom.replay;

import homeroom.api.RecordKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A replay and how far it is.
 *
 * @param id the id of its commands, and the cause of what follows from them
 * @param epoch the system's epoch that it begins; 0 if it doubts nothing
 * @param last the record that was asked about last in this part; empty at its beginning
 * @param toVoid of how many records the system's word is void
 * @param voided for how many of them that is written
 * @param toSend how many records are looked at
 * @param asked for how many of them that is written
 */
public record ReplayJob(
    String id,
    ReplayOrder order,
    int epoch,
    Status status,
    Optional<RecordKey> last,
    long toVoid,
    long voided,
    long toSend,
    long asked,
    Instant startedAt,
    Instant updatedAt,
    Optional<Instant> endedAt) {

  /** Which part it is in. First all is void, so that no child comes before its parent. */
  public enum Status {
    VOIDING,
    SENDING,
    DONE,
    CANCELLED;

    public boolean isOver() {
      return this == DONE || this == CANCELLED;
    }
  }

  static ReplayJob begin(
      String id, ReplayOrder order, int epoch, long toVoid, long toSend, Instant now) {
    Status status = order.toVoid().isPresent() ? Status.VOIDING : Status.SENDING;
    return new ReplayJob(
        id,
        order,
        epoch,
        status,
        Optional.empty(),
        toVoid,
        0,
        toSend,
        0,
        now,
        now,
        Optional.empty());
  }

  /** The records of the part that it is in. */
  Selection selection() {
    return status == Status.VOIDING ? order.toVoid().orElseThrow() : order.toSend();
  }

  /** How many commands of this part are written. */
  long written() {
    return status == Status.VOIDING ? voided : asked;
  }

  /** The router was asked about these as well. */
  ReplayJob asked(List<ReplayRecords.Found> found, Instant now) {
    boolean voiding = status == Status.VOIDING;
    return new ReplayJob(
        id,
        order,
        epoch,
        status,
        Optional.of(found.getLast().record()),
        toVoid,
        voided + (voiding ? found.size() : 0),
        toSend,
        asked + (voiding ? 0 : found.size()),
        startedAt,
        now,
        endedAt);
  }

  /** This part is over. */
  ReplayJob next(Instant now) {
    return status == Status.VOIDING
        ? in(Status.SENDING, now, Optional.empty())
        : in(Status.DONE, now, Optional.of(now));
  }

  ReplayJob cancelled(Instant now) {
    return in(Status.CANCELLED, now, Optional.of(now));
  }

  private ReplayJob in(Status next, Instant now, Optional<Instant> ended) {
    return new ReplayJob(
        id,
        order,
        epoch,
        next,
        Optional.empty(),
        toVoid,
        voided,
        toSend,
        asked,
        startedAt,
        now,
        ended);
  }
}
