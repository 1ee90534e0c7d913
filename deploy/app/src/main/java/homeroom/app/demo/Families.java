package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** How families are reached, and the two programs that say so: the portal and the bus office. */
final class Families {

  private static final String WAREHOUSE = "select %s from family_contacts where sourced_id = ?";

  private final Day day;
  private final OfficeTable portal;
  private final OfficeTable buses;

  Families(Day day) {
    this.day = day;
    portal = day.outside().portal();
    buses = day.outside().buses();
  }

  OfficeTable portal() {
    return portal;
  }

  OfficeTable buses() {
    return buses;
  }

  /** The sourcedIds of so many students, from the n-th on. */
  List<String> students(int from, int count) {
    return Cast.students(day.outside().sis(), from, count).stream()
        .map(student -> student.get("sourcedId"))
        .toList();
  }

  static String record(String student) {
    return "family-contact/" + student;
  }

  /** So long ago, to the second. */
  static Instant ago(Duration time) {
    return Instant.now().minus(time).truncatedTo(ChronoUnit.SECONDS);
  }

  /** The portal's families are known, and everybody has been told. */
  void begin(List<String> students, Instant at, Map<String, String> values)
      throws IOException, DemoFailure {
    for (String student : students) {
      portal.change(student, at, values);
    }
    portal.save();
    tell("portal", portal);
    day.awaitInStep();
  }

  /** What a program has saved reaches the hub, and is decided. */
  void tell(String system, OfficeTable office) throws IOException, DemoFailure {
    long before = day.decided(system);
    long rows = office.export();
    day.hub().poll(system);
    day.awaitDecided(system, before + rows);
  }

  /**
   * The bus office has its list open, with changes that are not saved, while the portal's changes
   * come; so it says what it says without having been told.
   */
  void tellBothAtOnce() throws IOException, DemoFailure {
    portal.save();
    tell("portal", portal);
    tell("buses", buses);
    buses.save();
    day.awaitInStep();
  }

  /** Whether the portal, the bus office and the warehouse hold the same of a student. */
  boolean same(String student, String column) throws IOException {
    String held = portal.cell(student, column);
    return held.equals(buses.cell(student, column)) && held.equals(warehouse(student, column));
  }

  private String warehouse(String student, String column) throws IOException {
    return Warehouse.text(day, WAREHOUSE.formatted(column), student);
  }

  /** The conflicts about a student's card. */
  JsonNode conflicts(String student) throws IOException {
    return day.hub()
        .get("/conflicts", Map.of("record", day.hub().pseudonym(record(student))))
        .get("conflicts");
  }

  /** Those that wait for a person. */
  JsonNode waiting(String student) throws IOException {
    return day.hub()
        .get(
            "/conflicts", Map.of("record", day.hub().pseudonym(record(student)), "waiting", "true"))
        .get("conflicts");
  }
}
