package homeroom.reconcile.compare;

import homeroom.api.Value;
import homeroom.planning.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * By what a record is recognised at a consumer: by the natural key where the payload holds it, else
 * by the names that are made of references to others, as a seat is by its class and its person, and
 * else by all of it.
 *
 * @param byKey whether the names are the natural key's
 * @param byReferences whether they are made of references to others
 */
record Recognition(List<String> names, boolean byKey, boolean byReferences) {

  private static final String BETWEEN = "\u0001";

  Recognition {
    names = List.copyOf(names);
  }

  static Recognition of(Subscription subscription) {
    Optional<String> key = subscription.mapping().keyName();
    if (key.isPresent()) {
      return new Recognition(List.of(key.get()), true, false);
    }
    Set<String> references =
        subscription.references().stream()
            .map(Subscription.Reference::field)
            .collect(Collectors.toSet());
    Map<String, Set<String>> madeOf = subscription.mapping().madeOf();
    Set<String> referring = new TreeSet<>();
    madeOf.forEach(
        (name, inputs) -> {
          if (inputs.stream().anyMatch(references::contains)) {
            referring.add(name);
          }
        });
    Set<String> names = referring.isEmpty() ? new TreeSet<>(madeOf.keySet()) : referring;
    return new Recognition(new ArrayList<>(names), false, !referring.isEmpty());
  }

  /** Whether it is recognised by whatever it holds. */
  boolean byAll() {
    return !byKey && !byReferences;
  }

  /** Equal for what is the same record; empty for what holds none of the names. */
  Optional<String> identity(Map<String, Value> fields) {
    List<String> parts =
        names.stream()
            .map(name -> fields.getOrDefault(name, Value.NULL))
            .map(value -> value.isNull() ? "" : value.toString())
            .toList();
    return parts.stream().allMatch(String::isEmpty)
        ? Optional.empty()
        : Optional.of(String.join(BETWEEN, parts));
  }
}
