package homeroom.config.yaml;

import java.util.Optional;

/**
 * One key of a mapping.
 *
 * @param name as written
 * @param shape of its value
 * @param fallback what holds when it is not written; empty if it must be
 * @param doc what it is for, for a message: {@code the folder to read from}
 */
public record Key<T>(String name, Shape<T> shape, Optional<T> fallback, String doc) {

  /** A key that must be written. */
  public static <T> Key<T> required(String name, Shape<T> shape, String doc) {
    return new Key<>(name, shape, Optional.empty(), doc);
  }

  /** A key that need not be written. */
  public static <T> Key<Optional<T>> optional(String name, Shape<T> shape, String doc) {
    return new Key<>(name, shape.map(Optional::of), Optional.of(Optional.empty()), doc);
  }

  /** A key that need not be written and says something even then. */
  public static <T> Key<T> withDefault(String name, Shape<T> shape, T fallback, String doc) {
    return new Key<>(name, shape, Optional.of(fallback), doc);
  }

  /** Reads the key out of a mapping; empty if there is no value to go on with. */
  Optional<T> read(YamlNode.Mapping mapping, Reading reading) {
    Optional<YamlNode.Entry> entry = mapping.entry(name);
    if (entry.isEmpty()) {
      if (fallback.isEmpty()) {
        reading
            .problems()
            .error(mapping.place().child(name), "missing", "Write " + name + ": " + doc);
      }
      return fallback;
    }
    return shape.read(entry.get().value(), reading).or(() -> fallback);
  }
}
