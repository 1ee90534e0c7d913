package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Two systems correct each other without end, until the hub holds the field. */
final class FieldKeepsTurning implements Scene {

  private static final int STUDENT = 107;
  private static final int PATIENCE = 20;
  private static final String FIELD = "drop_off";
  static final String OF_THE_FAMILY = "at the library";
  private static final String OF_THE_OFFICE = "at home";

  @Override
  public String title() {
    return "The portal and the bus office correct each other without end";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    Families families = new Families(day);
    String student = families.students(STUDENT, 1).getFirst();
    families.begin(
        List.of(student), Families.ago(Duration.ofHours(1)), Map.of(FIELD, OF_THE_FAMILY));
    int changes = 0;
    while (families.waiting(student).isEmpty() && changes < PATIENCE) {
      changes++;
      say(day, families, student, changes);
    }
    day.narrator()
        .say(
            "after %d changes to and fro the field is held; each keeps its own meanwhile", changes);
    // They go on, and nobody is told again.
    long version = day.version(Families.record(student));
    say(day, families, student, changes + 1);
    say(day, families, student, changes + 2);
    day.check(
        "a_field_that_turns_is_held",
        changes < PATIENCE && day.version(Families.record(student)) == version);
    day.check("told_once_that_it_turns", families.waiting(student).size() == 1);
    decide(day, families, student);
  }

  /** The one whose turn it is writes its own value again. */
  private static void say(Day day, Families families, String student, int change)
      throws IOException, DemoFailure {
    boolean office = change % 2 == 1;
    OfficeTable who = office ? families.buses() : families.portal();
    who.change(
        student,
        Families.ago(Duration.ofMinutes(30)).plusSeconds(change),
        Map.of(FIELD, office ? OF_THE_OFFICE : OF_THE_FAMILY));
    who.save();
    families.tell(office ? "buses" : "portal", who);
    day.awaitInStep();
  }

  private static void decide(Day day, Families families, String student)
      throws IOException, DemoFailure {
    JsonNode conflict = families.waiting(student).get(0);
    day.hub()
        .post(
            "/conflicts/" + conflict.get("id").textValue() + "/decision",
            JsonNodeFactory.instance
                .objectNode()
                .put("value", OF_THE_FAMILY)
                .put("person", "the school's secretary"));
    day.until("it is decided", () -> families.waiting(student).isEmpty());
    day.awaitInStep();
    day.narrator().say("the secretary calls the family and decides; all have the same since");
    day.check(
        "the_secretary_decided",
        families.same(student, FIELD)
            && families.buses().cell(student, FIELD).equals(OF_THE_FAMILY));
  }
}
