package homeroom.adapters.canvas;

import homeroom.api.Value;
import homeroom.testkit.ConsumerContract;
import homeroom.testkit.OutsideSystem;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Courses and their sections; what can happen on the wire is shown with people. */
class CanvasClassContractTest {

  private static final Value BEGINS = Value.day(LocalDate.of(2026, 8, 15));
  private static final Value ENDS = Value.day(LocalDate.of(2026, 12, 18));

  @Nested
  class OfCourses implements ConsumerContract {
    @Override
    public OutsideSystem open() {
      return new CanvasCourses();
    }
  }

  @Nested
  class OfSections implements ConsumerContract {
    @Override
    public OutsideSystem open() {
      return new CanvasSections();
    }
  }

  private static final class CanvasCourses implements CanvasThings {

    private final Lms lms = new Lms();

    CanvasCourses() {
      lms.create("terms", Lms.TERM);
    }

    @Override
    public Lms lms() {
      return lms;
    }

    @Override
    public String target() {
      return "courses";
    }

    @Override
    public Map<String, Value> payload(int number) {
      return Lms.payload(
          "course.sis_course_id",
          "course-" + number,
          "course.name",
          "Algebra " + number,
          "course.course_code",
          "ALG-" + number,
          "course.term",
          "t-1",
          "course.start_at",
          BEGINS,
          "course.end_at",
          ENDS);
    }

    /** As with people. */
    @Override
    public boolean isReadBeforeUpdates() {
      return false;
    }

    @Override
    public String keyField() {
      return "course.sis_course_id";
    }

    @Override
    public String changeable() {
      return "course.name";
    }

    @Override
    public String alsoChangeable() {
      return "course.course_code";
    }

    @Override
    public String clearable() {
      return "course.start_at";
    }

    /** There is no such term. */
    @Override
    public Map<String, Value> refused(int number) {
      return Lms.with(payload(number), "course.term", Value.text("none-" + number));
    }

    @Override
    public int count() {
      return (int) lms.simulator.stats().courses();
    }
  }

  private static final class CanvasSections implements CanvasThings {

    private final Lms lms = new Lms();

    CanvasSections() {
      lms.create(
          "courses", Lms.payload("course.sis_course_id", "course-1", "course.name", "Algebra"));
    }

    @Override
    public Lms lms() {
      return lms;
    }

    @Override
    public String target() {
      return "sections";
    }

    @Override
    public Map<String, Value> payload(int number) {
      return Lms.payload(
          "course_section.sis_section_id",
          "section-" + number,
          "course_section.name",
          "Period " + number,
          "course_section.course",
          "course-1",
          "course_section.start_at",
          BEGINS,
          "course_section.end_at",
          ENDS);
    }

    /** As with people. */
    @Override
    public boolean isReadBeforeUpdates() {
      return false;
    }

    @Override
    public String keyField() {
      return "course_section.sis_section_id";
    }

    @Override
    public String changeable() {
      return "course_section.start_at";
    }

    @Override
    public String alsoChangeable() {
      return "course_section.end_at";
    }

    @Override
    public Value another(int number) {
      return Value.day(LocalDate.of(2026, 9, number));
    }

    @Override
    public String clearable() {
      return "course_section.start_at";
    }

    /** There is no such course. */
    @Override
    public Map<String, Value> refused(int number) {
      return Lms.with(payload(number), "course_section.course", Value.text("none-" + number));
    }

    @Override
    public int count() {
      return (int) lms.simulator.stats().sections();
    }
  }
}
