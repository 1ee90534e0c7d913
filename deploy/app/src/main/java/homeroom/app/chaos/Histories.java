package homeroom.app.chaos;

import homeroom.app.demo.Outside;
import homeroom.simulators.history.History;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the hub wrote everywhere, in the hub's own names of records. */
final class Histories {

  private static final Map<String, String> ROLES =
      Map.of("StudentEnrollment", "student", "TeacherEnrollment", "teacher");
  private static final int DAY = "2027-06-10".length();

  private final Outside outside;
  private final Set<String> records;
  private final Map<String, String> seats = new HashMap<>();

  /**
   * @param golden all records that there are or were, each with its fields as text
   */
  Histories(Outside outside, Map<String, Map<String, String>> golden) {
    this.outside = outside;
    records = golden.keySet();
    golden.forEach(
        (record, fields) -> {
          if (record.startsWith("enrollment/")) {
            seats.put(fields.getOrDefault("sourcedId", ""), record);
          }
        });
  }

  List<Written> all(WarehouseNotes warehouse) throws IOException {
    List<Written> all = new ArrayList<>(warehouse.all());
    outside
        .idp()
        .history()
        .all()
        .forEach((place, values) -> add(all, "idp", person(place), place, values));
    outside
        .lms()
        .history()
        .all()
        .forEach(
            (place, values) ->
                add(
                    all,
                    "lms",
                    place.target().equals("users") ? person(place) : seat(place),
                    place,
                    values));
    outside
        .sis()
        .history()
        .all()
        .forEach(
            (place, values) -> {
              if (place.field().equals("endDate")) {
                add(all, "sis", Optional.ofNullable(seats.get(place.record())), place, values);
              }
            });
    return all;
  }

  private static void add(
      List<Written> all,
      String system,
      Optional<String> record,
      History.Place place,
      List<String> values) {
    boolean moment = place.field().endsWith("_at");
    record.ifPresent(
        of ->
            all.add(
                new Written(
                    system,
                    of,
                    place.field(),
                    moment
                        ? values.stream().map(value -> value.substring(0, DAY)).toList()
                        : values)));
  }

  private Optional<String> person(History.Place place) {
    return List.of("student/" + place.record(), "staff/" + place.record()).stream()
        .filter(records::contains)
        .findFirst();
  }

  private static Optional<String> seat(History.Place place) {
    int type = place.record().lastIndexOf(':') + 1;
    return Optional.ofNullable(ROLES.get(place.record().substring(type)))
        .map(role -> "enrollment/" + place.record().substring(0, type) + role);
  }
}
