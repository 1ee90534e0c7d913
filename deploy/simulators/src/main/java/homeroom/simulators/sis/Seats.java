package homeroom.simulators.sis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who sits in which class in which role, to notice a second enrollment for one seat. */
final class Seats {

  private final Map<List<String>, String> ids = new HashMap<>();

  Seats(Sheet enrollments) {
    enrollments.all().forEach(this::take);
  }

  boolean takenByAnother(Map<String, String> enrollment) {
    String id = ids.get(seat(enrollment));
    return id != null && !id.equals(id(enrollment));
  }

  void take(Map<String, String> enrollment) {
    ids.putIfAbsent(seat(enrollment), id(enrollment));
  }

  void leave(Map<String, String> enrollment) {
    ids.remove(seat(enrollment), id(enrollment));
  }

  private static List<String> seat(Map<String, String> enrollment) {
    return List.of(
        enrollment.getOrDefault("classSourcedId", ""),
        enrollment.getOrDefault("userSourcedId", ""),
        enrollment.getOrDefault("role", ""));
  }

  private static String id(Map<String, String> enrollment) {
    return enrollment.getOrDefault(Rules.ID, "");
  }
}
