package homeroom.ingest;

import homeroom.api.Failure;

/** Nothing more can be taken in at the moment; a batch that is under way is begun again later. */
final class Hindered extends RuntimeException {

  private final transient Failure failure;

  Hindered(Failure failure) {
    super(failure.code(), null, false, false);
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
