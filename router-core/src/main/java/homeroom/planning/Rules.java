package homeroom.planning;

import homeroom.authority.EntityRules;
import java.util.List;
import java.util.Map;

/**
 * All that a decision depends on besides the record's state.
 *
 * @param configuration the id of the configuration that says so
 * @param entities by name
 * @param subscriptions by entity, in the order of the systems' names; an entity that nobody takes
 *     may be missing
 */
public record Rules(
    String configuration,
    Map<String, EntityRules> entities,
    Map<String, List<Subscription>> subscriptions) {
  public Rules {
    entities = Map.copyOf(entities);
    subscriptions = Map.copyOf(subscriptions);
  }
}
