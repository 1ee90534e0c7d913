package homeroom.app;

import homeroom.audit.explain.Configurations;
import homeroom.planning.Rules;
import homeroom.stream.ConfigurationLog;
import homeroom.stream.RulesSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configurations that were applied, for those who ask what was decided under them. */
final class AppliedConfigurations implements Configurations {

  private final RulesSource rules;
  private final Map<String, Instant> appliedAt = new HashMap<>();

  /**
   * @param applied the configuration that decides now among them
   */
  AppliedConfigurations(RulesSource rules, List<ConfigurationLog.Applied> applied) {
    this.rules = rules;
    applied.forEach(one -> appliedAt.put(one.configuration(), one.at()));
  }

  @Override
  public Optional<Applied> find(String id) {
    Optional<Rules> found = rules.rules(id);
    Optional<Instant> at = Optional.ofNullable(appliedAt.get(id));
    return found.isEmpty() && at.isEmpty()
        ? Optional.empty()
        : Optional.of(new Applied(id, found, at));
  }

  @Override
  public Applied newest() {
    String id = rules.newest().configuration();
    return new Applied(id, Optional.of(rules.newest()), Optional.ofNullable(appliedAt.get(id)));
  }
}
