package homeroom.api;

/** A call of an adapter that did not work as a whole. */
public final class AdapterFailure extends Exception {

  private final transient Failure failure;

  public AdapterFailure(Failure failure) {
    super(failure.code() + ": " + failure.message());
    this.failure = failure;
  }

  public AdapterFailure(Failure failure, Throwable cause) {
    super(failure.code() + ": " + failure.message(), cause);
    this.failure = failure;
  }

  /** Why, and who must act. */
  public Failure failure() {
    return failure;
  }
}
