package homeroom.adapters.csv;

import homeroom.api.AdapterFailure;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Locale;
import java.util.function.Predicate;

/** Which files of a folder are read; hidden ones never are. */
record FileNames(String pattern) {

  /**
   * @throws AdapterFailure if it is no pattern
   */
  Predicate<Path> wanted() throws AdapterFailure {
    PathMatcher matcher = matcher();
    return file -> {
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      return !name.startsWith(".") && matcher.matches(Path.of(name));
    };
  }

  private PathMatcher matcher() throws AdapterFailure {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Faults.option(
          "from.names", "is no pattern of names", "Write for example *.txt or results-*.csv.");
    }
  }
}
