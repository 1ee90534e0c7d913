package homeroom.outage;

import homeroom.api.Failure;
import java.time.Instant;
import java.util.Optional;

/**
 * A trouble that lasted.
 *
 * @param failure as it was when it had lasted long enough
 * @param endedAt empty while it lasts
 */
record Outage(Subject subject, Failure failure, Instant beganAt, Optional<Instant> endedAt) {

  /**
   * What is told apart: a system that is being restarted is another matter than one that waits for
   * a new password, while it is one matter whether it does not answer or cannot be reached.
   *
   * @param system the one concerned; or {@code hub}, {@code disk} or {@code alerts}
   * @param needsPerson whether it does not mend by itself
   */
  record Subject(String system, boolean needsPerson) {

    static Subject of(Trouble trouble) {
      return new Subject(trouble.system(), needsPerson(trouble.failure().kind()));
    }

    private static boolean needsPerson(Failure.Kind kind) {
      return switch (kind) {
        case TRANSIENT, UNKNOWN, THROTTLED -> false;
        case CREDENTIAL, CONFIGURATION, CONTENT, DEFECT -> true;
      };
    }
  }

  Outage over(Instant at) {
    return new Outage(subject, failure, beganAt, Optional.of(at));
  }
}
