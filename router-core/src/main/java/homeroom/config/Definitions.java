package homeroom.config;

import homeroom.config.yaml.Place;
import homeroom.config.yaml.Problems;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Entities or systems by name. One whose file has mistakes may be there by its name alone. */
final class Definitions<T> {

  private record Definition<T>(Place place, Optional<T> value) {}

  private final String what;
  private final Map<String, Definition<T>> byName = new TreeMap<>();

  /**
   * @param what they are, for a message: {@code entity}
   */
  Definitions(String what) {
    this.what = what;
  }

  /** Adds one, or tells that it is there already. */
  void add(String name, Place place, Optional<T> value, Problems problems) {
    Definition<T> earlier = byName.putIfAbsent(name, new Definition<>(place, value));
    if (earlier != null) {
      problems.error(
          place,
          "the " + what + " " + name + " is defined in " + earlier.place().file() + " already",
          "Keep one of the two files");
    }
  }

  boolean contains(String name) {
    return byName.containsKey(name);
  }

  Set<String> names() {
    return byName.keySet();
  }

  Optional<T> get(String name) {
    return Optional.ofNullable(byName.get(name)).flatMap(Definition::value);
  }

  /** Those without a mistake in their shape, by name. */
  Stream<T> sound() {
    return byName.values().stream().flatMap(definition -> definition.value().stream());
  }
}
