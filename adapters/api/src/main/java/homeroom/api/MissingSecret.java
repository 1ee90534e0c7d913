package homeroom.api;

/**
 * A secret that the configuration names was asked for and is not there. Thrown where the secret is
 * used; an adapter lets it pass, and the hub treats it like an {@link AdapterFailure} of kind
 * {@code CREDENTIAL}: nothing was sent.
 */
public final class MissingSecret extends RuntimeException {

  private final transient Failure failure;

  /**
   * @param name the secret's name in the configuration
   * @param remedy where to put it
   */
  public MissingSecret(String name, String remedy) {
    this(
        Failure.of(
            Failure.Kind.CREDENTIAL,
            "SECRET_MISSING",
            "reading the secret " + name + ": it is not there",
            remedy));
  }

  private MissingSecret(Failure failure) {
    super(failure.code() + ": " + failure.message());
    this.failure = failure;
  }

  /** Why, and who must act. */
  public Failure failure() {
    return failure;
  }
}
