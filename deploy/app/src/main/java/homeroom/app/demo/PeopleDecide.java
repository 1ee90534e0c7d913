package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;

/** The same field changes in two systems, and the district wants a person to decide about it. */
final class PeopleDecide implements Scene {

  private static final LocalDate IN_LMS = LocalDate.of(2026, 9, 14);
  private static final LocalDate IN_SIS = LocalDate.of(2026, 9, 21);
  private static final String FIELD = "beginDate";

  @Override
  public String title() {
    return "Two systems disagree about a seat's begin, and a person decides";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    var sis = day.outside().sis();
    Cast.Seat seat = Cast.seat(sis, 3);
    day.outside().teacher().beginSeat(seat.section(), seat.student(), IN_LMS);
    day.until(
        "the hub holds the LMS's change",
        () -> day.golden(seat.record(), FIELD).equals(IN_LMS.toString()));
    sis.change("enrollments.csv", seat.sourcedId(), FIELD, IN_SIS.toString());
    day.takeInExport();
    day.until("the conflict waits for a person", () -> waiting(day, seat).size() == 1);
    JsonNode conflict = waiting(day, seat).get(0);
    day.narrator()
        .say(
            "one conflict about %s: rule “%s”; each side keeps its own meanwhile",
            conflict.get("field").textValue(), conflict.get("rule").textValue());
    day.check(
        "nobody_wins_before_a_person_decided",
        day.golden(seat.record(), FIELD).equals(IN_LMS.toString())
            && inSis(day, seat).equals(IN_SIS.toString()));

    day.hub()
        .post(
            "/conflicts/" + conflict.get("id").textValue() + "/decision",
            JsonNodeFactory.instance
                .objectNode()
                .put("take", "lms")
                .put("person", "the registrar"));
    day.until("it is decided", () -> waiting(day, seat).isEmpty());
    day.awaitInStep();
    sis.importPackages(day.outside().importFolder());
    day.takeInExport();
    day.narrator().say("the registrar took what the LMS says; the SIS was put right by its import");
    day.check("decision_reached_the_sis", inSis(day, seat).equals(IN_LMS.toString()));
    day.check("decision_stands", day.golden(seat.record(), FIELD).equals(IN_LMS.toString()));
    day.check("decided_conflict_recorded_once", conflicts(day, seat).size() == 1);
    day.check("nothing_left_to_say_after_the_decision", day.takeInExport().events() == 0);
  }

  private static String inSis(Day day, Cast.Seat seat) {
    return day.outside().sis().get("enrollments.csv", seat.sourcedId()).orElseThrow().get(FIELD);
  }

  private static JsonNode waiting(Day day, Cast.Seat seat) throws IOException {
    return day.hub()
        .get("/conflicts", Map.of("record", day.hub().pseudonym(seat.record()), "waiting", "true"))
        .get("conflicts");
  }

  private static JsonNode conflicts(Day day, Cast.Seat seat) throws IOException {
    return day.hub()
        .get("/conflicts", Map.of("record", day.hub().pseudonym(seat.record())))
        .get("conflicts");
  }
}
