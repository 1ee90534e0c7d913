package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import homeroom.api.AdapterFactory;
import homeroom.app.DocumentedPage.Block;
import homeroom.config.ConfigurationFiles;
import homeroom.config.ConfigurationLoader;
import homeroom.config.LoadResult;
import homeroom.config.SecretSource;
import homeroom.config.Surroundings;
import homeroom.config.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the documentation shows is what the hub reads. */
class DocumentationTest {

  private static final Path ROOT = CedarCounty.folder().getParent().getParent();
  private static final String MISTAKES = "with mistakes";

  /** Every secret is there, so that only what is written can be at fault. */
  private static final SecretSource SECRETS =
      new SecretSource() {
        @Override
        public Optional<String> find(String name) {
          return Optional.of("secret");
        }

        @Override
        public String placeFor(String name) {
          return "";
        }
      };

  static Stream<DocumentedPage> pages() {
    return Stream.of("README.md", "CHANGELOG.md", "docs", "connectors-config", "adapters")
        .flatMap(name -> filesBelow(name, ".md"))
        .map(DocumentedPage::read);
  }

  /** Pages whose blocks make a whole district together with the example's files. */
  static Stream<DocumentedPage> pagesWithYaml() {
    return pages().filter(page -> page.blocks().stream().anyMatch(block -> block.is("yaml")));
  }

  static Stream<Path> examples() {
    return filesBelow("adapters", "example.yaml");
  }

  @ParameterizedTest
  @MethodSource("pagesWithYaml")
  void shouldShowNoYamlThatTheHubDoesNotRead(DocumentedPage page) throws IOException {
    List<Block> blocks = configuration(page);

    assertThat(blocks)
        .as("every block of YAML begins with the name of its file: # systems/sis.yaml")
        .allSatisfy(block -> assertThat(block.name()).isPresent());
    List<Problem> problems = load(blocks.stream().filter(b -> !isWrong(b)).toList()).problems();
    assertThat(page.file().startsWith(ROOT.resolve("adapters")) ? errors(problems) : problems)
        .isEmpty();
  }

  @Test
  void shouldSayOfAMistakeWhatTheDocumentationShows() throws IOException {
    List<Block> blocks = DocumentedPage.read(ROOT.resolve("docs/adding-a-system.md")).blocks();
    Block wrong = blocks.stream().filter(DocumentationTest::isWrong).findFirst().orElseThrow();
    Block shown = blocks.stream().filter(block -> block.is("text")).findFirst().orElseThrow();
    List<Block> around =
        blocks.stream()
            .filter(
                block ->
                    block.is("csv") || block.name().equals(Optional.of("entities/attendance.yaml")))
            .toList();

    List<Problem> problems =
        errors(load(Stream.concat(around.stream(), Stream.of(wrong)).toList()).problems());

    assertThat(shown.text().lines())
        .containsExactlyElementsOf(problems.stream().map(Problem::toString).toList());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void shouldReadTheExampleOfEachAdapter(Path example) throws IOException {
    Map<String, byte[]> files = district();
    files.put("systems/" + systemOf(example) + ".yaml", Files.readAllBytes(example));

    assertThat(errors(load(files).problems())).isEmpty();
  }

  @Test
  void shouldHaveAnExampleForEachAdapter() {
    assertThat(examples().flatMap(example -> valuesOf("  adapter: ", example).distinct()))
        .containsExactlyInAnyOrderElementsOf(
            Hub.adapters().stream().map(AdapterFactory::name).toList());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldLinkOnlyToWhatIsThere(DocumentedPage page) {
    assertThat(page.linked()).allSatisfy(file -> assertThat(file).exists());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldShowOnlyCommandsThatThereAre(DocumentedPage page) {
    assertThat(page.commands()).allSatisfy(DocumentationTest::assertUnderstood);
  }

  /** A mere name stands for the command; with anything behind it, it could be typed so. */
  private static void assertUnderstood(String command) {
    CommandLine program = Main.commandLine();
    if (program.getSubcommands().containsKey(command)) {
      return;
    }
    assertThatCode(() -> program.parseArgs(command.split(" +")))
        .as(command)
        .doesNotThrowAnyException();
  }

  private static List<Block> configuration(DocumentedPage page) {
    return page.blocks().stream().filter(block -> block.is("yaml") || block.is("csv")).toList();
  }

  private static boolean isWrong(Block block) {
    return block.remark().equals(Optional.of(MISTAKES));
  }

  private static List<Problem> errors(Collection<Problem> problems) {
    return problems.stream().filter(it -> it.severity() == Problem.Severity.ERROR).toList();
  }

  private static LoadResult load(List<Block> blocks) throws IOException {
    Map<String, byte[]> shown =
        blocks.stream().collect(Collectors.toMap(b -> b.name().orElseThrow(), Block::bytes));
    Map<String, byte[]> files = district();
    files.putAll(shown);
    return load(files);
  }

  private static LoadResult load(Map<String, byte[]> files) {
    return ConfigurationLoader.load(
        ConfigurationFiles.of(files),
        Hub.adapters(),
        new Surroundings(Path.of("/var/hub"), Map.of(), SECRETS));
  }

  private static Map<String, byte[]> district() throws IOException {
    return new HashMap<>(ConfigurationFiles.read(CedarCounty.folder()).files());
  }

  private static String systemOf(Path example) {
    return valuesOf("system: ", example).findFirst().orElseThrow();
  }

  private static Stream<String> valuesOf(String key, Path example) {
    return DocumentedPage.read(example).lines().stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()));
  }

  private static Stream<Path> filesBelow(String name, String end) {
    try (Stream<Path> all = Files.walk(ROOT.resolve(name))) {
      return all
          .filter(file -> file.toString().endsWith(end))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
