package homeroom.adapters.csv;

import homeroom.api.AdapterFailure;
import homeroom.api.OptionProblem;
import homeroom.api.Settings;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which files of a folder are read.
 *
 * @param pattern of names in lower case; empty if what was written is no pattern
 */
record NamePattern(Optional<Pattern> pattern) {

  static final String OPTION = "from.names";

  private static final String PROBLEM = "is no pattern of names";
  private static final String REMEDY = "Write for example *.txt or results-*.csv";

  static NamePattern of(Settings settings) {
    return new NamePattern(Glob.compiled(settings.text(OPTION).toLowerCase(Locale.ROOT)));
  }

  Predicate<String> wanted() {
    return name ->
        pattern.filter(it -> it.matcher(name.toLowerCase(Locale.ROOT)).matches()).isPresent();
  }

  Optional<OptionProblem> problem() {
    return pattern.isPresent()
        ? Optional.empty()
        : Optional.of(new OptionProblem(OPTION, PROBLEM, REMEDY));
  }

  /**
   * @throws AdapterFailure if it is none
   */
  void requirePattern() throws AdapterFailure {
    if (pattern.isEmpty()) {
      throw Faults.option(OPTION, PROBLEM, REMEDY + ".");
    }
  }
}
