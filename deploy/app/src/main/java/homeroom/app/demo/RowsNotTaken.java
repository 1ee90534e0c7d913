package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;

/** Rows of the export that could not be used: each is in the quarantine, with its reason. */
final class RowsNotTaken implements Scene {

  @Override
  public String title() {
    return "What of the export was not taken in?";
  }

  @Override
  public void play(Day day) throws IOException {
    long entries = 0;
    boolean coded = true;
    for (JsonNode cause :
        day.hub().get("/quarantine", Map.of("system", "sis", "direction", "in")).get("causes")) {
      long open = cause.get("open").asLong();
      entries += open;
      coded &= cause.hasNonNull("code") && cause.get("example").hasNonNull("place");
      day.narrator()
          .say(
              "%s rows, %s: %s",
              Narrator.number(open),
              cause.get("code").textValue(),
              cause.get("example").get("message").textValue());
    }
    long rejected = Taken.of(latest(day)).rejected();
    if (rejected == 0) {
      day.narrator().say("nothing: every row could be used");
    }
    day.check("rejected_rows_are_in_the_quarantine", entries == rejected && coded);
  }

  private static JsonNode latest(Day day) throws IOException {
    return day.hub().get("/batches", Map.of("system", "sis")).get("batches").get(0);
  }
}
