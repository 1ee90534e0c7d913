package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import homeroom.config.ConfigurationFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TestCommandTest {

  private final StringWriter out = new StringWriter();
  @TempDir private Path folder;

  @BeforeEach
  void copyTheExample() throws IOException {
    for (var file : ConfigurationFiles.read(CedarCounty.folder()).files().entrySet()) {
      write(file.getKey(), file.getValue());
    }
    try (Stream<Path> cases = Files.list(CedarCounty.folder().resolve("tests"))) {
      for (Path file : cases.toList()) {
        write("tests/" + file.getFileName(), Files.readAllBytes(file));
      }
    }
  }

  private void write(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  /** The example's own cases, as they lie in the example. */
  @Test
  void shouldFindTheExamplesRulesAsItsCasesSay() {
    assertThat(run(CedarCounty.folder().toString())).as(out.toString()).isZero();
    assertThat(out.toString()).contains(", 0 failed, ").doesNotContain("FAILED");
  }

  @Test
  void shouldFailWithPlaceAndReasonWhenARuleIsTurnedRound() throws IOException {
    edit("entities/student.yaml", "authority: [lms, sis]", "authority: [sis, lms]");

    assertThat(run(folder.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            """
            FAILED  When both change a preferred name at once, the LMS wins
              tests/student.yaml:36:30
                expected  preferredName: Ada Okafor
                happened  preferredName: Addie Okafor
                why       sis says (line 31): preferredName accepted by the rule "sis before lms"
                          lms says (line 33): preferredName accepted by the rule "sis before lms"
                          sis says (line 34): preferredName conflict, won by sis by the rule \
            "sis before lms"
            """);
  }

  @Test
  void shouldFailWhenAWindowIsMovedByADay() throws IOException {
    edit("entities/enrollment.yaml", "until: 2027-06-01", "until: 2027-06-02");

    assertThat(run(folder.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("FAILED  Outside the school year the SIS ends a seat");
  }

  @Test
  void shouldTellOfMistakesInCasesInsteadOfTryingThem() throws IOException {
    edit("tests/student.yaml", "lms says: { givenName", "lsm says: { givenName");

    assertThat(run(folder.toString())).isEqualTo(1);
    assertThat(out.toString().lines())
        .containsExactly(
            "tests/student.yaml:6:7  [0].when[0].lsm says: there is no system lsm. Did you mean"
                + " lms?",
            "",
            "1 error");
  }

  @Test
  void shouldTellOfMistakesInTheConfigurationFirst() throws IOException {
    edit("entities/org.yaml", "name: string", "name: strin");

    assertThat(run(folder.toString())).isEqualTo(1);
    assertThat(out.toString()).startsWith("entities/org.yaml:7:9").endsWith("1 error\n");
  }

  @Test
  void shouldSayThatThereIsNoCase() throws IOException {
    Files.delete(folder.resolve("tests/student.yaml"));
    Files.delete(folder.resolve("tests/enrollment.yaml"));
    Files.delete(folder.resolve("tests/family-contact.yaml"));

    assertThat(run(folder.toString())).isEqualTo(1);
    assertThat(out.toString()).startsWith("tests:1:1  there is no case.");
    Files.delete(folder.resolve("tests"));
    out.getBuffer().setLength(0);
    assertThat(run(folder.toString())).isEqualTo(1);
    assertThat(out.toString()).startsWith("tests:1:1  there is no such folder.");
  }

  @Test
  void shouldTellWhichCasesExerciseARule() {
    run(folder.toString(), "--coverage");

    assertThat(out.toString().lines().map(String::strip))
        .contains(
            "org.name  sis: no case",
            "student.familyName  sis: \"A legal name edited in the LMS is refused and put"
                + " right\"")
        .anyMatch(
            line ->
                line.startsWith(
                    "enrollment.endDate  lms from 2026-08-15 until 2027-06-01: \"A teacher ends"));
  }

  @Test
  void shouldWriteAReport() throws IOException {
    edit("entities/student.yaml", "authority: [lms, sis]", "authority: [sis, lms]");
    Path report = folder.resolve("reports/cases.json");

    run(folder.toString(), "--report", report.toString());

    var written = new ObjectMapper().readTree(report.toFile());
    List<String> failed = new ArrayList<>();
    written
        .get("checks")
        .properties()
        .forEach(
            check -> {
              if (!check.getValue().booleanValue()) {
                failed.add(check.getKey());
              }
            });
    assertThat(failed).containsExactly("When both change a preferred name at once, the LMS wins");
    assertThat(written.get("figures").get("cases").intValue())
        .isEqualTo(written.get("checks").size());
    assertThat(written.get("figures").get("failed").intValue()).isEqualTo(1);
    assertThat(written.get("figures").properties().stream().map(Map.Entry::getKey))
        .contains("rules", "rules_exercised", "milliseconds");
  }

  private void edit(String name, String before, String after) throws IOException {
    Path file = folder.resolve(name);
    String text = Files.readString(file);
    assertThat(text).contains(before);
    Files.writeString(file, text.replace(before, after));
  }

  private int run(String... arguments) {
    return new CommandLine(new TestCommand(CedarCounty.secrets()))
        .setOut(new PrintWriter(out, true))
        .execute(arguments);
  }
}
