package homeroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.RecordKey;
import homeroom.audit.Samples;
import homeroom.http.HubControl.KeyChange;
import homeroom.http.RunningServer;
import homeroom.schema.MovementOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {

  private static final RecordKey OLD = new RecordKey("student", "123");
  private static final RecordKey NEW = new RecordKey("student", "456");

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
  void shouldPassOnWhatAPersonSaysOfAKey() {
    run("identity", "rename", "student/123", "student/456", "--as", "kim", "--why", "a typo");

    assertThat(server.hub.changed)
        .containsExactly(
            new KeyChange(
                KeyChange.Kind.RENAME, OLD, Optional.of(NEW), "kim", Optional.of("a typo")));
  }

  @Test
  void shouldFollowAKeyThatWasGivenUp() {
    server.sample.rename("123", "456");

    CliTest.Ended shown = run("record", "student/123");

    assertThat(shown.out())
        .startsWith("student/456, version 3")
        .contains("student/123 was given up and leads to this record.");
  }

  @Test
  void shouldShowTheHistoryOfARecordsKeys() {
    server.sample.rename("123", "456");

    assertThat(run("identity", "show", "student/123").out())
        .startsWith("student/123 goes on as student/456")
        .containsPattern("renamed +student/123 +student/456 +kim +a new number");
    assertThat(run("identity", "show", "student/456").out()).contains("student/123");
  }

  @Test
  void shouldUndoOnlyWhatWasDone() {
    assertThat(run("identity", "split", "student/123").err()).contains("RECORD_NOT_MERGED");

    server.sample.rename("123", "456");
    run("identity", "split", "student/123", "--as", "kim");

    assertThat(server.hub.changed)
        .containsExactly(
            new KeyChange(KeyChange.Kind.SPLIT, OLD, Optional.empty(), "kim", Optional.empty()));
  }

  @Test
  void shouldNotMakeOneOfTwoRecordsByARename() {
    server.sample.rename("9", "456");

    assertThat(run("identity", "rename", "student/123", "student/456").err())
        .contains("RECORD_EXISTS");
    assertThat(run("identity", "rename", "student/123", "student/9").err())
        .contains("RECORD_KEY_GIVEN_UP");
    assertThat(run("identity", "rename", "student/77", "student/78").err())
        .contains("RECORD_UNKNOWN");
    assertThat(run("identity", "merge", "student/123", "--into", "student/78").err())
        .contains("RECORD_MISSING");
    assertThat(server.hub.changed).isEmpty();
  }

  @Test
  void shouldShowWhatWaitsForAnIdToBecomeKnown() {
    assertThat(run("identity", "waiting").out())
        .startsWith("Nothing waits for an id to become known");
    server.sample.add(
        Samples.movement(MovementOutcome.WAITING, "lms", "student", "~lms:4711", Samples.minutes(7))
            .setCode("OWN_ID_UNKNOWN")
            .build());

    assertThat(run("identity", "waiting", "--system", "lms").out())
        .contains("student/~lms:4711")
        .containsPattern("lms +1 ");
    assertThat(run("undelivered", "--to", "lms").out()).doesNotContain("~lms:4711");

    server.sample.add(
        Samples.movement(MovementOutcome.RELEASED, "", "student", "~lms:4711", Samples.minutes(8))
            .setCode("OWN_ID_KNOWN")
            .build());
    assertThat(run("identity", "waiting").out())
        .startsWith("Nothing waits for an id to become known");
  }
}
