package homeroom.delivery.flow;

import homeroom.api.Failure;
import homeroom.api.Outcome;
import java.time.Duration;

/** What the outcome of a try leads to. */
sealed interface Verdict {

  /** It ended. */
  record End(Outcome outcome) implements Verdict {}

  /** This record waits and is tried again; the others go on. */
  record Again(Failure why, Duration pause) implements Verdict {}

  /** The system asked for rest: all calls wait. */
  record Rest(Failure why) implements Verdict {}

  /** The operator must act: no call but a look now and then. */
  record Stop(Failure why) implements Verdict {}
}
