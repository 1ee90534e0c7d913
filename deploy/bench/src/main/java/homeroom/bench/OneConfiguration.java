package homeroom.bench;

import homeroom.planning.Rules;
import homeroom.stream.RulesSource;
import java.util.Optional;

/** Rules that never change. */
public record OneConfiguration(Rules newest) implements RulesSource {
  @Override
  public Optional<Rules> rules(String configuration) {
    return configuration.equals(newest.configuration()) ? Optional.of(newest) : Optional.empty();
  }
}
