package homeroom.testkit.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Data that nobody on this project made, where it is installed beside the sources. */
public final class SharedData {

  private SharedData() {}

  /**
   * A file or folder below {@code shared/data}, found by walking up from the working directory.
   * Where it is missing the test is skipped, and says so.
   */
  public static Path require(String path) {
    Optional<Path> found = find(path);
    Assumptions.assumeTrue(
        found.isPresent(), () -> "skipped: shared/data/" + path + " is not installed here");
    return found.orElseThrow();
  }

  private static Optional<Path> find(String path) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      Path candidate = folder.resolve("shared/data").resolve(path);
      if (Files.exists(candidate)) {
        return Optional.of(candidate);
      }
      folder = folder.getParent();
    }
    return Optional.empty();
  }
}
