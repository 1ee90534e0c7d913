package homeroom.support.files;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The bytes of a file end without being all of it; thrown where a stream would end. */
public final class NotFetched extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  NotFetched(Failure failure, @Nullable Throwable cause) {
    super(failure.code() + ": " + failure.message(), cause);
    this.failure = failure;
  }

  /** The same for the hub. */
  public AdapterFailure failure() {
    return new AdapterFailure(failure, this);
  }
}
