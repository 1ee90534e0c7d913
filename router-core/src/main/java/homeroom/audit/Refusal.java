package homeroom.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * What one system refused of one record last, and what became of that.
 *
 * @param delivery what was refused; empty where none could be made
 * @param field whose mapping gave nothing
 * @param since when it was refused first, without having ended in between
 * @param last when it was refused last
 * @param note what a person said of it
 */
record Refusal(
    String system,
    String entity,
    Optional<String> delivery,
    long version,
    String code,
    Optional<String> field,
    Optional<String> detail,
    Said said,
    int attempts,
    State state,
    Instant since,
    Instant last,
    Optional<Instant> ended,
    Optional<String> note) {

  /** What the system said, in codes. */
  record Said(Optional<String> category, Optional<String> status, Optional<String> requestId) {}

  /** How it stands. */
  enum State {
    /** It is refused, and nothing is on its way. */
    OPEN,
    /** Something else is on its way, or waits for others. */
    TRYING,
    /** The system has the record as it should be, or need not. */
    RESOLVED,
    /** A person said that nobody will look at it again. */
    DROPPED
  }

  /** Refused by whom, of which kind of record. */
  boolean isOf(Optional<String> otherDelivery, long otherVersion) {
    return delivery.equals(otherDelivery) && version == otherVersion;
  }

  Refusal trying() {
    return state == State.OPEN ? in(State.TRYING, Optional.empty(), note) : this;
  }

  Refusal resolved(Instant at) {
    return state == State.RESOLVED ? this : in(State.RESOLVED, Optional.of(at), note);
  }

  Refusal dropped(Instant at, Optional<String> why) {
    return in(State.DROPPED, Optional.of(at), why);
  }

  private Refusal in(State next, Optional<Instant> at, Optional<String> why) {
    return new Refusal(
        system, entity, delivery, version, code, field, detail, said, attempts, next, since, last,
        at, why);
  }
}
