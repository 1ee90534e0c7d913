package homeroom.support.outbox;

import homeroom.api.AdapterFailure;
import java.util.Optional;

/** Of things that are done though another one failed, tells the first failure. One thread. */
final class Troubles {

  private Optional<AdapterFailure> first = Optional.empty();

  /** Something that may fail. */
  interface Doing {
    void run() throws AdapterFailure;
  }

  void in(Doing doing) {
    try {
      doing.run();
    } catch (AdapterFailure failed) {
      first = first.or(() -> Optional.of(failed));
    }
  }

  void end() throws AdapterFailure {
    if (first.isPresent()) {
      throw first.get();
    }
  }
}
