package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the data team got: one message for each cause, signed. */
final class ToldOnce implements Scene {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LIST = "pickupTime";
  private static final String TURNING = "dropOff";

  @Override
  public String title() {
    return "What the data team was told";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    day.until(
        "the conflicts of the list and the field that turned are told",
        () -> !about(day, LIST).isEmpty() && !about(day, TURNING).isEmpty());
    List<JsonNode> list = about(day, LIST);
    List<JsonNode> turning = about(day, TURNING);
    List<String> all = day.outside().dataTeam().messages();
    day.narrator().say("%s", list.getFirst().get("title").textValue());
    day.narrator().say("%s", turning.getFirst().get("title").textValue());
    day.narrator()
        .say("one signed message for each cause, %d in all today, without any value", all.size());
    day.check(
        "forty_conflicts_are_one_message",
        list.size() == 1 && list.getFirst().get("count").asInt() == ListAgainstFamilies.FAMILIES);
    day.check(
        "the_turning_field_is_one_message",
        turning.size() == 1 && turning.getFirst().get("count").asInt() == 1);
    day.check("every_message_was_signed", day.outside().dataTeam().refused() == 0);
    day.check(
        "no_message_tells_a_value",
        all.stream()
            .noneMatch(
                text ->
                    text.contains(ListAgainstFamilies.OF_THE_FAMILY)
                        || text.contains(FieldKeepsTurning.OF_THE_FAMILY)));
  }

  private static List<JsonNode> about(Day day, String field) throws IOException {
    List<JsonNode> told = new ArrayList<>();
    for (String text : day.outside().dataTeam().messages()) {
      JsonNode message = JSON.readTree(text).get("data");
      if (message.get("on").asText().equals("conflicts")
          && message.get("fields").path(0).asText().equals(field)) {
        told.add(message);
      }
    }
    return told;
  }
}
