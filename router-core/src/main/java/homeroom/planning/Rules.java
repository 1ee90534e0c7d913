package homeroom.planning;

import homeroom.authority.EntityRules;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a decision depends on besides the record's state.
 *
 * @param configuration the id of the configuration that says so
 * @param entities by name
 * @param subscriptions by entity, in the order of the systems' names; an entity that nobody takes
 *     may be missing
 * @param ownIds by entity, the sources that may name its records by their own ids alone
 */
public record Rules(
    String configuration,
    Map<String, EntityRules> entities,
    Map<String, List<Subscription>> subscriptions,
    Map<String, Set<String>> ownIds) {

  /** All sources name records by their natural keys. */
  public Rules(
      String configuration,
      Map<String, EntityRules> entities,
      Map<String, List<Subscription>> subscriptions) {
    this(configuration, entities, subscriptions, Map.of());
  }

  public Rules {
    entities = Map.copyOf(entities);
    subscriptions = Map.copyOf(subscriptions);
    ownIds = Map.copyOf(ownIds);
  }
}
