package homeroom.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ChaosCommandTest {

  private final StringWriter out = new StringWriter();

  @TempDir Path folder;

  @Test
  void shouldRefuseToLastNoTime() {
    assertThat(run("--minutes", "0")).isEqualTo(2);
    assertThat(out.toString()).contains("--minutes must be from 1");
  }

  @Test
  void shouldRefuseADistrictWithTooFewPeopleToWork() {
    assertThat(run("--students", "10")).isEqualTo(2);
    assertThat(out.toString()).contains("--students must be at least");
  }

  @Test
  void shouldNotTouchAFolderThatNoChaosRunMade() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.txt"), "mine");

    assertThat(run("--folder", folder.toString())).isEqualTo(1);
    assertThat(mine).hasContent("mine");
  }

  private int run(String... arguments) {
    return new CommandLine(new ChaosCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(out))
        .execute(arguments);
  }
}
