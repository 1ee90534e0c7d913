package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.config.ConfigurationFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ValidateCommandTest {

  private final StringWriter out = new StringWriter();
  @TempDir private Path folder;

  @BeforeEach
  void copyTheExample() throws Exception {
    var files = ConfigurationFiles.read(CedarCounty.folder()).files();
    for (var file : files.entrySet()) {
      Path copy = folder.resolve(file.getKey());
      Files.createDirectories(copy.getParent());
      Files.write(copy, file.getValue());
    }
  }

  @Test
  void shouldSayWhatItFound() {
    assertThat(run(CedarCounty.secrets())).isZero();
    assertThat(out.toString().strip())
        .matches(
            "Cedar County Schools: 10 entities, 7 systems \\(6 sources, 7 consumers\\),"
                + " configuration [0-9a-f]{16}");
  }

  @Test
  void shouldNotFailForWarnings() {
    assertThat(run(Map.of())).isZero();
    assertThat(out.toString())
        .contains("systems/idp.yaml:7:16  warning: source.credentials: the secret idp-token")
        .contains(". 6 warnings");
  }

  @Test
  void shouldTellOfEveryProblemAndFail() throws Exception {
    edit("systems/lms.yaml", "limits: { concurrency: 8 }", "limits: { per-seconds: 8 }");
    edit("entities/org.yaml", "name: string", "name: strin");

    assertThat(run(CedarCounty.secrets())).isEqualTo(1);
    assertThat(out.toString().lines())
        .containsExactly(
            "entities/org.yaml:7:9  fields.name: strin is none of boolean, date, datetime, decimal,"
                + " integer, list, reference, string. Did you mean string?",
            "systems/lms.yaml:54:13  consumer.limits.per-seconds: unknown key. There is"
                + " concurrency",
            "",
            "2 errors");
  }

  private void edit(String name, String before, String after) throws Exception {
    Path file = folder.resolve(name);
    String text = Files.readString(file);
    assertThat(text).contains(before);
    Files.writeString(file, text.replace(before, after));
  }

  private int run(Map<String, String> environment) {
    return new CommandLine(new ValidateCommand(environment))
        .setOut(new PrintWriter(out, true))
        .execute(folder.toString(), "--data", folder.resolve("data").toString());
  }
}
