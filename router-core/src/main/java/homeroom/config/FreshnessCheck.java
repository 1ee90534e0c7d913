package homeroom.config;

import homeroom.config.yaml.Located;
import homeroom.planning.Dependence;
import homeroom.planning.Rules;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks for consumers that need fresher data than a source's schedule can give. They are told all
 * the same, so these are warnings. When a source speaks that has no schedule nobody knows.
 */
final class FreshnessCheck {

  private final Compilation compilation;
  private final Map<String, SourceSetup> sources;

  private FreshnessCheck(Compilation compilation, List<SourceSetup> sources) {
    this.compilation = compilation;
    this.sources =
        sources.stream().collect(Collectors.toMap(SourceSetup::system, Function.identity()));
  }

  static void check(Rules rules, List<SourceSetup> sources, Compilation compilation) {
    FreshnessCheck check = new FreshnessCheck(compilation, sources);
    Dependence.of(rules).forEach(check::consumer);
  }

  private void consumer(Dependence dependence) {
    compilation
        .systems()
        .get(dependence.consumer())
        .flatMap(SystemConfig::consumer)
        .flatMap(consumer -> consumer.needs().fresherThan())
        .ifPresent(
            need ->
                dependence
                    .sources()
                    .forEach(
                        (system, entities) ->
                            Optional.ofNullable(sources.get(system))
                                .ifPresent(source -> source(need, source, entities))));
  }

  private void source(Located<Duration> need, SourceSetup source, Collection<String> entities) {
    source
        .timetable()
        .oldestBetween()
        .filter(oldest -> oldest.compareTo(need.value()) > 0)
        .ifPresent(
            oldest ->
                compilation
                    .problems()
                    .warning(
                        need.place(),
                        source.system()
                            + " may decide what this is told of "
                            + String.join(", ", entities)
                            + ", and by its schedule that is up to "
                            + text(oldest)
                            + " old",
                        "Have "
                            + source.system()
                            + " asked more often, or need no more than that"));
  }

  /** As it is written in a configuration. */
  static String text(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
