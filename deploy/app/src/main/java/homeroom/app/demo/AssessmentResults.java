package homeroom.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** An assessment vendor's file arrives; its results reach the warehouse. */
final class AssessmentResults implements Scene {

  private static final String HEADER =
      "Student ID,Assessment,Subject,Completion Date,Scale Score,Percentile,Placement";
  private static final int STUDENTS = 150;

  @Override
  public String title() {
    return "An assessment vendor's CSV arrives";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    List<Map<String, String>> students = Cast.students(day.outside().sis(), 0, STUDENTS);
    put(day.outside().assessmentFolder().resolve("fall-diagnostic.csv"), file(students));
    Taken taken = day.takeIn("assessment");
    day.narrator()
        .say(
            "%s results of %s students reached the warehouse",
            Narrator.number(2L * students.size()), Narrator.number(students.size()));
    day.check("results_taken_in", taken.rejected() == 0 && taken.events() == 2L * students.size());
  }

  private static String file(List<Map<String, String>> students) {
    StringBuilder file = new StringBuilder("\uFEFF" + HEADER + "\r\n");
    int number = 0;
    for (Map<String, String> student : students) {
      number++;
      for (String subject : List.of("Reading", "Mathematics")) {
        int score = 400 + (number * 37 + subject.length() * 11) % 200;
        file.append(
            "%s,Fall Diagnostic,%s,9/%d/2026,%d,%d,%s%n"
                .formatted(
                    student.get("sourcedId"),
                    subject,
                    1 + number % 28,
                    score,
                    score % 99 + 1,
                    score > 500 ? "On Grade Level" : "One Grade Below")
                .replace(System.lineSeparator(), "\r\n"));
      }
    }
    return file.toString();
  }

  /** Vendors' uploads appear whole: under another name first. */
  private static void put(Path file, String content) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(partial, content);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
