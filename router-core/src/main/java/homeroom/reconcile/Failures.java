package homeroom.reconcile;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;

/** Why comparisons, and repairs, end without a result. */
final class Failures {

  static final Failure CANCELLED =
      Failure.of(
          Failure.Kind.TRANSIENT,
          "RECONCILE_CANCELLED",
          "Somebody ended the comparison.",
          "Compare once more.");

  static final Failure RECORDS_AWAY =
      Failure.of(
          Failure.Kind.TRANSIENT,
          "RECONCILE_RECORDS_AWAY",
          "The query store could not be read now.",
          "Compare once more; if it stays so, see the hub's log.");

  static final Failure DEFECT =
      Failure.of(
          Failure.Kind.DEFECT,
          "HUB_DEFECT",
          "The comparison ended by a defect of the hub.",
          "Report it with what the hub's log says.");

  private static final Failure OUT_OF_MEMORY =
      Failure.of(
          Failure.Kind.CONFIGURATION,
          "RECONCILE_OUT_OF_MEMORY",
          "The comparison needed more memory than the hub has.",
          "Compare one entity at a time with --entity, or give the hub more memory.");

  private Failures() {}

  static Failure of(Error serious) {
    return serious instanceof OutOfMemoryError ? OUT_OF_MEMORY : DEFECT;
  }

  static AdapterFailure unknown() {
    return refused(
        "RECONCILE_UNKNOWN",
        "The hub keeps no comparison of that id; it keeps the latest four until it ends.",
        "Compare once more: homeroom reconcile SYSTEM.");
  }

  static AdapterFailure notDone() {
    return refused(
        "RECONCILE_NOT_DONE",
        "The comparison goes on, or could not be done.",
        "See how it stands: GET /api/v1/reconciliations/ID.");
  }

  static AdapterFailure refused(String code, String message, String remedy) {
    return new AdapterFailure(Failure.of(Failure.Kind.CONFIGURATION, code, message, remedy));
  }
}
