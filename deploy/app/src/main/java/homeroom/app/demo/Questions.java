package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;

/** What people ask afterwards. */
final class Questions implements Scene {

  @Override
  public String title() {
    return "Questions";
  }

  @Override
  public void play(Day day) throws IOException {
    Cast.Seat seat = Cast.seat(day.outside().sis(), 0);
    JsonNode first =
        day.hub()
            .get(
                "/first-delivered",
                Map.of("record", day.hub().pseudonym(seat.record()), "system", "lms"));
    day.narrator().say("When did this student's enrollment first appear in the LMS?");
    day.narrator().say("  %s", first.path("createdAt").asText("never"));
    day.check("first_appearance_is_known", first.hasNonNull("createdAt"));

    JsonNode undelivered = day.hub().get("/undelivered", Map.of("system", "lms", "since", "48h"));
    long records = 0;
    day.narrator().say("Which records did not reach the LMS in the last 48 hours, and why?");
    for (JsonNode cause : undelivered.get("causes")) {
      records += cause.get("records").asLong();
      day.narrator()
          .say(
              "  %d records: %s %s",
              cause.get("records").asLong(),
              cause.get("state").asText(),
              cause.path("reason").asText(""));
    }
    if (records == 0) {
      day.narrator().say("  None: what waited while the LMS was down has arrived.");
    }
    day.check("nothing_is_undelivered_in_the_end", records == 0);
  }
}
