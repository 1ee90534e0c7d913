package homeroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.audit.Samples;
import homeroom.http.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How old what systems hold is, from the log through the interface to the screen. */
final class FreshnessCommandTest {

  private static final TimeZone ZONE = TimeZone.getDefault();

  @TempDir static Path data;
  private static RunningServer server;

  /** To the identity provider the student of minute 2 is under way; to the LMS it is not. */
  @BeforeAll
  static void start() throws IOException {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    server = new RunningServer(data);
    server.sample.pass(Samples.boundary("sis", "b0", 0, 1, Samples.minutes(-60)));
    server.sample.pass(Samples.boundary("sis", "b1", 0, 1, Samples.minutes(4)));
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
  void shouldSayHowOldTheTruthOfEachSystemIs() {
    String shown = answer("freshness");

    assertThat(shown)
        .containsPattern("sis +2026-09-01 11:59:00 +1 h 1 min +2026-09-01 12:03:00")
        .containsPattern(
            "idp +sis +2026-09-01 10:55:00 +2 h 5 min +1 +behind, since 2026-09-01 12:02:00")
        .containsPattern("lms +sis +2026-09-01 11:59:00 +1 h 1 min +0")
        .contains("1 at lms do not count, because they were refused: CANVAS_NO_TERM")
        .doesNotContain("lms  idp");
  }

  @Test
  void shouldSayItOfOneSystemAndToPrograms() throws IOException {
    Json freshness = Json.read(answer("freshness", "lms", "--json"));

    assertThat(freshness.list("sources")).isEmpty();
    Json lms = freshness.list("consumers").getFirst();
    assertThat(lms.number("fresherThanSeconds")).isEqualTo(7_200);
    Json sis = lms.list("sources").getFirst();
    assertThat(sis.text("completeAt")).isEqualTo(Samples.minutes(-1).toString());
    assertThat(sis.text("exportedAt")).isEqualTo(Samples.minutes(-1).toString());
    assertThat(sis.number("ageSeconds")).isEqualTo(61 * 60);
    assertThat(sis.number("owed")).isZero();
    assertThat(sis.number("inVain")).isZero();
    assertThat(sis.flag("fresh")).isTrue();
    assertThat(sis.flag("newest")).isTrue();
  }

  @Test
  void shouldRefuseASystemThatIsNone() {
    CliTest.Ended ended = CliTest.run(data, "freshness", "nobody");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).contains("SYSTEM_UNKNOWN");
  }
}
