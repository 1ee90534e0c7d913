package homeroom.simulators.lms;

/** What goes wrong with a single request. */
public enum Fault {
  /** Answered 429 with {@code Retry-After: 1}; nothing is done. */
  TOO_MANY_REQUESTS,
  /** Answered 403 {@code Rate Limit Exceeded}, as self-hosted Canvas does; nothing is done. */
  RATE_LIMIT_EXCEEDED,
  /** Answered 500; nothing is done. */
  SERVER_ERROR,
  /** The connection breaks before anything is done. */
  BROKEN_BEFORE,
  /** It is done, and the connection breaks before the answer. */
  BROKEN_AFTER,
  /** It waits for half a second before anything is done. */
  SLOW,
  /** It is done at once and answered after seconds. */
  ANSWERED_LATE
}
