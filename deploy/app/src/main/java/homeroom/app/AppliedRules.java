package homeroom.app;

import homeroom.api.AdapterFactory;
import homeroom.config.ConfigurationFiles;
import homeroom.config.ConfigurationLoader;
import homeroom.config.LoadResult;
import homeroom.config.Surroundings;
import homeroom.planning.Rules;
import homeroom.stream.ConfigurationLog;
import homeroom.stream.RulesSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of every configuration that was applied, so that a task that stopped under an older one
 * goes on under it until it reads the switch.
 */
final class AppliedRules implements RulesSource {

  private static final Logger LOG = LoggerFactory.getLogger(AppliedRules.class);

  private final Map<String, Rules> byId = new HashMap<>();
  private final Rules newest;

  AppliedRules(
      Rules newest,
      List<ConfigurationLog.Applied> applied,
      List<AdapterFactory> adapters,
      Surroundings surroundings) {
    this.newest = newest;
    for (ConfigurationLog.Applied one : applied) {
      LoadResult result =
          ConfigurationLoader.load(ConfigurationFiles.of(one.files()), adapters, surroundings);
      switch (result) {
        case LoadResult.Usable(var configuration, var warnings) ->
            byId.put(one.configuration(), configuration.rules());
        case LoadResult.Faulty faulty ->
            LOG.warn(
                "an older configuration cannot be read any more configuration={}",
                one.configuration());
      }
    }
    byId.put(newest.configuration(), newest);
  }

  @Override
  public Optional<Rules> rules(String configuration) {
    return Optional.ofNullable(byId.get(configuration));
  }

  @Override
  public Rules newest() {
    return newest;
  }
}
