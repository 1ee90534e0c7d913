package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** The office takes a seat away while a teacher changes it: a conflict, and nothing is lost. */
final class DeletedWhileChanged implements Scene {

  private static final LocalDate END = LocalDate.of(2027, 1, 29);
  private static final String ENROLLMENTS = "enrollments.csv";

  @Override
  public String title() {
    return "The office takes a seat away while a teacher changes it";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    var sis = day.outside().sis();
    Cast.Seat seat = Cast.seat(sis, 5);
    long seats = day.outside().lms().stats().enrollments();
    Map<String, String> row = sis.get(ENROLLMENTS, seat.sourcedId()).orElseThrow();
    day.outside().teacher().endSeat(seat.section(), seat.student(), END);
    day.until(
        "the hub holds the teacher's end",
        () -> day.golden(seat.record(), "endDate").equals(END.toString()));
    // The SIS has not imported that yet when its office removes the seat.
    sis.remove(ENROLLMENTS, seat.sourcedId());
    day.takeInExport();
    taken(day, seat, seats);

    // The teacher's change lies there still; what was handed over behind it takes the seat away.
    sis.importPackages(day.outside().importFolder());
    day.takeInExport();
    day.check(
        "our_own_file_does_not_bring_it_back",
        sis.get(ENROLLMENTS, seat.sourcedId()).isEmpty() && !exists(day, seat));

    Map<String, String> again = new HashMap<>(row);
    again.put("endDate", day.golden(seat.record(), "endDate"));
    sis.add(ENROLLMENTS, again);
    day.takeInExport();
    sis.importPackages(day.outside().importFolder());
    day.takeInExport();
    day.narrator().say("the registrar reads that, and puts the seat back with the teacher's end");
    day.check(
        "the_seat_is_back_with_the_teachers_end",
        exists(day, seat)
            && day.golden(seat.record(), "endDate").equals(END.toString())
            && sis.get(ENROLLMENTS, seat.sourcedId()).isPresent()
            && day.outside().lms().stats().enrollments() == seats);
    day.check("deletion_conflict_recorded_once", conflicts(day, seat).size() == 1);
  }

  private static void taken(Day day, Cast.Seat seat, long seats) throws IOException {
    JsonNode conflict = conflicts(day, seat).path(0);
    day.narrator()
        .say(
            "one conflict: rule “%s”, %s wins; %s",
            conflict.path("rule").asText(),
            conflict.path("winner").asText(),
            conflict.path("action").asText());
    day.narrator().say("the seat is gone, and the record still holds what the teacher said");
    day.check("a_deletion_that_crosses_a_change_is_a_conflict", conflicts(day, seat).size() == 1);
    day.check(
        "nothing_is_lost_with_the_seat",
        !exists(day, seat)
            && day.outside().lms().stats().enrollments() == seats - 1
            && day.golden(seat.record(), "endDate").equals(END.toString()));
  }

  private static boolean exists(Day day, Cast.Seat seat) throws IOException {
    return day.hub().record(seat.record()).get("exists").asBoolean();
  }

  private static JsonNode conflicts(Day day, Cast.Seat seat) throws IOException {
    return day.hub()
        .get("/conflicts", Map.of("record", day.hub().pseudonym(seat.record())))
        .get("conflicts");
  }
}
