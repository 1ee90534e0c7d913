package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.app.DocumentedPage.Block;
import homeroom.app.cases.CaseSuite;
import homeroom.app.report.Report;
import homeroom.config.Configuration;
import homeroom.config.yaml.Problem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page on testing rules shows is what the command does with it. */
class TestingRulesPageTest {

  private static final DocumentedPage PAGE = DocumentedPage.read(page());
  private static final Configuration CEDAR = CedarCounty.configuration();
  private static final String NO_KEY = "qqqqqqqqqqqqqqqqqqqqqq";

  private static Path page() {
    return CedarCounty.above("docs/testing-rules.md");
  }

  static Stream<Block> sound() {
    return PAGE.blocks().stream().filter(block -> block.is("yaml") && block.remark().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("sound")
  void shouldShowCasesThatHold(Block block) {
    assertThat(told(block)).startsWith("ok ").doesNotContain("FAILED");
  }

  @Test
  void shouldShowACaseThatFails() {
    Block shown = blocks("text").getFirst();

    assertThat(told(remarked("that fails"))).startsWith(shown.text());
  }

  @Test
  void shouldShowMistakes() {
    assertThat(blocks("text").getLast().text().lines())
        .containsExactlyElementsOf(
            suite(remarked("with mistakes")).problems().stream().map(Problem::toString).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "## Keys of a case | QQ: 1",
        "## Keys of then   | '{ name: x, record: student/1, when: {}, then: { QQ: 1 } }'"
      })
  void shouldListTheKeys(String heading, String text) {
    CaseSuite suite = CaseSuite.of(Map.of("tests/one.yaml", text.replace("QQ", NO_KEY)), CEDAR);
    Set<String> keys = new TreeSet<>();
    suite.problems().stream()
        .filter(problem -> problem.place().path().endsWith(NO_KEY))
        .map(problem -> problem.remedy().replaceFirst("^There are ", ""))
        .forEach(list -> keys.addAll(Arrays.asList(list.split(", "))));

    assertThat(DocumentedPage.names(PAGE.rowsBelow(heading)))
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  private static List<Block> blocks(String language) {
    return PAGE.blocks().stream().filter(block -> block.is(language)).toList();
  }

  private static Block remarked(String remark) {
    return blocks("yaml").stream()
        .filter(block -> block.remark().equals(Optional.of(remark)))
        .findFirst()
        .orElseThrow();
  }

  private static CaseSuite suite(Block block) {
    return CaseSuite.of(Map.of(block.name().orElseThrow(), block.text()), CEDAR);
  }

  private static String told(Block block) {
    CaseSuite suite = suite(block);
    assertThat(suite.problems()).isEmpty();
    StringWriter out = new StringWriter();
    suite.run(new PrintWriter(out, true), false, new Report());
    return out.toString();
  }
}
