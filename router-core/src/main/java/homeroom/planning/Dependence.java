package homeroom.planning;

import homeroom.authority.Authority;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which systems may decide what a consumer is told.
 *
 * @param consumer the consumer
 * @param sources by system, other than the consumer itself, the entities of which it may decide a
 *     field that the consumer's mapping uses; whether it is a source at all is not asked
 */
public record Dependence(String consumer, Map<String, Set<String>> sources) {

  public Dependence {
    Map<String, Set<String>> copy = new TreeMap<>();
    sources.forEach((source, entities) -> copy.put(source, new TreeSet<>(entities)));
    sources = copy;
  }

  /** Of every consumer, in the order of their names. */
  public static List<Dependence> of(Rules rules) {
    Map<String, Map<String, Set<String>>> byConsumer = new TreeMap<>();
    rules
        .subscriptions()
        .forEach(
            (entity, subscriptions) ->
                subscriptions.forEach(
                    one ->
                        add(
                            one,
                            rules.entities().get(entity),
                            byConsumer.computeIfAbsent(one.system(), _ -> new TreeMap<>()))));
    return byConsumer.entrySet().stream()
        .map(consumer -> new Dependence(consumer.getKey(), consumer.getValue()))
        .toList();
  }

  private static void add(
      Subscription subscription, EntityRules rules, Map<String, Set<String>> sources) {
    Stream.concat(subscription.mapping().inputs().stream(), Stream.of(FieldRules.EXISTS))
        .map(rules.fields()::get)
        .filter(Objects::nonNull)
        .flatMap(field -> field.authority().stream())
        .map(Authority::system)
        .filter(system -> !system.equals(subscription.system()))
        .forEach(
            system ->
                sources.computeIfAbsent(system, _ -> new TreeSet<>()).add(subscription.entity()));
  }
}
