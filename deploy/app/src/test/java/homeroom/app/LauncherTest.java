package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.app.Launcher.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script")
class LauncherTest {

  @TempDir Path folder;

  private Launcher launcher;

  @BeforeEach
  void layOut() throws Exception {
    launcher = new Launcher(folder);
  }

  @AfterEach
  void letItEnd() throws Exception {
    launcher.awaitCaches();
  }

  @Test
  void shouldBuildOnFirstUseAndThenStartTheProgram() throws Exception {
    Ended ended = launcher.withJdk("good", "25.0.3").run("status", "two words");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).startsWith("ran ").contains("homeroom.jar status two words");
    assertThat(ended.err())
        .contains("for its first use")
        .contains("[1/2] Core")
        .contains("[2/2] Application")
        .contains("Built in");
  }

  @Test
  void shouldNotBuildAgainWithoutNeed() throws Exception {
    launcher.withJdk("good", "25.0.3").run("status");
    Files.writeString(launcher.root().resolve("deploy/app/src/test/NewTest.java"), "");

    Ended ended = launcher.run("status");

    assertThat(ended.err()).isEmpty();
    assertThat(launcher.builds()).isEqualTo(1);
  }

  @Test
  void shouldBuildAgainWhenASourceIsNewer() throws Exception {
    launcher.withJdk("good", "25.0.3").run("status");
    launcher.save("deploy/app/src/main/New.java");

    assertThat(launcher.run("status").err()).contains("because its sources have changed");
    assertThat(launcher.builds()).isEqualTo(2);
  }

  @Test
  void shouldBuildOnceWhenStartedManyTimesAtOnce() throws Exception {
    launcher.withJdk("good", "25.0.3");
    List<Process> runs = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      runs.add(launcher.start(launcher.root().resolve("homeroom"), "off", "status"));
    }

    for (Process run : runs) {
      assertThat(Launcher.end(run).code()).isZero();
    }
    assertThat(launcher.builds()).isEqualTo(1);
  }

  @Test
  void shouldWorkThroughALinkInAnotherFolder() throws Exception {
    launcher.withJdk("good", "25.0.3");
    Path elsewhere = Files.createDirectories(launcher.place().resolve("else where"));
    Path first = Files.createSymbolicLink(elsewhere.resolve("one"), Path.of("two"));
    Files.createSymbolicLink(elsewhere.resolve("two"), Path.of("../home room/homeroom"));

    Ended ended = Launcher.end(launcher.start(first, "off", "status"));

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("-Dhomeroom.home=" + launcher.root().toRealPath());
  }

  @Test
  void shouldSayWhichJdksItFoundWhenNoneWillDo() throws Exception {
    launcher.withJdk("old", "17.0.15").withJdk("ancient", "1.8.0_392");

    Ended ended = launcher.run("status");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .contains("version 25 or later")
        .contains("jdks/old (17.0.15)")
        .contains("jdks/ancient (1.8.0_392)")
        .contains("Install one");
    assertThat(launcher.builds()).isZero();
  }

  @Test
  void shouldPreferAJdkThatWillDo() throws Exception {
    launcher.withJdk("a-old", "21.0.1").withJdk("b-new", "26").run("status");

    assertThat(launcher.run("status").out()).startsWith("ran ");
  }

  @Test
  void shouldShowTheEndOfTheLogWhenTheBuildDoesNotWork() throws Exception {
    Files.createFile(launcher.withJdk("good", "25.0.3").root().resolve("broken"));

    Ended ended = launcher.run("status");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .contains("Core.java:[3,4] not a statement")
        .contains(launcher.root().toRealPath() + "/target/build.log");
  }

  @Test
  void shouldUseTheStartUpCacheOnlyWhileItFits() throws Exception {
    Path app = launcher.withJdk("good", "25.0.3").root().resolve("deploy/app/target/homeroom");
    assertThat(launcher.runWithCache("status").out()).doesNotContain("-XX:AOTCache=");
    launcher.awaitCaches();

    assertThat(launcher.runWithCache("status").out()).contains("-XX:AOTCache=");

    Path jar = app.resolve("homeroom.jar");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
    Ended stale = launcher.runWithCache("status");
    assertThat(stale.out()).doesNotContain("-XX:AOTCache=");
    assertThat(stale.err()).isEmpty();
  }

  @Test
  void shouldLetAHubWaitForItsStartUpCacheOnce() throws Exception {
    launcher.withJdk("good", "25.0.3").run("status");

    Ended first = launcher.runWithCache("up");
    assertThat(first.err()).contains("Preparing a quicker start");
    assertThat(first.out()).contains("-XX:AOTCache=");
    assertThat(launcher.runWithCache("up").err()).isEmpty();
  }

  @Test
  void shouldGiveTheHubItsHeapAndACommandAQuickStart() throws Exception {
    launcher.withJdk("good", "25.0.3").run("status");

    assertThat(launcher.run("up").out()).contains("-Xmx1g").doesNotContain("TieredStopAtLevel");
    assertThat(launcher.run("status").out()).contains("-XX:TieredStopAtLevel=1");
  }

  @Test
  void shouldMeasureWithAllThatTheCompilerCanDo() throws Exception {
    launcher.withJdk("good", "25.0.3").run("status");

    assertThat(launcher.runWithCache("bench", "decide").out())
        .contains("-Xmx1g")
        .contains("-XX:+UseParallelGC")
        .doesNotContain("TieredStopAtLevel", "Inline", "AOTCache");
  }
}
