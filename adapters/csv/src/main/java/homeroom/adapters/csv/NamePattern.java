package homeroom.adapters.csv;

import homeroom.api.AdapterFailure;
import homeroom.api.OptionProblem;
import homeroom.api.Settings;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which files of a folder are read.
 *
 * @param matcher of names in lower case; empty if what was written is no pattern
 */
record NamePattern(Optional<PathMatcher> matcher) {

  static final String OPTION = "from.names";

  private static final String PROBLEM = "is no pattern of names";
  private static final String REMEDY = "Write for example *.txt or results-*.csv";

  static NamePattern of(Settings settings) {
    String written = settings.text(OPTION).toLowerCase(Locale.ROOT);
    try {
      return new NamePattern(
          Optional.of(FileSystems.getDefault().getPathMatcher("glob:" + written)));
    } catch (IllegalArgumentException noPattern) {
      return new NamePattern(Optional.empty());
    }
  }

  Predicate<String> wanted() {
    return name ->
        matcher.filter(it -> it.matches(Path.of(name.toLowerCase(Locale.ROOT)))).isPresent();
  }

  Optional<OptionProblem> problem() {
    return matcher.isPresent()
        ? Optional.empty()
        : Optional.of(new OptionProblem(OPTION, PROBLEM, REMEDY));
  }

  /**
   * @throws AdapterFailure if it is none
   */
  void requirePattern() throws AdapterFailure {
    if (matcher.isEmpty()) {
      throw Faults.option(OPTION, PROBLEM, REMEDY + ".");
    }
  }
}
