package homeroom.config;

import homeroom.alert.grouping.AlertRule;
import homeroom.api.Value;
import homeroom.config.mapping.Written;
import homeroom.planning.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A configuration without mistakes, compiled.
 *
 * @param tenant the district's name in topics
 * @param title the district's name for people
 * @param kafka the broker
 * @param httpPort where the hub answers; any free port when 0
 * @param store the JDBC URL of the query store; a file in the data folder when empty
 * @param keepMovements for how long the query store keeps movements
 * @param rules what decisions depend on
 * @param sources in the order of their names
 * @param consumers in the order of their names
 * @param entities what people are told about each, by name
 * @param systems the title of each, by name
 * @param alerts who is told of what
 * @param files what it was read from
 */
public record Configuration(
    String tenant,
    String title,
    KafkaSettings kafka,
    int httpPort,
    Optional<String> store,
    Duration keepMovements,
    Rules rules,
    List<SourceSetup> sources,
    List<ConsumerSetup> consumers,
    Map<String, EntityDescription> entities,
    Map<String, String> systems,
    List<AlertRule> alerts,
    ConfigurationFiles files) {

  public Configuration {
    sources = List.copyOf(sources);
    consumers = List.copyOf(consumers);
    entities = Map.copyOf(entities);
    systems = Map.copyOf(systems);
    alerts = List.copyOf(alerts);
  }

  /** Names the content of the configuration. */
  public String id() {
    return rules.configuration();
  }

  /** The entities' names, sorted. */
  public Set<String> entityNames() {
    return new TreeSet<>(entities.keySet());
  }

  /** How much a field tells about a person; the most, for one that is not there. */
  public Privacy privacy(String entity, String field) {
    EntityDescription description = entities.get(entity);
    EntityDescription.Field found = description == null ? null : description.fields().get(field);
    return found == null ? Privacy.DIRECT : found.privacy();
  }

  /** The fields whose before and after are in the reports of batches, by entity. */
  public Map<String, Set<String>> reported() {
    Map<String, Set<String>> reported = new TreeMap<>();
    entities.forEach(
        (entity, description) ->
            description
                .fields()
                .forEach(
                    (name, field) -> {
                      if (field.reported()) {
                        reported.computeIfAbsent(entity, _ -> new TreeSet<>()).add(name);
                      }
                    }));
    return reported;
  }

  /** A value as people write it; empty if there is no such field, or it does not fit. */
  public Optional<Value> value(String entity, String field, String text) {
    EntityDescription description = entities.get(entity);
    EntityDescription.Field found = description == null ? null : description.fields().get(field);
    return found == null ? Optional.empty() : Written.value(found.type(), text);
  }

  /** The systems' titles in the order of their names. */
  public Map<String, String> sortedSystems() {
    return new TreeMap<>(systems);
  }
}
