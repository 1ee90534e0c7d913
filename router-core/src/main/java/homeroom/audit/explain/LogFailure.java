package homeroom.audit.explain;

import homeroom.api.Failure;

/** The log could not be read; says who must act. Holds no record's value or key. */
public final class LogFailure extends RuntimeException {

  private final transient Failure failure;

  LogFailure(Failure failure, Throwable cause) {
    super(failure.code() + ": " + failure.message(), cause);
    this.failure = failure;
  }

  LogFailure(Failure failure) {
    super(failure.code() + ": " + failure.message());
    this.failure = failure;
  }

  /** Why, and who must act. */
  public Failure failure() {
    return failure;
  }
}
