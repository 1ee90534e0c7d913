package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;

/** Someone edits a legal name in the LMS; the SIS decides names, so it is put right. */
final class NameEditedInLms implements Scene {

  @Override
  public String title() {
    return "Someone edits a legal name in the LMS";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    String student = Cast.seat(day.outside().sis(), 1).student();
    String record = "student/" + student;
    LmsTeacher teacher = day.outside().teacher();
    String before = teacher.sortableName(student);
    long version = day.version(record);
    teacher.rename(student, "Somebody", "Else");
    day.until("the edit is recorded as a violation", () -> violations(day, record).size() == 1);
    day.until("the name is put right", () -> teacher.sortableName(student).equals(before));
    day.awaitInStep();
    day.narrator()
        .say(
            "refused (%s decides), recorded once, and put right in the LMS",
            day.hub().record(record).get("fields").get(0).get("source").textValue());
    day.check("legal_name_put_right", teacher.sortableName(student).equals(before));
    day.check("truth_untouched_by_the_edit", day.version(record) == version);
    day.check("violation_recorded_once", violations(day, record).size() == 1);
  }

  private static JsonNode violations(Day day, String record) throws IOException {
    return day.hub()
        .get("/movements", Map.of("record", day.hub().pseudonym(record), "outcome", "unauthorised"))
        .get("movements");
  }
}
