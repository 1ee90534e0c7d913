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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example district's mappings of OneRoster 1.1, and what is said of them with 1.2. */
final class OneRosterVersionTest {

  private static final String SIS = "systems/sis.yaml";
  private static final String PATH = "path: ${env:CEDAR_SIS_EXPORT:-sis/export/OneRoster.zip}";
  private static final String TO = "to: ${env:CEDAR_SIS_IMPORT:-sis/import}";
  private static final String ON_SCHEDULE = "to: { path: sis/import }\n  schedule: { every: 1h }";

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

  @ParameterizedTest
  @ValueSource(strings = {TO, ON_SCHEDULE})
  void shouldKnowTheFilesAndColumnsOfTheVersionThatIsWritten(String to) throws IOException {
    assertThat(written(to, "")).isEmpty();
    assertThat(written(to, "version: 1.1")).isEmpty();
    assertThat(written(to, "version: 1.2")).isEmpty();
    assertThat(written(to, "version: 1.1", "enrollments.csv", "roles.csv"))
        .singleElement()
        .asString()
        .contains("records.enrollment.to: there is nothing called roles.csv over there");
    assertThat(written(to, "version: 1.2", "enrollments.csv", "roles.csv"))
        .hasSize(3)
        .anyMatch(it -> it.contains("fields.classSourcedId: the adapter knows no field"))
        .anyMatch(it -> it.contains("fields.schoolSourcedId: the adapter knows no field"))
        .anyMatch(it -> it.contains("fields.primary: the adapter knows no field"));
  }

  @Test
  void shouldOfferTheVersionsThatAreWritten() throws IOException {
    assertThat(written(TO, "version: 1.0"))
        .singleElement()
        .asString()
        .contains("consumer.version: 1.0 is none of 1.1, 1.2.");
  }

  @Test
  void shouldSayWhereTheVersionThatIsWrittenStands() throws IOException {
    assertThat(written("to: { path: sis/import, version: 1.2 }", "schedule: { every: 1h }"))
        .singleElement()
        .asString()
        .contains("consumer.to.version: unknown key. Write version: beside to:, not below it");
  }

  @Test
  void shouldTakeAColumnOfTheDistrictsOwn() throws IOException {
    assertThat(problems(sis -> sis + "        metadata.part: role\n")).isEmpty();
    assertThat(problems(sis -> sis + "        metedata.part: role\n"))
        .singleElement()
        .asString()
        .contains("the adapter knows no field metedata.part");
  }

  /** Which version is meant is not known then. */
  @Test
  void shouldTakeFilesOfEitherVersionWhereTheOptionsAreAtFault() throws IOException {
    assertThat(written(TO, "version: 2", "enrollments.csv", "userProfiles.csv"))
        .noneMatch(it -> it.contains("over there"));
  }

  private static List<String> written(String to, String version) throws IOException {
    return written(to, version, "enrollments.csv", "enrollments.csv");
  }

  private static List<String> written(String to, String version, String file, String other)
      throws IOException {
    return problems(
        sis -> {
          int at = sis.indexOf(TO);
          assertThat(at).isPositive();
          return sis.substring(0, at)
              + sis.substring(at)
                  .replace(TO, to + "\n  " + version)
                  .replace("to: " + file, "to: " + other);
        });
  }

  private static List<String> problems(String version) throws IOException {
    return problems(
        sis -> {
          assertThat(sis).contains(PATH);
          return sis.replace(PATH, PATH + "\n    version: " + version);
        });
  }

  private static List<String> problems(UnaryOperator<String> change) throws IOException {
    Map<String, byte[]> files =
        new HashMap<>(ConfigurationFiles.read(CedarCounty.folder()).files());
    String sis = new String(files.get(SIS), UTF_8);
    files.put(SIS, change.apply(sis).getBytes(UTF_8));
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
