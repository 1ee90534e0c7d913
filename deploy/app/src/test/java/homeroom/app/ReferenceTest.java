package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.AdapterFactory;
import homeroom.api.Option;
import homeroom.config.ConfigurationFiles;
import homeroom.config.ConfigurationLoader;
import homeroom.config.SecretSource;
import homeroom.config.Surroundings;
import homeroom.config.yaml.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of the reference list what there is, no more and no less. */
class ReferenceTest {

  private static final DocumentedPage PAGE =
      DocumentedPage.read(
          CedarCounty.folder().getParent().resolveSibling("docs/adding-a-system.md"));
  private static final DocumentedPage ALERTS =
      DocumentedPage.read(CedarCounty.folder().getParent().resolveSibling("docs/alerts.md"));
  private static final DocumentedPage CONTRACTS =
      DocumentedPage.read(CedarCounty.folder().getParent().resolveSibling("docs/contracts.md"));
  private static final String NO_KEY = "qqqqqqqqqqqqqqqqqqqqqq";

  static Stream<AdapterFactory> adapters() {
    return Hub.adapters().stream();
  }

  @ParameterizedTest
  @MethodSource("adapters")
  void shouldListTheOptionsOfEachAdapter(AdapterFactory adapter) {
    String heading = "### " + adapter.name();

    assertThat(PAGE.lines()).contains(heading, adapter.title().replaceFirst("\\.$", "") + ".");
    assertThat(PAGE.rowsBelow(heading))
        .containsExactlyElementsOf(
            Stream.of(
                    rows("source", adapter.sourceOptions()),
                    rows("consumer", adapter.consumerOptions()))
                .flatMap(rows -> rows)
                .toList());
  }

  private static Stream<String> rows(String side, Optional<List<Option>> options) {
    return options.stream().flatMap(List::stream).map(option -> row(side, option));
  }

  private static String row(String side, Option option) {
    String need =
        option.required()
            ? "required"
            : option.defaultValue().map(value -> "`" + value + "`").orElse("");
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(option.name(), side, type(option), need, option.doc().replace("|", "\\|"));
  }

  private static String type(Option option) {
    return switch (option.type()) {
      case TEXT -> "text";
      case WHOLE -> "whole number";
      case FLAG -> "`true` or `false`";
      case DURATION -> "duration";
      case URL -> "URL";
      case PATH, PATH_THERE -> "path";
      case SECRET -> "secret";
      case CONTRACTS -> "contracts";
      case CHOICE ->
          option.choices().stream()
              .map(word -> "`" + word + "`")
              .collect(Collectors.joining(" or "));
    };
  }

  /** A key that there is not makes the hub tell which there are. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "## hub.yaml                | hub.yaml            | QQ: 1",
        "Keys of `kafka:`           | hub.yaml            | kafka: { QQ: 1 }",
        "Keys of `http:`            | hub.yaml            | http: { QQ: 1 }",
        "## entities/*.yaml         | entities/x.yaml     | QQ: 1",
        "A field is a type alone    | entities/x.yaml     | fields: { x: { QQ: 1 } }",
        "`authority:` is a system   | entities/x.yaml     | authority: { QQ: 1 }",
        "## systems/*.yaml          | systems/x.yaml      | QQ: 1",
        "Keys of `schedule:`        | systems/x.yaml      | source: { schedule: { QQ: 1 } }",
        "Keys of `guard:`           | systems/x.yaml      | source: { guard: { QQ: 1 } }",
        "Keys of one entry of `records:` | systems/x.yaml | source: { records: { x: { QQ: 1 } } }",
        "Keys of `echo:`            | systems/x.yaml      | consumer: { echo: { QQ: 1 } }",
      })
  void shouldListTheKeys(String table, String file, String text) throws IOException {
    assertThat(
            DocumentedPage.names(PAGE.rowsBelow(table, "Keys of ", "A field is", "`authority:`")))
        .containsExactlyInAnyOrderElementsOf(keys(file, text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Keys of one entry of `alerts:` | alerts: { QQ: 1 }",
        "Keys of `webhook:`             | alerts: { webhook: { QQ: 1 } }",
        "Keys of `mail:`                | alerts: { mail: { QQ: 1 } }",
      })
  void shouldListTheKeysOfAlerts(String table, String text) throws IOException {
    assertThat(DocumentedPage.names(ALERTS.rowsBelow(table, "Keys of ", "| `on:`")))
        .containsExactlyInAnyOrderElementsOf(keys("hub.yaml", text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Keys of a contract: | QQ: 1",
        "Keys of a column,   | columns: { x: { QQ: 1 } }",
      })
  void shouldListTheKeysOfContracts(String table, String text) throws IOException {
    assertThat(DocumentedPage.names(CONTRACTS.rowsBelow(table, "Keys of ")))
        .containsExactlyInAnyOrderElementsOf(keys("contracts/x.yaml", text));
  }

  @Test
  void shouldListTheKeysOfASource() throws IOException {
    assertThat(DocumentedPage.names(PAGE.rowsBelow("### Keys of `source:`", "Keys of ")))
        .containsExactlyInAnyOrderElementsOf(
            without(
                keys(
                    "systems/x.yaml",
                    "system: x\nsource: { adapter: oneroster-csv, records: {}, QQ: 1 }"),
                "from"));
  }

  @Test
  void shouldListTheKeysOfAConsumer() throws IOException {
    assertThat(DocumentedPage.names(PAGE.rowsBelow("### Keys of `consumer:`", "Keys of ")))
        .containsExactlyInAnyOrderElementsOf(
            without(
                keys(
                    "systems/x.yaml", "system: x\nconsumer: { adapter: scim, records: {}, QQ: 1 }"),
                "url",
                "credentials",
                "deadline",
                "updates",
                "bulk",
                "batch"));
  }

  @Test
  void shouldListTheKeysOfAConsumersRecords() throws IOException {
    List<String> after =
        PAGE.lines().stream()
            .dropWhile(line -> !line.startsWith("### Keys of `consumer:`"))
            .toList();
    DocumentedPage rest = new DocumentedPage(PAGE.file(), after);

    assertThat(DocumentedPage.names(rest.rowsBelow("Keys of one entry of `records:`")))
        .containsExactlyInAnyOrderElementsOf(
            keys("systems/x.yaml", "consumer: { records: { x: { QQ: 1 } } }"));
  }

  @Test
  void shouldListTheKeysOfAValue() throws IOException {
    Set<String> all =
        new TreeSet<>(keys("systems/x.yaml", value("source: { records: { x: { of: x, ")));
    all.addAll(keys("systems/x.yaml", value("consumer: { records: { x: { ")));

    assertThat(DocumentedPage.names(PAGE.rowsBelow("A value is an expression", "Absent,")))
        .containsExactlyInAnyOrderElementsOf(all);
  }

  private static String value(String before) {
    return before + "fields: { x: { QQ: 1 } } } } }";
  }

  private static Set<String> keys(String file, String text) throws IOException {
    Map<String, byte[]> files =
        new HashMap<>(ConfigurationFiles.read(CedarCounty.folder()).files());
    files.put(file, text.replace("QQ", NO_KEY).getBytes(StandardCharsets.UTF_8));
    Path data = Path.of("/var/hub");
    return ConfigurationLoader.load(
            ConfigurationFiles.of(files),
            Hub.adapters(),
            new Surroundings(data, Map.of(), SecretSource.of(data.resolve("secrets"), Map.of())))
        .problems()
        .stream()
        .filter(problem -> problem.place().path().endsWith(NO_KEY))
        .map(Problem::remedy)
        .map(remedy -> remedy.replaceFirst("^There (is|are) ", ""))
        .flatMap(list -> Arrays.stream(list.split(", ")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> without(Set<String> keys, String... others) {
    keys.removeAll(Set.of(others));
    return keys;
  }
}
