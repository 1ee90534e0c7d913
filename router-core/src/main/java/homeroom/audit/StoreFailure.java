package homeroom.audit;

import homeroom.api.Failure;

/** Something that the query store cannot do; says who must act. Holds no record's value or key. */
public final class StoreFailure extends RuntimeException {

  private final transient Failure failure;

  StoreFailure(Failure failure) {
    super(failure.code() + ": " + failure.message());
    this.failure = failure;
  }

  StoreFailure(Failure failure, Throwable cause) {
    super(failure.code() + ": " + failure.message(), cause);
    this.failure = failure;
  }

  /** Why, and who must act. */
  public Failure failure() {
    return failure;
  }
}
