package homeroom.adapters.canvas;

import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.Outcome;
import homeroom.api.RemoteRecord;
import java.util.Set;
import java.util.stream.Stream;

/** One kind of thing that Canvas is told about. */
sealed interface Target permits SisTarget, Enrollments {

  /** What was read up to now must not decide any more. */
  default void takeOver() {}

  Outcome upsert(Delivery delivery) throws AdapterFailure, Refused;

  Outcome delete(Delivery delivery) throws AdapterFailure, Refused;

  Stream<RemoteRecord> read(Set<String> fields) throws AdapterFailure;
}
