package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records that refer to what no system told: which systems lack them, and what they wait for. */
final class RecordsThatWait implements Scene {

  @Override
  public String title() {
    return "What did not reach a system, and why?";
  }

  @Override
  public void play(Day day) throws IOException {
    Set<String> told = day.records();
    boolean explained = true;
    boolean named = true;
    for (var consumer : Standing.read(day.hub()).consumers().entrySet()) {
      List<JsonNode> causes = causes(day, consumer.getKey());
      long owed = causes.stream().mapToLong(cause -> cause.get("records").asLong()).sum();
      explained &= owed == consumer.getValue().owed();
      named &=
          consumer.getValue().waiting() == 0
              || causes.stream().anyMatch(cause -> parent(cause).filter(told::contains).isEmpty());
      causes.forEach(cause -> say(day, consumer.getKey(), cause, told));
      if (owed == 0) {
        day.narrator().say("%-10s has all that it should", consumer.getKey());
      }
    }
    day.check("what_is_owed_is_explained", explained);
    day.check("what_no_system_told_is_named", named);
    day.check("what_waits_in_vain_holds_nothing_up", isAsOfTheExport(day));
  }

  /** Whether every consumer is as of the newest export, but for what cannot be told. */
  private static boolean isAsOfTheExport(Day day) throws IOException {
    boolean newest = true;
    for (JsonNode consumer : day.hub().get("/freshness").get("consumers")) {
      for (JsonNode source : consumer.get("sources")) {
        newest &= !source.get("system").textValue().equals("sis") || isAsOfTheExport(source);
      }
    }
    return newest;
  }

  private static boolean isAsOfTheExport(JsonNode source) {
    return source.get("newest").asBoolean() && source.hasNonNull("completeAt");
  }

  private static List<JsonNode> causes(Day day, String system) throws IOException {
    List<JsonNode> causes = new ArrayList<>();
    day.hub()
        .get("/undelivered", Map.of("system", system, "since", "48h"))
        .get("causes")
        .forEach(causes::add);
    return causes;
  }

  /** The record that others wait for, as {@code entity/key}. */
  private static Optional<String> parent(JsonNode cause) {
    JsonNode parent = cause.path("parent");
    return parent.isMissingNode()
        ? Optional.empty()
        : Optional.of(parent.get("entity").textValue() + "/" + parent.path("key").asText());
  }

  private static void say(Day day, String system, JsonNode cause, Set<String> told) {
    String why =
        parent(cause)
            .map(
                parent ->
                    parent
                        + (told.contains(parent)
                            ? ", which waits itself"
                            : ", which no system told"))
            .orElse(cause.path("reason").asText(""));
    long records = cause.get("records").asLong();
    boolean waits = cause.get("state").textValue().equals("WAITING");
    day.narrator()
        .say(
            "%-10s %s %s %s",
            system,
            records == 1 ? "1 record" : Narrator.number(records) + " records",
            waits ? (records == 1 ? "waits for" : "wait for") : "not taken:",
            why);
  }
}
