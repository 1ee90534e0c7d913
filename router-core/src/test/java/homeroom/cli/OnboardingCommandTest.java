package homeroom.cli;

import static homeroom.audit.Samples.contact;
import static homeroom.audit.Samples.delivered;
import static homeroom.audit.Samples.minutes;
import static homeroom.authority.FieldRules.EXISTS;
import static homeroom.schema.MovementOutcome.ACCEPTED;
import static homeroom.schema.MovementOutcome.INITIAL_MISMATCH;
import static homeroom.schema.MovementOutcome.UNAUTHORISED;
import static homeroom.schema.MovementOutcome.UNCHANGED;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.http.RunningServer;
import homeroom.schema.Movement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report on first contact, from the log through the store and the interface to the screen. */
final class OnboardingCommandTest {

  private static final TimeZone ZONE = TimeZone.getDefault();

  @TempDir static Path data;
  private static RunningServer server;

  @BeforeAll
  static void start() throws IOException {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    server = new RunningServer(data);
    server.sample.add(
        contact(UNCHANGED, "FIRST_CONTACT_EQUAL", "1", minutes(0), EXISTS, "email", "nickname"),
        contact(UNCHANGED, "FIRST_CONTACT_PARTLY_EQUAL", "2", minutes(1), EXISTS, "nickname"),
        contact(INITIAL_MISMATCH, "FIRST_CONTACT_LOST", "2", minutes(1), "email"),
        contact(INITIAL_MISMATCH, "FIRST_CONTACT_KEPT", "2", minutes(1), "grade"),
        contact(ACCEPTED, "FIRST_CONTACT_NEW", "3", minutes(2), EXISTS, "email"),
        contact(UNAUTHORISED, "FIRST_CONTACT_REFUSED", "4", minutes(3), EXISTS, "email"),
        told("MISSING", "5", "CREATED"),
        told("OVERWRITTEN", "6", "UPDATED"));
  }

  private static Movement told(String delivery, String key, String effect) {
    Movement told = delivered("lms", "student", key, delivery, effect, minutes(120));
    told.setCode("FIRST_CONTACT_TOLD");
    return told;
  }

  @AfterAll
  static void stop() {
    server.close();
    TimeZone.setDefault(ZONE);
  }

  private static String answer(String... arguments) {
    CliTest.Ended ended = CliTest.run(data, arguments);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.status()).isZero();
    return ended.out();
  }

  @Test
  void shouldShowWhatWasEqualDifferentMissingAndExtra() {
    assertThat(answer("onboarding", "lms"))
        .isEqualTo(
            """
            lms, Learning management system: first contact from 2026-09-01 12:00:00 to 2026-09-01 14:00:00

            entity   equal  different  missing  extra  refused  overwritten
            student      1          1        1      1        1            1

            entity   field     equal  won  put right  kept
            student  email         1    0          1     0
            student  grade         0    0          0     1
            student  nickname      2    0          0     0

            for example  entity   field  records
            different    student         student/2
            refused      student         student/4
            extra        student         student/3
            missing      student         student/5
            overwritten  student         student/6
            put right    student  email  student/2
            kept         student  grade  student/2

            refused: only lms has it, and may not give it to the hub; both stay as they are.
            kept: lms holds something else, may not decide it and is not told of it; both stay as they are.
            overwritten: lms was told before it had spoken of these, and held something else that the hub never saw.
            """);
  }

  @Test
  void shouldCutOffWhatCameLater() {
    assertThat(answer("onboarding", "lms", "--to=2026-09-01T13:00", "--examples=0").lines())
        .contains(
            "entity   equal  different  missing  extra  refused",
            "student      1          1        0      1        1")
        .noneMatch(line -> line.contains("student/"));
  }

  @Test
  void shouldPrintRowsForASpreadsheet() {
    assertThat(answer("onboarding", "lms", "--csv").lines())
        .startsWith(
            "system,entity,field,kind,records,first,last,examples",
            "lms,student,,EQUAL,1,2026-09-01T12:00:00Z,2026-09-01T12:00:00Z,student/1")
        .contains("lms,student,email,LOST,1,2026-09-01T12:01:00Z,2026-09-01T12:01:00Z,student/2");
  }

  @Test
  void shouldGiveTheCountsToPrograms() throws IOException {
    Json answer = Json.read(answer("onboarding", "lms", "--entity=student", "--json"));

    assertThat(answer.text("began")).isEqualTo("2026-09-01T12:00:00Z");
    assertThat(answer.list("counts"))
        .extracting(it -> it.text("field") + " " + it.text("kind") + " " + it.number("records"))
        .startsWith(" EQUAL 1", " DIFFERENT 1")
        .contains("email LOST 1", "nickname EQUAL 2")
        .hasSize(10);
    assertThat(answer.list("counts").getFirst().list("examples").getFirst().text("key"))
        .isEqualTo("1");
  }

  @Test
  void shouldSayWhenThereWasNone() {
    assertThat(answer("onboarding", "sis")).isEqualTo("No first contact with sis in that time.\n");
    assertThat(answer("onboarding", "lms", "--entity=class"))
        .isEqualTo("No first contact with lms in that time.\n");
  }

  @Test
  void shouldNotKnowEverySystem() {
    CliTest.Ended ended = CliTest.run(data, "onboarding", "nobody");

    assertThat(ended.status()).isOne();
    assertThat(ended.err()).startsWith("SYSTEM_UNKNOWN: ").doesNotContain("nobody");
    assertThat(CliTest.run(data, "onboarding", "lms", "--examples=1000").err())
        .startsWith("PARAMETER_INVALID: ");
  }
}
