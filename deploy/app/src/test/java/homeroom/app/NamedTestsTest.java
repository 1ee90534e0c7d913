package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that the documentation names as proof are there. */
class NamedTestsTest {

  private static final Path ROOT = root();
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+)\\.(should\\w+)`");

  @Test
  void shouldHaveEveryTestThatIsNamedAsProof() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/architecture.md"));
    List<MatchResult> named = TEST.matcher(page).results().toList();
    List<String> missing = new ArrayList<>();
    for (MatchResult test : named) {
      Optional<Path> file = source(test.group(1) + ".java");
      if (file.isEmpty() || !Files.readString(file.get()).contains(" " + test.group(2) + "(")) {
        missing.add(test.group());
      }
    }

    assertThat(named).hasSizeGreaterThan(25);
    assertThat(missing).isEmpty();
  }

  private static Optional<Path> source(String name) throws IOException {
    try (Stream<Path> files =
        Files.find(
            ROOT,
            20,
            (file, attributes) -> file.endsWith(name) && file.toString().contains("/src/"))) {
      return files.findFirst();
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/architecture.md"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
