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

/** What validate says about where a source's files are. */
class GettingFilesTest {

  private static final String BUSES = "systems/buses.yaml";
  private static final String PATH =
      "{ path: \"${env:CEDAR_BUSES_EXPORT:-buses}\", settle: \"${env:CEDAR_SETTLE:-10s}\" }";

  private static List<String> problems(String from) throws IOException {
    Map<String, byte[]> files =
        new HashMap<>(ConfigurationFiles.read(CedarCounty.folder()).files());
    String buses = new String(files.get(BUSES), UTF_8);
    assertThat(buses).contains("  from: " + PATH);
    files.put(BUSES, buses.replace(PATH, from).getBytes(UTF_8));
    Path data = Path.of("/var/hub");
    return ConfigurationLoader.load(
            ConfigurationFiles.of(files),
            Hub.adapters(),
            new Surroundings(data, Map.of(), SecretSource.of(data.resolve("secrets"), Map.of())))
        .problems()
        .stream()
        .map(Problem::toString)
        .filter(problem -> problem.startsWith(BUSES) && !problem.contains("warning"))
        .toList();
  }

  @Test
  void shouldPointAtTheOptionThatDoesNotFit() throws IOException {
    assertThat(problems(PATH)).isEmpty();
    assertThat(problems("{ path: buses, url: \"https://buses.example/x.csv\" }"))
        .containsExactly(
            "systems/buses.yaml:6:17  source.from.path: does not go together with url. Leave it"
                + " out, or leave out url");
  }

  @Test
  void shouldTellAllThatIsMissingForAServer() throws IOException {
    assertThat(problems("{ sftp: sftp.buses.example, path: /buses }"))
        .hasSize(2)
        .anyMatch(problem -> problem.contains("source.from.user: missing. Write user:"))
        .anyMatch(problem -> problem.contains("source.from.credentials: missing. Write"));
  }

  @Test
  void shouldTellThatNothingSaysWhereTheFilesAre() throws IOException {
    assertThat(problems("{ settle: 5s }"))
        .hasSize(1)
        .allMatch(problem -> problem.contains("source.from.path: missing. Write path:"));
  }
}
