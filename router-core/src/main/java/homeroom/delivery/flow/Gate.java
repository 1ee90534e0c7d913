package homeroom.delivery.flow;

import homeroom.api.Failure;
import homeroom.delivery.flow.Standing.State;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a system is called at all. After a rest, or once it knows us again, one call at a time
 * goes first until one is answered.
 */
final class Gate {

  /** As many calls in a row say more than that one record cannot be done. */
  private static final int UNREACHABLE = 3;

  private final Judge judge;
  private State state = State.OPEN;
  private Optional<Failure> why = Optional.empty();
  private Instant until = Instant.EPOCH;
  private int inARow;
  private boolean probing;
  private boolean feeling;
  private int failedCalls;

  Gate(Judge judge) {
    this.judge = judge;
  }

  /** How many calls may be under way at once. */
  int width(int concurrency, Instant now) {
    return switch (state) {
      case OPEN, FAILING -> feeling ? 1 : concurrency;
      case RESTING -> until.isAfter(now) ? 0 : 1;
      case STOPPED -> feeling ? 1 : 0;
    };
  }

  /** The system did something, or said about a record that it will not. */
  void answered() {
    failedCalls = 0;
    // An answer to a call that went out before the gate was shut says nothing.
    if (state == State.STOPPED && !feeling || state == State.RESTING && !feeling) {
      return;
    }
    state = State.OPEN;
    why = Optional.empty();
    feeling = false;
    inARow = 0;
  }

  /** A call came to nothing that a later one may come to. */
  void failed(Failure failure) {
    failedCalls++;
    if (failedCalls >= UNREACHABLE && (state == State.OPEN || state == State.FAILING)) {
      state = State.FAILING;
      why = Optional.of(failure);
    }
  }

  void rest(Failure failure, Instant now) {
    if (state == State.STOPPED && !feeling) {
      return;
    }
    inARow += state == State.RESTING && !feeling ? 0 : 1;
    Instant end =
        now.plus(
            failure
                .retryAfter()
                .map(judge::believed)
                .orElseGet(() -> judge.patience().whole().apply(inARow)));
    until = state == State.RESTING && until.isAfter(end) ? until : end;
    shut(State.RESTING, failure);
  }

  void stop(Failure failure, Instant now) {
    if (state == State.STOPPED && !feeling) {
      return;
    }
    inARow++;
    until = now.plus(judge.patience().whole().apply(inARow));
    shut(State.STOPPED, failure);
  }

  private void shut(State next, Failure failure) {
    state = next;
    why = Optional.of(failure);
    feeling = false;
  }

  /** A call goes out. */
  void called() {
    feeling |= state == State.RESTING;
  }

  boolean probeDue(Instant now) {
    return state == State.STOPPED && !feeling && !probing && !until.isAfter(now);
  }

  void probes() {
    probing = true;
  }

  /** What a look at the system showed. */
  void probed(Optional<Failure> failure, Instant now) {
    probing = false;
    if (failure.isEmpty()) {
      feeling = true;
    } else {
      inARow++;
      until = now.plus(judge.patience().whole().apply(inARow));
      why = failure;
    }
  }

  State state() {
    return state;
  }

  Optional<Failure> why() {
    return why;
  }
}
