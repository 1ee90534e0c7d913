package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import homeroom.simulators.lms.Down;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The LMS is down while the SIS exports changes; it catches up by itself. */
final class LmsOutage implements Scene {

  private static final int RENAMED = 40;
  private static final int NEW_STUDENTS = 5;

  @Override
  public String title() {
    return "The LMS goes down, and the SIS exports changes";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    var lms = day.outside().lms();
    lms.down(Down.REFUSING);
    change(day);
    Taken taken = day.takeInExportWithout("lms");
    day.narrator()
        .say(
            "%s records changed; the others are in step after %s",
            Narrator.number(taken.events()), Narrator.seconds(taken.time()));
    day.until(
        "the hub knows that the LMS is down",
        () -> Standing.read(day.hub()).consumers().get("lms").down());
    undelivered(day);

    lms.up();
    Instant up = Instant.now();
    Instant inStep = day.awaitInStep();
    day.narrator()
        .say(
            "the LMS is back and caught up by itself in %s, every record once",
            Narrator.seconds(Duration.between(up, inStep)));
    day.check("no_duplicates_after_the_outage", lms.duplicates() == 0);
  }

  private static void change(Day day) {
    var sis = day.outside().sis();
    for (Map<String, String> student : Cast.students(sis, 10, RENAMED)) {
      sis.change(
          "users.csv",
          student.get("sourcedId"),
          "familyName",
          student.get("familyName") + "-Marsh");
    }
    List<Map<String, String>> models = Cast.students(sis, 60, NEW_STUDENTS);
    Cast.Seat somewhere = Cast.seat(sis, 3);
    Map<String, String> seat = sis.get("enrollments.csv", somewhere.sourcedId()).orElseThrow();
    int number = 0;
    for (Map<String, String> model : models) {
      String id = "demo-student-" + ++number;
      sis.add("users.csv", newStudent(model, id, number));
      sis.add("enrollments.csv", newSeat(seat, id, number));
    }
  }

  private static Map<String, String> newStudent(Map<String, String> model, String id, int number) {
    Map<String, String> student = new HashMap<>(model);
    student.put("sourcedId", id);
    student.put("username", "new.student." + number);
    student.put("email", "new.student." + number + "@cedar.example");
    student.put("identifier", "99900" + number);
    student.put("givenName", "New");
    student.put("familyName", "Student " + number);
    return student;
  }

  private static Map<String, String> newSeat(Map<String, String> model, String user, int number) {
    Map<String, String> seat = new HashMap<>(model);
    seat.put("sourcedId", "demo-seat-" + number);
    seat.put("userSourcedId", user);
    return seat;
  }

  private static void undelivered(Day day) throws IOException {
    JsonNode answer = day.hub().get("/undelivered", Map.of("system", "lms", "since", "48h"));
    long records = 0;
    for (JsonNode cause : answer.get("causes")) {
      records += cause.get("records").asLong();
    }
    day.narrator()
        .say(
            "asked what did not reach the LMS in 48 hours, the hub names %s records: %s",
            Narrator.number(records), answer.path("engine").path("message").asText());
    day.check("undelivered_records_are_named", records >= RENAMED + 2 * NEW_STUDENTS);
  }
}
