package homeroom.api;

/**
 * What turns out while the rows of a batch are read: it cannot be used, and no row of it counts.
 */
public final class UnusableBatch extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient AdapterFailure failure;

  public UnusableBatch(AdapterFailure failure) {
    super(failure);
    this.failure = failure;
  }

  /** Why. */
  public AdapterFailure failure() {
    return failure;
  }
}
