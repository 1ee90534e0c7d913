package homeroom.support.outbox;

import java.util.Optional;

/** What became of a row. */
public sealed interface Verdict {

  /** The system has it. */
  record Accepted() implements Verdict {}

  /**
   * The system did not take it.
   *
   * @param code ours
   * @param status the system's own code, where it has one
   */
  record Rejected(String code, String message, String remedy, Optional<String> status)
      implements Verdict {}
}
