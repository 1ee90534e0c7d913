package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;

/** The same field changes in two systems before they are in step. */
final class TwoChangesAtOnce implements Scene {

  private static final LocalDate IN_LMS = LocalDate.of(2027, 2, 26);
  private static final LocalDate IN_SIS = LocalDate.of(2027, 3, 31);

  @Override
  public String title() {
    return "The same seat's end is changed in the LMS and in the SIS";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    var sis = day.outside().sis();
    Cast.Seat seat = Cast.seat(sis, 2);
    day.outside().teacher().endSeat(seat.section(), seat.student(), IN_LMS);
    day.until(
        "the hub holds the LMS's change",
        () -> day.golden(seat.record(), "endDate").equals(IN_LMS.toString()));
    // The SIS has not imported that yet when its own office changes the same field.
    sis.change("enrollments.csv", seat.sourcedId(), "endDate", IN_SIS.toString());
    day.takeInExport();
    JsonNode conflicts = conflicts(day, seat);
    day.check("one_conflict", conflicts.size() == 1);
    for (JsonNode conflict : conflicts) {
      day.narrator()
          .say(
              "one conflict about %s: rule “%s”, %s wins; %s",
              conflict.get("field").textValue(),
              conflict.get("rule").textValue(),
              conflict.get("winner").textValue(),
              conflict.get("action").textValue());
    }
    sis.importPackages(day.outside().importFolder());
    day.takeInExport();
    String held = sis.get("enrollments.csv", seat.sourcedId()).orElseThrow().get("endDate");
    day.check("loser_of_the_conflict_put_right", held.equals(IN_LMS.toString()));
    day.check("conflict_recorded_once", conflicts(day, seat).size() == 1);
    day.narrator().say("the SIS was put right by its next import, and says the same since");
  }

  private static JsonNode conflicts(Day day, Cast.Seat seat) throws IOException {
    return day.hub()
        .get("/conflicts", Map.of("record", day.hub().pseudonym(seat.record())))
        .get("conflicts");
  }
}
