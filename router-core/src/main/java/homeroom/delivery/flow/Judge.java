package homeroom.delivery.flow;

import homeroom.api.Evidence;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Outcome;
import java.time.Duration;

/** Decides by the kind of a failure, never by its text. */
record Judge(Patience patience) {

  /** After so many tries the waits grow only with those that count. */
  private static final int SOON = 6;

  /**
   * Judges a try and counts it.
   *
   * @param works whether the system did other orders since this one was tried before
   */
  Verdict judge(Order order, Outcome outcome, boolean works) {
    if (!(outcome instanceof Outcome.Failed(var failure))) {
      return new Verdict.End(outcome);
    }
    return switch (failure.kind()) {
      case CONTENT -> new Verdict.End(outcome);
      case DEFECT ->
          order.tries < patience.triesOfADefect()
              ? again(order, failure)
              : new Verdict.End(outcome);
      case TRANSIENT, UNKNOWN -> bounded(order, failure, works);
      case THROTTLED -> resting(order, failure, works);
      // Where others are done meanwhile, it is this record alone that we may not do.
      case CREDENTIAL, CONFIGURATION ->
          order.stoppedAll && (works || order.spent > 0)
              ? bounded(order, failure, works)
              : new Verdict.Stop(failure);
    };
  }

  /** One record that is refused so while others are done shall not make all rest for ever. */
  private Verdict resting(Order order, Failure failure, boolean works) {
    return bounded(order, failure, works) instanceof Verdict.End given
        ? given
        : new Verdict.Rest(failure);
  }

  private Verdict bounded(Order order, Failure failure, boolean works) {
    if (works) {
      order.spent++;
    }
    return order.spent >= patience.tries()
        ? new Verdict.End(new Outcome.Failed(spent(order, failure)))
        : again(order, failure);
  }

  private Verdict.Again again(Order order, Failure failure) {
    // While it is not known that the system works at all, it is worth looking again soon.
    Duration own = patience.again().apply(Math.min(order.tries, SOON + order.spent));
    Duration wait =
        failure.retryAfter().map(this::believed).filter(it -> it.compareTo(own) > 0).orElse(own);
    return new Verdict.Again(failure, wait);
  }

  Duration believed(Duration asked) {
    return asked.compareTo(patience.longest()) < 0 ? asked : patience.longest();
  }

  private static Failure spent(Order order, Failure last) {
    return Failure.of(
            last.kind() == Kind.UNKNOWN ? Kind.UNKNOWN : Kind.TRANSIENT,
            Flow.RETRIES_SPENT,
            "tried "
                + order.tries
                + " times while the system did others; the last time: "
                + last.code()
                + ": "
                + last.message(),
            last.remedy())
        .with(last.evidence().withCategory(Evidence.Category.GIVEN_UP));
  }
}
