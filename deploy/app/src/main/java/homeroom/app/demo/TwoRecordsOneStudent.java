package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A student was entered twice: the two records are merged, and split when that was wrong. */
final class TwoRecordsOneStudent implements Scene {

  private static final int STUDENT = 161;
  private static final String SECOND = "demo-walk-in";
  private static final String USERNAME = "walk.in";

  @Override
  public String title() {
    return "A student was entered twice, and the two records are merged";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    var outside = day.outside();
    Map<String, String> student = Cast.students(outside.sis(), STUDENT, 1).getFirst();
    String first = "student/" + student.get("sourcedId");
    String family = day.golden(first, "familyName");
    outside.sis().add("users.csv", second(student));
    day.takeInExport();
    day.check("the_second_record_has_accounts", atIdp(day) && atLms(day));

    ask(day, "merge", first);
    day.until("the second accounts are closed", () -> !atIdp(day) && !atLms(day));
    day.awaitInStep();
    day.narrator().say("merged: the second account and its login to the LMS are closed");
    day.check(
        "the_first_record_is_as_before",
        day.golden(first, "familyName").equals(family)
            && outside.teacher().mayLogIn(student.get("sourcedId")));
    day.check("the_sis_repeats_both_without_effect", day.takeInExport().events() == 0);
    JsonNode keys = keys(day);
    day.narrator()
        .say(
            "homeroom identity show: %s goes on as %s",
            keys.path("key").asText(), keys.path("goesOnAs").asText());
    day.check("either_key_finds_the_record", keys.path("goesOnAs").asText().equals(first));

    ask(day, "split", null);
    day.until("the second accounts are open", () -> atIdp(day) && atLms(day));
    day.awaitInStep();
    day.narrator().say("they are cousins, it turns out: split, and both have their accounts again");
    day.check(
        "after_the_split_both_are_there",
        day.golden("student/" + SECOND, "givenName").equals("Walk")
            && day.golden(first, "familyName").equals(family)
            && keys(day).get("steps").size() == 2);
  }

  private static Map<String, String> second(Map<String, String> model) {
    Map<String, String> second = new HashMap<>(model);
    second.put("sourcedId", SECOND);
    second.put("username", USERNAME);
    second.put("email", USERNAME + "@cedar.example");
    second.put("identifier", "998001");
    second.put("givenName", "Walk");
    second.put("familyName", "In");
    return second;
  }

  private static void ask(Day day, String kind, @Nullable String to) throws IOException {
    ObjectNode asked =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", kind)
            .put("record", "student/" + SECOND)
            .put("person", "the registrar")
            .put("why", "entered twice");
    day.hub().post("/identity", to == null ? asked : asked.put("to", to));
  }

  private static JsonNode keys(Day day) throws IOException {
    return day.hub().get("/records/" + day.hub().pseudonym("student/" + SECOND) + "/keys");
  }

  private static boolean atIdp(Day day) {
    return day.outside()
        .idp()
        .account(USERNAME)
        .filter(account -> Boolean.TRUE.equals(account.get("active")))
        .isPresent();
  }

  private static boolean atLms(Day day) throws IOException {
    return day.outside().teacher().mayLogIn(SECOND);
  }
}
