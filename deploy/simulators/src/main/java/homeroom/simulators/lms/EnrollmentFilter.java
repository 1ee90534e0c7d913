package homeroom.simulators.lms;

import homeroom.simulators.lms.Row.Enrollment;
import java.util.Set;

/** The query parameters of a list of enrollments. Empty sets let everything through. */
record EnrollmentFilter(long user, Set<String> types, Set<String> roles, Set<String> states) {

  private static final Set<String> KNOWN =
      Set.of(
          "active", "invited", "creation_pending", "rejected", "completed", "inactive", "deleted");
  private static final Set<String> CURRENT =
      Set.of("active", "invited", "creation_pending", "inactive");
  private static final Set<String> NOT_DELETED =
      Set.of("active", "invited", "creation_pending", "inactive", "completed", "rejected");

  static EnrollmentFilter of(Ask ask, Store store) {
    String user = ask.parameter("user_id", "");
    Set<String> states = Set.copyOf(ask.query().getAll("state[]"));
    if (!KNOWN.containsAll(states)) {
      throw Refusal.because("Invalid state");
    }
    Set<String> otherwise = user.isEmpty() ? CURRENT : NOT_DELETED;
    return new EnrollmentFilter(
        user.isEmpty() ? 0 : store.users.find(user).id(),
        Set.copyOf(ask.query().getAll("type[]")),
        Set.copyOf(ask.query().getAll("role[]")),
        states.isEmpty() ? otherwise : states);
  }

  boolean matches(Enrollment enrollment) {
    return (user == 0 || enrollment.userId() == user)
        && (types.isEmpty() || types.contains(enrollment.type()))
        && (roles.isEmpty() || roles.contains(enrollment.role()))
        && states.contains(enrollment.state());
  }
}
