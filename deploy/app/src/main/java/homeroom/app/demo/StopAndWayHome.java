package homeroom.app.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a family may decide until a day, and what it may decide under a condition. */
final class StopAndWayHome implements Scene {

  private static final int FROM = 105;
  private static final Instant BEFORE_THE_ROUTES = Instant.parse("2026-07-20T09:00:00Z");

  @Override
  public String title() {
    return "Families ask for another bus stop, and for a child to walk home alone";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    Families families = new Families(day);
    List<String> students = families.students(FROM, 2);
    stop(day, families, students.getFirst());
    wayHome(day, families, students.getLast());
  }

  private static void stop(Day day, Families families, String student)
      throws IOException, DemoFailure {
    families.begin(List.of(student), BEFORE_THE_ROUTES, Map.of("stop", "Elm Street"));
    day.check(
        "in_time_a_family_decides", families.buses().cell(student, "stop").equals("Elm Street"));

    families.portal().change(student, now(), Map.of("stop", "Oak Street"));
    families.portal().save();
    families.tell("portal", families.portal());
    day.awaitInStep();
    day.narrator()
        .say(
            "in July the family chose its stop; now it may not: told to people, and left as it is");
    day.check(
        "what_comes_too_late_is_told_and_left",
        families.buses().cell(student, "stop").equals("Elm Street")
            && families.portal().cell(student, "stop").equals("Oak Street")
            && refusals(day, student, "AUTHORITY_ALERT") == 1);

    families.buses().change(student, now(), Map.of("stop", "Main Street"));
    families.buses().save();
    families.tell("buses", families.buses());
    day.awaitInStep();
    day.narrator().say("the bus office answers with a third stop, and the portal shows it");
    day.check("the_answer_reaches_the_family", families.same(student, "stop"));
  }

  private static void wayHome(Day day, Families families, String student)
      throws IOException, DemoFailure {
    families.begin(List.of(student), now(), Map.of("phone", "319-555-0188"));
    bus(day, families, student, Map.of("goes_home", "by bus"));
    alone(day, families, student);
    day.check(
        "without_consent_it_is_put_back",
        families.same(student, "goes_home")
            && families.portal().cell(student, "goes_home").equals("by bus")
            && refusals(day, student, "") == 1);

    bus(day, families, student, Map.of("consent", "on file"));
    alone(day, families, student);
    day.narrator()
        .say("walking home alone: put back without the consent, accepted when it was on file");
    day.check(
        "with_consent_the_family_decides",
        families.same(student, "goes_home")
            && families.buses().cell(student, "goes_home").equals("alone"));
  }

  private static void bus(Day day, Families families, String student, Map<String, String> values)
      throws IOException, DemoFailure {
    families.buses().change(student, now(), values);
    families.buses().save();
    families.tell("buses", families.buses());
    day.awaitInStep();
  }

  private static void alone(Day day, Families families, String student)
      throws IOException, DemoFailure {
    families.portal().change(student, now(), Map.of("goes_home", "alone"));
    families.portal().save();
    families.tell("portal", families.portal());
    day.awaitInStep();
  }

  private static Instant now() {
    return Families.ago(Duration.ZERO);
  }

  private static long refusals(Day day, String student, String code) throws IOException {
    long refusals = 0;
    for (var movement :
        day.hub()
            .get(
                "/movements",
                Map.of(
                    "record",
                    day.hub().pseudonym(Families.record(student)),
                    "outcome",
                    "unauthorised"))
            .get("movements")) {
      refusals += movement.path("code").asText().equals(code) ? 1 : 0;
    }
    return refusals;
  }
}
