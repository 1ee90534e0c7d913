package homeroom.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.config.ConfigurationFiles;
import homeroom.config.ConfigurationLoader;
import homeroom.config.SecretSource;
import homeroom.config.Surroundings;
import homeroom.config.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example district's mappings of OneRoster 1.1, and what becomes of them with 1.2. */
final class OneRosterVersionTest {

  private static final String SIS = "systems/sis.yaml";
  private static final String PATH = "path: ${env:CEDAR_SIS_EXPORT:-sis/export/OneRoster.zip}";

  @Test
  void shouldKnowTheColumnsOfTheVersionThatIsRead() throws IOException {
    assertThat(problems("1.1")).isEmpty();
    assertThat(problems("1.2"))
        .filteredOn(problem -> problem.contains("is not a column of users.csv"))
        .anyMatch(problem -> problem.contains("records.student.where: role "))
        .anyMatch(problem -> problem.contains("records.student.fields.school: orgSourcedIds "))
        .anyMatch(problem -> problem.contains("records.staff.where: role "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1.3", "v1.2"})
  void shouldOfferTheVersionsThatAreRead(String version) throws IOException {
    assertThat(problems(version))
        .anyMatch(
            problem -> problem.contains("from.version: " + version + " is none of 1.1, 1.2."));
  }

  private static List<String> problems(String version) throws IOException {
    Map<String, byte[]> files =
        new HashMap<>(ConfigurationFiles.read(CedarCounty.folder()).files());
    String sis = new String(files.get(SIS), UTF_8);
    assertThat(sis).contains(PATH);
    files.put(SIS, sis.replace(PATH, PATH + "\n    version: " + version).getBytes(UTF_8));
    Path data = Path.of("/var/hub");
    return ConfigurationLoader.load(
            ConfigurationFiles.of(files),
            Hub.adapters(),
            new Surroundings(data, Map.of(), SecretSource.of(data.resolve("secrets"), Map.of())))
        .problems()
        .stream()
        .map(Problem::toString)
        .filter(problem -> problem.startsWith(SIS))
        .toList();
  }
}
