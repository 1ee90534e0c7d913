package homeroom.app.demo;

import homeroom.simulators.sis.SisSimulator;
import java.util.List;
import java.util.Map;

/** Whom the scenes are about: seats of students, picked from the SIS in a fixed order. */
final class Cast {

  private Cast() {}

  /**
   * A student's seat in a class.
   *
   * @param sourcedId the SIS's own id of it
   */
  record Seat(String sourcedId, String section, String student) {

    /** As the hub names it. */
    String record() {
      return "enrollment/" + section + ":" + student + ":student";
    }
  }

  /** The n-th seat of a student, counted from 0. */
  static Seat seat(SisSimulator sis, int n) {
    List<Map<String, String>> students =
        sis.rows("enrollments.csv").stream()
            .filter(row -> "student".equals(row.get("role")))
            .limit(n + 1L)
            .toList();
    Map<String, String> row = students.getLast();
    return new Seat(row.get("sourcedId"), row.get("classSourcedId"), row.get("userSourcedId"));
  }

  /** So many students, from the n-th on. */
  static List<Map<String, String>> students(SisSimulator sis, int from, int count) {
    return sis.rows("users.csv").stream()
        .filter(row -> "student".equals(row.get("role")))
        .skip(from)
        .limit(count)
        .toList();
  }
}
