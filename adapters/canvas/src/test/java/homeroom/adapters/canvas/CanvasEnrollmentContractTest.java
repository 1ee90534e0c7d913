package homeroom.adapters.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import homeroom.api.Value;
import homeroom.testkit.HttpConsumerContract;
import homeroom.testkit.HttpSystem;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;

/**
 * Enrollments have no SIS id, are found through what their person has, and that is kept for a
 * moment: many of one person share one look, many of one section have one each.
 */
class CanvasEnrollmentContractTest {

  @Nested
  class OfOneSection implements HttpConsumerContract {
    @Override
    public HttpSystem open() {
      return new CanvasSeats("enrollment.user", number -> "user-" + number, _ -> "section-1");
    }
  }

  @Nested
  class OfOnePerson implements HttpConsumerContract {
    @Override
    public HttpSystem open() {
      return new CanvasSeats("enrollment.section", _ -> "user-1", number -> "section-" + number);
    }
  }

  /**
   * Whom and what they refer to is there, and nobody is enrolled. What is seldom needed comes when
   * it is spoken of, for making it takes longer than the tests.
   */
  private static final class CanvasSeats implements CanvasThings {

    /** As many records as there are when things go wrong. */
    private static final int FEW = 8;

    private static final LocalDate LATER = LocalDate.of(2026, 9, 1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Lms lms = new Lms();
    private final String keyField;
    private final IntFunction<String> person;
    private final IntFunction<String> section;
    private final Set<String> there = ConcurrentHashMap.newKeySet();

    CanvasSeats(String keyField, IntFunction<String> person, IntFunction<String> section) {
      this.keyField = keyField;
      this.person = person;
      this.section = section;
      asked("POST", "accounts/1/courses", "{'course':{'name':'Algebra','sis_course_id':'c-1'}}");
      IntStream.rangeClosed(1, FEW).forEach(this::furnish);
    }

    private void furnish(int number) {
      if (there.add(person.apply(number))) {
        makePerson(person.apply(number));
      }
      if (there.add(section.apply(number))) {
        makeSection(section.apply(number));
      }
    }

    private void makePerson(String sisId) {
      asked(
          "POST",
          "accounts/1/users",
          "{'user':{'name':'Given Family'},'pseudonym':{'unique_id':'%s','sis_user_id':'%s'}}"
              .formatted(sisId, sisId));
    }

    private void makeSection(String sisId) {
      asked(
          "POST",
          "courses/sis_course_id:c-1/sections",
          "{'course_section':{'name':'Period','sis_section_id':'%s'}}".formatted(sisId));
    }

    private String asked(String verb, String path, String body) {
      try {
        return lms.as("hub-token", verb, path, body.replace('\'', '"'));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Lms lms() {
      return lms;
    }

    @Override
    public String target() {
      return "enrollments";
    }

    @Override
    public String keyField() {
      return keyField;
    }

    @Override
    public Map<String, Value> payload(int number) {
      furnish(number);
      return Lms.payload(
          "enrollment.user", person.apply(number),
          "enrollment.section", section.apply(number),
          "enrollment.type", "StudentEnrollment",
          "enrollment.start_at", Value.day(LocalDate.of(2026, 8, 15)),
          "enrollment.end_at", Value.day(LocalDate.of(2026, 12, 18)));
    }

    @Override
    public String changeable() {
      return "enrollment.start_at";
    }

    @Override
    public String alsoChangeable() {
      return "enrollment.end_at";
    }

    @Override
    public Value another(int number) {
      return Value.day(LATER.plusDays(number));
    }

    @Override
    public String clearable() {
      return "enrollment.start_at";
    }

    /** There is no such section. */
    @Override
    public Map<String, Value> refused(int number) {
      return Lms.with(payload(number), "enrollment.section", Value.text("none-" + number));
    }

    @Override
    public int count() {
      String states =
          "?per_page=100&state%5B%5D=active&state%5B%5D=invited&state%5B%5D=inactive"
              + "&state%5B%5D=completed&state%5B%5D=deleted";
      try {
        return JSON.readTree(asked("GET", "courses/sis_course_id:c-1/enrollments" + states, ""))
            .size();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    /** Enrolling twice makes no second seat in Canvas, and is not needed all the same. */
    @Override
    public void close() {
      long twice = lms.simulator.duplicates();
      CanvasThings.super.close();
      assertThat(twice).as("enrolled once more who was there").isZero();
    }
  }
}
