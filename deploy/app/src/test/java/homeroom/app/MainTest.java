package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldListItsCommands() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("Usage: homeroom")
        .contains("broker")
        .doesNotContain("rehe");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldNameItsVersionAndItsJava() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("homeroom ").contains("Java " + Runtime.version());
  }

  @Test
  void shouldRefuseWhatMakesNoSense() {
    assertThat(run("brokr")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("brokr").contains("broker");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldSayWhatWentWrongAndWhatToDo(@TempDir Path folder) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(run("broker", "--data", folder.toString(), "--port", port)).isEqualTo(1);
      assertThat(err.toString())
          .startsWith("BROKER_PORT_IN_USE: ")
          .contains("127.0.0.1:" + port)
          .contains("choose another port")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void shouldStartNoHubWhereABackupWasPutInPartOnly(@TempDir Path folder) throws Exception {
    Files.createFile(folder.resolve("restore-unfinished"));

    assertThat(run("up", "-c", CedarCounty.folder().toString(), "--data", folder.toString()))
        .isEqualTo(1);
    assertThat(err.toString())
        .startsWith("RESTORE_UNFINISHED: ")
        .contains("restore the backup again");
  }

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
