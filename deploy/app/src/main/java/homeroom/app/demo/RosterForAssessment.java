package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import homeroom.simulators.assessment.AssessmentPlatform;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The assessment platform reads the files that were written for it, and answers them. */
final class RosterForAssessment implements Scene {

  private static final String SYSTEM = "assessment";

  @Override
  public String title() {
    return "The assessment platform answers the files of students that were written for it";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    AssessmentPlatform platform = day.outside().assessment();
    Set<String> students = students(day);
    int[] files = {0};
    day.until(
        "the assessment platform was told of every student",
        () -> {
          files[0] += platform.read();
          Set<String> told = new TreeSet<>(platform.students().keySet());
          told.addAll(platform.rejected());
          return told.equals(students);
        });
    day.until(
        "the hub has read every answer",
        () -> {
          files[0] += platform.read();
          JsonNode asked = undelivered(day);
          return asked.path("handedOver").asLong() == 0
              && refused(asked) == platform.rejected().size();
        });
    day.narrator()
        .say(
            "%d files were written, before and after the hub was killed; it took %s students and"
                + " rejected %s",
            files[0],
            Narrator.number(platform.students().size()),
            Narrator.number(platform.rejected().size()));
    day.narrator().say("Which records did not reach the assessment platform, and why?");
    tell(day, platform);
    day.check("the_platform_has_every_student_that_it_tests", agrees(day, platform));
  }

  private static void tell(Day day, AssessmentPlatform platform) throws IOException {
    long named = 0;
    boolean coded = true;
    for (JsonNode entry :
        day.hub()
            .get("/quarantine/entries", Map.of("system", SYSTEM, "direction", "out"))
            .get("entries")) {
      named++;
      coded &= entry.path("status").asText().equals("GRADE_NOT_TESTED");
    }
    for (JsonNode cause : undelivered(day).get("causes")) {
      day.narrator()
          .say(
              "  %s records: %s %s",
              Narrator.number(cause.get("records").asLong()),
              cause.get("state").asText(),
              cause.path("reason").asText(""));
    }
    day.check("rejected_rows_are_named", named > 0 && coded);
    day.check("rejected_rows_are_counted", refused(undelivered(day)) == platform.rejected().size());
  }

  private static JsonNode undelivered(Day day) throws IOException {
    return day.hub().get("/undelivered", Map.of("system", SYSTEM, "since", "48h"));
  }

  private static long refused(JsonNode undelivered) {
    long records = 0;
    for (JsonNode cause : undelivered.get("causes")) {
      records += cause.get("records").asLong();
    }
    return records;
  }

  private static Set<String> students(Day day) throws IOException {
    Set<String> students = new TreeSet<>();
    for (JsonNode record : day.hub().all("/records", "records", Map.of("entity", "student"))) {
      if (record.get("exists").asBoolean()) {
        students.add(record.get("key").textValue());
      }
    }
    return students;
  }

  /** What it has of each is what is true. */
  private static boolean agrees(Day day, AssessmentPlatform platform) throws IOException {
    long different = 0;
    for (JsonNode record : day.hub().all("/records", "records", Map.of("entity", "student"))) {
      Map<String, String> held = platform.students().get(record.get("key").textValue());
      if (held != null && !held.get("last_name").equals(field(record, "familyName"))) {
        different++;
      }
    }
    return different == 0;
  }

  private static String field(JsonNode record, String name) {
    for (JsonNode field : record.get("fields")) {
      if (field.get("name").textValue().equals(name)) {
        return field.get("value").asText("");
      }
    }
    return "";
  }
}
