package homeroom.alert;

import homeroom.api.Failure;

/** A message did not get out. Names neither the receiver's address nor a secret. */
final class NotSent extends Exception {

  private final transient Failure failure;

  NotSent(Failure failure) {
    super(failure.code() + ": " + failure.message());
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
