package homeroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.http.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {

  @TempDir Path data;
  private RunningServer server;

  @BeforeEach
  void start() throws IOException {
    server = new RunningServer(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private CliTest.Ended run(String... arguments) {
    return CliTest.run(data, arguments);
  }

  @Test
  void shouldShowWhatItFoundAndSendNothing() {
    CliTest.Ended shown = run("resync", "lms", "--dry-run");

    assertThat(shown.out())
        .contains("3 records may be due at lms", "student/1", "owed: refused last")
        .contains("At most 200 records in a second");
    assertThat(run("replay", "list").out()).contains("There was no replay yet.");
    assertThat(server.replayLog.commands()).isEmpty();
  }

  @Test
  void shouldSendNothingToWhichNobodyAgreed() {
    CliTest.Ended refused = run("resync", "lms");

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.out()).contains("3 records may be due at lms");
    assertThat(refused.err()).contains("REPLAY_NOT_AGREED", "Add --yes");
    assertThat(server.replayLog.commands()).isEmpty();
  }

  @Test
  void shouldGoThroughItOnceItIsAgreedTo() {
    CliTest.Ended done = run("resync", "lms", "--rebuilt", "--yes", "--as", "kim");

    assertThat(done.status()).isZero();
    assertThat(done.out())
        .contains("What the system confirmed of 3 records counts no more")
        .contains(": done", "3 were voided", "3 were sent", "1 of them are there");
    assertThat(server.replayLog.commands())
        .containsExactly(
            "VOID gone student/1",
            "VOID gone student/2",
            "VOID gone student/3",
            "REISSUE student/1",
            "REISSUE student/2",
            "REISSUE student/3");
    assertThat(run("replay", "list").out()).contains("kim", "done", "6 of 6 steps");
  }

  @Test
  void shouldSayFromWhenOnAReplayCouldRun() {
    CliTest.Ended refused = run("replay", "--to", "lms", "--from", "2026-08-01", "--yes");

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("REPLAY_WINDOW_TOO_OLD", "--from 2026-11-01T08:00:00Z");
    assertThat(refused.err()).contains("homeroom resync lms");
  }

  @Test
  void shouldNameTheRemedyOfWhatCannotBeUnderstood() {
    assertThat(run("replay", "--from", "48h").err()).contains("REPLAY_SYSTEM_MISSING", "--to");
    assertThat(run("replay", "--to", "lms", "--yes").err())
        .contains("REPLAY_INVALID", "from when on");
    assertThat(run("resync", "sis", "--yes").err()).contains("SYSTEM_UNKNOWN", "idp, lms");
    assertThat(run("resync", "lms", "--per-second", "0", "--yes").err())
        .contains("REPLAY_RATE_INVALID", "--per-second");
    assertThat(run("resync", "lms", "--record", "nobody", "--yes").err())
        .contains("REPLAY_INVALID", "entity/key");
    assertThat(run("replay", "--to", "lms", "--from", "1h", "--only", "some", "--yes").err())
        .contains("REPLAY_INVALID", "failed");
    assertThat(run("replay", "show", "replay-0").err()).contains("REPLAY_UNKNOWN");
    assertThat(run("replay", "cancel", "replay-0").err()).contains("REPLAY_UNKNOWN");
  }

  @Test
  void shouldRefuseToEndWhatIsOver() {
    Matcher id = Pattern.compile("replay-[0-9a-f-]+").matcher(run("resync", "lms", "--yes").out());
    assertThat(id.find()).isTrue();

    assertThat(run("replay", "cancel", id.group()).err()).contains("REPLAY_OVER", id.group());
  }
}
