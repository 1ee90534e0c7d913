package homeroom.api;

/**
 * An exception as it may be logged: its type and where it came from, not what it says, because
 * texts of exceptions quote values.
 */
public final class WithoutText extends Exception {

  public WithoutText(Throwable original) {
    super(
        original.getClass().getName(),
        original.getCause() == null || original.getCause() == original
            ? null
            : new WithoutText(original.getCause()),
        false,
        true);
    setStackTrace(original.getStackTrace());
  }
}
