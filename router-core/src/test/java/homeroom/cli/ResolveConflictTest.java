package homeroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.RecordKey;
import homeroom.http.HubControl.Verdict;
import homeroom.http.HubControl.Word;
import homeroom.http.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolveConflictTest {

  private static final RecordKey STUDENT = new RecordKey("student", "123");

  @TempDir Path data;
  private RunningServer server;

  @BeforeEach
  void start() throws IOException {
    server = new RunningServer(data);
    server.sample.letWait("k2");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private CliTest.Ended resolve(String... arguments) {
    String[] line = new String[arguments.length + 2];
    line[0] = "conflicts";
    line[1] = "resolve";
    System.arraycopy(arguments, 0, line, 2, arguments.length);
    return CliTest.run(data, line);
  }

  private static Verdict verdict(String conflict, Word word) {
    return new Verdict(STUDENT, "email", conflict, word, "kim");
  }

  @Test
  void shouldPassOnWhatAPersonDecides() {
    assertThat(resolve("k2", "--take", "lms", "--as", "kim").out())
        .isEqualTo(
            "Asked the hub to decide it. What became of it:\n  homeroom conflicts show k2\n");
    resolve("k2", "--value", "a@x", "--as", "kim");
    resolve("k2", "--clear", "--as", "kim");
    resolve("k2", "--by-rule", "--as", "kim");

    assertThat(server.hub.decided)
        .containsExactly(
            verdict("k2", new Word.Take("lms")),
            verdict("k2", new Word.Value(Optional.of("a@x"))),
            verdict("k2", new Word.Value(Optional.empty())),
            verdict("k2", new Word.ByRule()));
  }

  @Test
  void shouldDecideAllThatWaitAndFit() {
    server.sample.letWait("k3");

    assertThat(resolve("--all", "--field", "phone", "--take", "lms").out())
        .isEqualTo("No conflict that fits waits for anybody.\n");
    assertThat(resolve("--all", "--entity", "student", "--take", "lms", "--as", "kim").out())
        .isEqualTo("Asked the hub to decide 2.\n");

    assertThat(server.hub.decided)
        .containsExactlyInAnyOrder(
            verdict("k2", new Word.Take("lms")), verdict("k3", new Word.Take("lms")));
  }

  @Test
  void shouldTakeAnIdThatBeginsWithAHyphen() {
    server.sample.letWait("-k");

    resolve("-k", "--take", "lms", "--as", "kim");

    assertThat(server.hub.decided).containsExactly(verdict("-k", new Word.Take("lms")));
  }

  @Test
  void shouldRefuseWhatCannotBeDecided() {
    assertThat(resolve("k1", "--take", "lms").err())
        .startsWith("CONFLICT_DECIDED: The conflict does not wait for anybody: sis won.");
    assertThat(resolve("k2", "--take", "warehouse").err())
        .startsWith("DECISION_UNKNOWN_SIDE: The system that was named is no side of this conflict.")
        .contains("Its sides are sis and lms.");
    assertThat(resolve("nothing", "--take", "lms").err()).startsWith("CONFLICT_UNKNOWN");
    assertThat(resolve("k2").status()).isEqualTo(2);
    assertThat(resolve("k2", "--take", "lms", "--clear").status()).isEqualTo(2);
    assertThat(server.hub.decided).isEmpty();
  }

  @Test
  void shouldSayOfOneThatWaitsHowItIsDecided() {
    assertThat(CliTest.run(data, "conflicts", "show", "k2").out())
        .contains("It waits for a person by the rule \"authority: sis\"")
        .contains("  homeroom conflicts resolve k2 --take sis|lms")
        .doesNotContain("won by")
        .doesNotContain("put right");
    assertThat(CliTest.run(data, "record", "student/123").out()).contains("(nobody yet)");
  }

  @Test
  void shouldListWhatWaits() {
    assertThat(CliTest.run(data, "conflicts", "--waiting").out())
        .contains("(nobody yet)")
        .doesNotContain("k1");
  }
}
